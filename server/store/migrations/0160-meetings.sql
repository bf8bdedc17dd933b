-- The meeting of a review. What stands on the wall is one row; its version is raised by whatever changes what somebody
-- sees, so that two hundred who ask every second cost one row each. No table of this file knows a person: whoever sits
-- in a meeting is a secret of one device, papers lose even that when they are read, and a hand that goes down is gone.

create table meetings (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  -- Minutes by part.
  agenda jsonb not null,
  -- What is on the wall: part, clock, card, event, whether the timeline is agreed.
  floor jsonb not null,
  soak_days integer not null default 2 check (soak_days between 0 and 30),
  -- The link for those without an account, as a hash to find it by and sealed to show it again.
  guest_hash bytea unique,
  guest_sealed bytea,
  opened_at timestamptz not null,
  version integer not null default 1
);
create index meetings_incident on meetings (incident_id, opened_at desc, id desc);

create table meeting_entries (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  meeting_id uuid not null references meetings on delete cascade,
  kind text not null check (kind in ('note', 'parked', 'theme', 'idea')),
  text text not null check (text <> ''),
  because text not null default '',
  added_at timestamptz not null,
  action_id uuid references actions on delete set null,
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null
);
create index meeting_entries_incident on meeting_entries (incident_id);
create index meeting_entries_kept on meeting_entries (meeting_id, added_at, id) where removed_at is null;

create table meeting_seats (
  id uuid primary key,
  meeting_id uuid not null references meetings on delete cascade,
  secret_hash bytea not null unique,
  hand_at timestamptz,
  hand_told_by text not null default '',
  -- A seat answers on the way out once; which answer is its own is kept nowhere.
  has_left boolean not null default false
);
create index meeting_seats_hands on meeting_seats (meeting_id, hand_at) where hand_at is not null;

create table meeting_rounds (
  id uuid primary key,
  meeting_id uuid not null references meetings on delete cascade,
  ask text not null check (ask <> ''),
  opened_at timestamptz not null,
  released_at timestamptz
);
create index meeting_rounds_opened on meeting_rounds (meeting_id, opened_at desc, id desc);

create table meeting_papers (
  -- Random, so that the order of the ids says nothing about the order of the writing.
  id uuid primary key default gen_random_uuid(),
  round_id uuid not null references meeting_rounds on delete cascade,
  -- Whose paper it is, until all of them are read.
  seat_id uuid references meeting_seats on delete set null,
  text text not null check (text <> ''),
  told_by text not null default '',
  unique (round_id, seat_id)
);

create table meeting_exits (
  number bigint generated always as identity primary key,
  meeting_id uuid not null references meetings on delete cascade,
  learned text not null check (learned in ('yes', 'partly', 'no')),
  evaluated text not null check (evaluated in ('yes', 'partly', 'no'))
);
create index meeting_exits_of on meeting_exits (meeting_id, number);
