-- A published edition replayed by a group. What is kept of it: how far it has come, and choices. A choice belongs to a
-- seat that exists for one decision only; there is no column for who made it, and no two choices lead to each other.

create table drills (
  id uuid primary key,
  edition_id uuid not null references editions (id) on delete cascade,
  secret_hash bytea not null unique,
  place integer not null default 1 check (place >= 0),
  version integer not null default 1,
  opened_at timestamptz not null,
  closed_at timestamptz
);
create index drills_of_edition on drills (edition_id);

create table drill_choices (
  drill_id uuid not null references drills (id) on delete cascade,
  decision integer not null check (decision >= 0),
  seat uuid not null,
  option integer not null check (option >= -1),
  primary key (drill_id, decision, seat)
);
