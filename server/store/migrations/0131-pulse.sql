-- The pulse: who was handed a token, the tokens, and the answers stand apart and share nothing but their round.

create table pulse_rounds (
  id uuid primary key,
  started_on date not null,
  ends_on date not null,
  closed_on date,
  -- Bands, worked out once when the round closes. Null for good when fewer than five answered.
  result jsonb,
  check (closed_on is not null or result is null)
);
create unique index one_open_pulse on pulse_rounds ((closed_on is null)) where closed_on is null;

-- That somebody took a token: a hash of round and person, enough to say no to a second one. Not which token.
create table pulse_takings (
  taker_hash bytea primary key,
  round_id uuid not null references pulse_rounds on delete cascade
);
create index pulse_takings_of_round on pulse_takings (round_id);

-- Made all at once when the round starts, so that nothing about a row says when it was handed out.
create table pulse_tokens (
  hash bytea primary key,
  round_id uuid not null references pulse_rounds on delete cascade,
  -- The token, sealed, until somebody takes it.
  sealed bytea
);
create index pulse_tokens_of_round on pulse_tokens (round_id);

-- Deleted when the round closes.
create table pulse_answers (
  id uuid primary key,
  round_id uuid not null references pulse_rounds on delete cascade,
  answers jsonb not null
);
create index pulse_answers_of_round on pulse_answers (round_id);
