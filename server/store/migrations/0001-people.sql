-- Who may come in. Secrets are kept as hashes: whoever reads this database cannot sign in with what they find.

create table installation (
  is_only boolean primary key default true check (is_only),
  name text not null default 'Second Story',
  -- sha-256 of the one-time set-up token; null once a keeper is here.
  set_up_hash bytea
);
insert into installation default values;

create table people (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  role text not null check (role in ('keeper', 'member', 'reader')),
  is_active boolean not null default true,
  -- scrypt$N$r$p$salt$hash
  password_hash text not null,
  made_at timestamptz not null
);

create table invitations (
  id uuid primary key,
  email text not null check (email = lower(email)),
  name text not null,
  role text not null check (role in ('keeper', 'member', 'reader')),
  secret_hash bytea not null unique,
  invited_by uuid references people on delete set null,
  expires_at timestamptz not null,
  accepted_at timestamptz
);

create table sessions (
  secret_hash bytea primary key,
  person_id uuid not null references people on delete cascade,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_person on sessions (person_id);
create index sessions_expired on sessions (expires_at);

create table tokens (
  id uuid primary key,
  person_id uuid not null references people on delete cascade,
  name text not null,
  secret_hash bytea not null unique,
  scope text not null check (scope in ('read', 'write')),
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at <= made_at + interval '367 days'),
  last_used_at timestamptz
);
create index tokens_person on tokens (person_id);
