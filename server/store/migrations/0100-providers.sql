-- Sign-in through a company's own provider. Whoever comes in that way needs no password here.

alter table people alter column password_hash drop not null;

create table providers (
  id uuid primary key,
  label text not null check (label <> ''),
  issuer text not null check (issuer <> ''),
  client_id text not null check (client_id <> ''),
  -- Empty: any.
  domains text[] not null default '{}',
  -- null: only people with an account here come in.
  newcomer_role text check (newcomer_role in ('member', 'reader')),
  -- Empty: groups are not read.
  groups_claim text not null default '',
  made_at timestamptz not null,
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null
);
create unique index providers_issuer on providers (issuer, client_id) where removed_at is null;
create index providers_removed on providers (removal_id) where removal_id is not null;

-- Beside the row and not in it: rows go into history as they are, and no history holds a secret.
create table provider_secrets (
  provider_id uuid primary key references providers on delete cascade,
  sealed bytea not null
);

-- Who somebody is at a provider. The issuer and not our row for it: a provider that is added again knows its people.
create table identities (
  issuer text not null,
  subject text not null,
  person_id uuid not null references people on delete cascade,
  made_at timestamptz not null,
  primary key (issuer, subject),
  unique (person_id, issuer)
);

-- A sign-in that was begun: the state is kept as a hash and taken once. What else belongs to it stays in the browser.
create table sign_ins (
  state_hash bytea primary key,
  provider_id uuid not null references providers on delete cascade,
  expires_at timestamptz not null
);
create index sign_ins_provider on sign_ins (provider_id);
create index sign_ins_expired on sign_ins (expires_at);

-- A group as a provider or a directory names it, and the team of ours it stands for (empty: none yet).
create table directory_groups (
  id uuid primary key,
  -- null: brought by a directory through SCIM.
  provider_id uuid references providers on delete cascade,
  name text not null check (name <> ''),
  team text not null default '',
  external_id text,
  made_at timestamptz not null,
  unique nulls not distinct (provider_id, name)
);

create table directory_group_members (
  group_id uuid not null references directory_groups on delete cascade,
  person_id uuid not null references people on delete cascade,
  primary key (group_id, person_id)
);
create index directory_group_members_person on directory_group_members (person_id);
