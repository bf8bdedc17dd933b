-- The people described read the draft first. A link belongs to a role of the register; what comes through it carries the
-- hash of the link's secret with its own id, so that the link finds what it brought and nothing here joins the two.
-- When a link was opened, and whether it was, is kept nowhere.

alter table installation
  add column calibration_hours integer not null default 48 check (calibration_hours between 0 and 720);

create table calibrations (
  incident_id uuid primary key references incidents (id) on delete cascade,
  opened_at timestamptz not null,
  closes_at timestamptz not null
);

create table first_readers (
  id uuid primary key,
  participant_id uuid not null references participants (id) on delete cascade,
  secret_hash bytea not null unique,
  expires_at timestamptz not null
);
create index first_readers_of on first_readers (participant_id);

create table objections (
  id uuid primary key,
  incident_id uuid not null references incidents (id) on delete cascade,
  place text not null,
  text text not null,
  -- the role it is said from; empty: anonymously
  said_by text not null,
  receipt bytea not null,
  said_on date not null,
  state text not null check (state in ('open', 'accepted', 'declined', 'confirmed')),
  answer text not null default '',
  version integer not null default 1,
  check (state in ('open', 'confirmed') or answer <> '')
);
create index objections_of on objections (incident_id);

-- How many people fit words that name nobody, and what is said more widely where it is one.
create table descriptions (
  incident_id uuid not null references incidents (id) on delete cascade,
  kind text not null,
  quote text not null,
  fits text not null check (fits in ('one', 'two-to-four', 'five-or-more')),
  instead text not null default '',
  primary key (incident_id, kind, quote)
);
