-- Requests that were answered with words and stored nowhere else: the same one again is no second command. A row is
-- needed for as long as its signature is good, and the next request takes the old ones away.

create table replays (
  integration_id uuid not null references integrations on delete cascade,
  -- A fingerprint of what makes the request itself.
  request text not null,
  seen_at timestamptz not null,
  primary key (integration_id, request)
);
create index replays_by_age on replays (seen_at);
