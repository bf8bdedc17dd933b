-- Whether an incident is the class of problem an earlier change was for: suggested by code, answered by people.

create table recurrences (
  id uuid primary key,
  incident_id uuid not null references incidents (id) on delete cascade,
  action_id uuid not null references actions (id) on delete cascade,
  kind text not null check (kind in ('after-fix', 'elsewhere', 'before-fix')),
  is_same boolean not null,
  was_in_path boolean,
  text text not null check (text <> ''),
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals (id) on delete set null
);
create unique index recurrences_once on recurrences (incident_id, action_id) where removed_at is null;
create index recurrences_of_action on recurrences (action_id) where removed_at is null;
