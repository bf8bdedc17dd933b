-- For whom an edition is out, what was withheld, what a later one changed, and its withdrawal. `editions` holds what
-- the organisation reads; the team's and the public's copies stand beside it. `is_newest` is the newest that reaches the
-- organisation, `is_newest_to_team` the newest of all. Withdrawn (removed) rows keep both: nothing older steps back in.

alter table editions
  add column widest text not null default 'organisation' check (widest in ('team', 'organisation', 'public')),
  add column withheld text[] not null default '{}',
  add column changed text not null default '',
  add column is_newest_to_team boolean not null default false,
  add column withdrawn_because text not null default '',
  add column version integer not null default 1,
  add column removed_at timestamptz,
  add column removal_id uuid references removals (id) on delete set null;

update editions set is_newest_to_team = is_newest;
create unique index editions_newest_to_team on editions (incident_id) where is_newest_to_team;

create table edition_copies (
  edition_id uuid not null references editions (id) on delete cascade,
  audience text not null check (audience in ('team', 'public')),
  record jsonb not null,
  html text not null,
  markdown text not null,
  withheld text[] not null,
  primary key (edition_id, audience)
);
