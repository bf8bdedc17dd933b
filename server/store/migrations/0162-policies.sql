-- The severity table as data. A version is never changed; version 1 is the one we ship and has no row. What else decides
-- about the duties of a review stands beside its incident: what it touched, and the version
-- that was there when it was opened.

create table policies (
  version integer primary key check (version > 1),
  policy jsonb not null,
  made_at timestamptz not null
);

create table weighings (
  incident_id uuid primary key references incidents on delete cascade,
  policy_version integer not null default 1,
  concerns text[] not null default '{}',
  version integer not null default 1
);
