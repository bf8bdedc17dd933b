-- Passkeys (WebAuthn): a public key each, which opens nothing by itself.

create table passkeys (
  id uuid primary key,
  person_id uuid not null references people on delete cascade,
  -- As the browser names it, base64url.
  credential_id text collate "C" not null unique,
  public_key bytea not null,
  -- Goes up with each use where the authenticator counts; one that goes back was copied.
  counter bigint not null default 0 check (counter >= 0),
  transports text[] not null default '{}',
  name text not null check (name <> ''),
  made_at timestamptz not null,
  used_at timestamptz
);
create index passkeys_person on passkeys (person_id);

-- What a browser is asked to sign: used once, within five minutes.
create table passkey_challenges (
  challenge_hash bytea primary key,
  -- null: a sign-in, of whoever it turns out to be.
  person_id uuid references people on delete cascade,
  expires_at timestamptz not null
);
create index passkey_challenges_expired on passkey_challenges (expires_at);
create index passkey_challenges_person on passkey_challenges (person_id);
