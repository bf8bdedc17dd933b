-- When and how people want to hear from here, and what they were told.

create table preferences (
  person_id uuid primary key references people (id) on delete cascade,
  zone text not null check (zone <> ''),
  works_from text not null check (works_from ~ '^[0-2][0-9]:[0-5][0-9]$'),
  works_until text not null check (works_until ~ '^[0-2][0-9]:[0-5][0-9]$'),
  work_days integer[] not null,
  reminders text not null check (reminders in ('mail', 'slack', 'none')),
  digest text not null check (digest in ('mail', 'none')),
  version integer not null default 1
);

-- Each moment of a promise is told once. A new day or another owner is a new promise.
create table reminders (
  action_id uuid not null references actions (id) on delete cascade,
  promised_at timestamptz not null,
  moment text not null check (moment <> ''),
  dispatch_id uuid references dispatches (id) on delete set null,
  primary key (action_id, promised_at, moment)
);

-- Where the team hears of what nobody holds; null: the keepers do.
alter table installation
  add column team_mail text check (team_mail <> ''),
  add column zone text not null default 'UTC' check (zone <> '');
