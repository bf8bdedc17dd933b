-- What people made of the evidence of one incident.
-- Links to rows that may be removed and restored are arrays of ids, read through a filter on `removed_at`:
-- a removal leaves them as they were, so that taking it back brings the links back too.

create table participants (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  name text not null check (name <> ''),
  handles text[] not null default '{}',
  role text not null check (role <> ''),
  -- Speakers of the sources this row stands for.
  refs text[] not null default '{}',
  version integer not null default 1
);
create unique index participants_role on participants (incident_id, lower(role));

create table timeline_events (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  happened_at timestamptz,
  happened_precision text check (happened_precision in ('day', 'hour', 'minute', 'second', 'millisecond')),
  happened_is_about boolean not null default false,
  until timestamptz,
  rank double precision not null,
  kind text not null check (kind in ('alert', 'page', 'deploy', 'config-change', 'chat', 'decision', 'observation',
    'mitigation', 'recovery', 'status-update', 'commit', 'agent-step', 'note', 'system')),
  actor_kind text not null check (actor_kind in ('role', 'team', 'system', 'agent', 'unknown')),
  actor_name text not null,
  lane text not null,
  text text not null,
  state text not null check (state in ('proposed', 'tray', 'accepted', 'rejected')),
  is_trigger boolean not null default false,
  evidence_ids uuid[] not null default '{}',
  reasons text[] not null default '{}',
  confidence double precision not null check (confidence between 0 and 1),
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null,
  check ((happened_at is null) = (happened_precision is null))
);
create index timeline_events_told on timeline_events (incident_id, happened_at, rank) where removed_at is null;
create index timeline_events_removed on timeline_events (removal_id) where removal_id is not null;
create unique index timeline_events_trigger on timeline_events (incident_id) where is_trigger and removed_at is null;

create table factors (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  code text not null,
  statement text not null check (statement <> ''),
  certainty text not null check (certainty in ('observed', 'supported', 'plausible', 'disputed')),
  event_ids uuid[] not null default '{}',
  existed_before boolean not null default false,
  remains_after_repair boolean not null default false,
  could_cause_others boolean not null default false,
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null
);
create index factors_named on factors (incident_id) where removed_at is null;

create table lessons (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  kind text not null check (kind in ('went-well', 'could-improve', 'lucky')),
  text text not null check (text <> ''),
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null
);
create index lessons_told on lessons (incident_id) where removed_at is null;

create table actions (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  title text not null check (title <> ''),
  kind text not null check (kind in ('test', 'guardrail', 'tooling', 'documentation', 'process', 'architecture',
    'monitoring')),
  owner_id uuid references people,
  owner_role text,
  due_on date,
  priority text not null check (priority in ('P1', 'P2', 'P3')),
  strength smallint not null check (strength between 0 and 5),
  works_if_forgotten boolean not null,
  can_be_bypassed_unnoticed boolean not null,
  factor_ids uuid[] not null default '{}',
  how_we_will_know text not null default '',
  state text not null default 'proposed' check (state in ('proposed', 'open', 'done', 'dropped')),
  closed_at timestamptz,
  outcome text not null default '',
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null,
  check ((owner_id is null) = (owner_role is null)),
  check ((closed_at is not null) = (state in ('done', 'dropped'))),
  -- A promise has exactly one owner and a date.
  check (state <> 'open' or (owner_id is not null and due_on is not null))
);
create index actions_agreed on actions (incident_id) where removed_at is null;
create index actions_due on actions (due_on) where removed_at is null and state = 'open';
