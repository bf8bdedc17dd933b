-- Standing ways in: which tools may send, how we know them, and what they sent.

create table integrations (
  id uuid primary key,
  kind text not null,
  name text not null check (name <> ''),
  state text not null default 'on' check (state in ('on', 'off')),
  routing text not null default 'by-time' check (routing in ('by-time', 'by-hand')),
  settings jsonb not null,
  last_error text not null default '',
  last_error_at timestamptz,
  made_at timestamptz not null,
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null,
  check ((last_error = '') = (last_error_at is null))
);
create index integrations_removed on integrations (removal_id) where removal_id is not null;

-- An integration belongs to no incident, and its removal can be taken back like any other.
alter table removals alter column incident_id drop not null;
-- Which nouns can be removed is said once, in store/removals.ts, beside the table each of them has.
alter table removals drop constraint if exists removals_noun_check;
alter table removals add constraint removals_noun_check check (noun <> '');

-- Beside the row and not in it: rows go into history as they are, and no history holds a secret.
create table integration_secrets (
  id uuid primary key,
  integration_id uuid not null references integrations on delete cascade,
  purpose text not null check (purpose in ('signing', 'api')),
  sealed bytea not null,
  made_at timestamptz not null
);
create index integration_secrets_by_integration on integration_secrets (integration_id);

-- What arrived, with secrets removed before it came here. A delivery that arrives twice has the same key.
create table deliveries (
  id uuid primary key,
  integration_id uuid not null references integrations on delete cascade,
  key text collate "C" not null,
  received_at timestamptz not null,
  headers jsonb not null,
  body text not null,
  secrets_removed integer not null default 0,
  state text not null default 'waiting'
    check (state in ('waiting', 'read', 'unassigned', 'not-understood', 'refused')),
  happened_at timestamptz,
  incident_id uuid references incidents on delete set null,
  summary text not null default '',
  because text not null default '',
  unique (integration_id, key)
);
create index deliveries_waiting on deliveries (integration_id, received_at) where state = 'waiting';
create index deliveries_by_arrival on deliveries (integration_id, received_at desc, id desc);
create index deliveries_unassigned on deliveries (happened_at) where state = 'unassigned';
create index deliveries_by_incident on deliveries (incident_id) where incident_id is not null;

-- One receipt grows for everything an integration brings to an incident.
alter table imports add column integration_id uuid references integrations on delete set null;
create unique index imports_by_integration on imports (incident_id, integration_id) where integration_id is not null;

-- Workers of the job queue that are alive: what a dead one held is given to others.
create table workers (
  id text primary key,
  seen_at timestamptz not null
);
