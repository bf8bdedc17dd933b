-- When a meeting is: the wall clock people agreed on, its zone, and the instant that follows from both by the rules of
-- that zone as they are known today. Who is invited is kept for the next letter, which has to reach the same addresses,
-- and forgotten when the meeting is over; nothing leads from somebody to the meetings they were invited to.

create table meeting_dates (
  meeting_id uuid primary key references meetings on delete cascade,
  local text not null check (local ~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$'),
  zone text not null check (zone <> ''),
  starts_at timestamptz not null,
  place text not null default '',
  -- {kind, id, address} of each.
  guests jsonb not null default '[]' check (jsonb_typeof(guests) = 'array'),
  -- Where answers of calendars go: whoever invited first. The same for every change, or calendars would not follow it.
  organizer text not null,
  -- The SEQUENCE of the last invitation that went out (RFC 5545).
  sequence integer not null default 0,
  is_cancelled boolean not null default false,
  drafts_sent_at timestamptz,
  -- Raised when a meeting moves so far that its draft is sent once more.
  drafts_round integer not null default 0
);
create index meeting_dates_coming on meeting_dates (starts_at) where not is_cancelled;
