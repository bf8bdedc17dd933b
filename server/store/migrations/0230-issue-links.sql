-- Actions that are issues in a tracker as well: which one, what both sides were when they last agreed, and what is next.

create table trackers (
  integration_id uuid primary key references integrations on delete cascade,
  -- Changes there are asked for from here on.
  asked_until timestamptz,
  asked_at timestamptz,
  -- The tracker asked for patience, or does not answer.
  resting_until timestamptz,
  attempts integer not null default 0,
  because text not null default ''
);

create table issue_links (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  action_id uuid not null references actions on delete cascade,
  integration_id uuid not null references integrations on delete cascade,
  -- '' until the issue is there.
  external_id text not null default '',
  key text not null default '',
  url text not null default '',
  state text not null check (state in ('making', 'linked', 'gone')),
  -- What both sides were when they last agreed; null for one that counts as changed.
  seen_here text check (seen_here in ('open', 'done', 'dropped')),
  seen_there text check (seen_there in ('open', 'done', 'dropped', 'closed')),
  there text check (there in ('open', 'done', 'dropped', 'closed')),
  word text not null default '',
  -- For the room alone: in no edition, no export, no search, no history.
  assigned_there text not null default '',
  changed_there_at timestamptz,
  read_at timestamptz,
  conflict jsonb,
  -- When making it was first tried: an issue made since then may be ours, its answer lost.
  making_since timestamptz,
  due_at timestamptz,
  held_until timestamptz,
  -- Grows with everything that asks for a look, so that what comes during a look is not lost.
  wakes integer not null default 0,
  attempts integer not null default 0,
  tried_since timestamptz,
  because text not null default '',
  is_given_up boolean not null default false,
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null,
  check (external_id <> '' or state = 'making')
);
create unique index issue_links_of_action on issue_links (action_id) where removed_at is null;
create unique index issue_links_of_issue on issue_links (integration_id, external_id)
  where removed_at is null and external_id <> '';
create index issue_links_due on issue_links (due_at) where due_at is not null and removed_at is null;
create index issue_links_by_incident on issue_links (incident_id) where removed_at is null;
create index issue_links_removed on issue_links (removal_id) where removal_id is not null;
