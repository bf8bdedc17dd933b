-- What people who were there tell, each from a role. Until it is released a row belongs to its author alone: every read
-- of one that is not released names the author, and nothing else of it is written anywhere, not even to the history.

create table accounts (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  author_id uuid not null references people,
  role text not null check (role <> ''),
  saw text not null default '',
  believed text not null default '',
  tried text not null default '',
  expected text not null default '',
  surprised text not null default '',
  -- Links to rows that may be removed and restored, as in factors.
  event_ids uuid[] not null default '{}',
  from_at timestamptz,
  to_at timestamptz,
  state text not null check (state in ('private', 'noted', 'released')),
  -- Told to a facilitator: it is released only with a sentence about how the teller agreed.
  is_as_told boolean not null,
  consent text not null default '',
  saved_at timestamptz not null,
  version integer not null default 1,
  check ((from_at is null) = (to_at is null)),
  check (from_at <= to_at),
  check (is_as_told or state <> 'noted'),
  check (state <> 'released' or not is_as_told or consent <> '')
);
-- No index leads from a person to what they told.
create index accounts_of_incident on accounts (incident_id);
