-- The text of a review while people write it together. `drafts.text` stays what every other operation reads; it is
-- written in the transaction that writes the log.

create table live_texts (
  incident_id uuid primary key references drafts on delete cascade,
  -- The text and everything needed to join more to it, up to and with `snapshot_seq`.
  snapshot bytea not null,
  snapshot_seq bigint not null default 0,
  -- The newest row of the log; raised while the row of `drafts` is held.
  last_seq bigint not null default 0
);

-- What was written since the snapshot. Rows are added, and folded into the snapshot when there are many.
create table live_updates (
  incident_id uuid not null references live_texts on delete cascade,
  seq bigint not null,
  written bytea not null,
  primary key (incident_id, seq)
);

-- Whoever wrote the text as it stands, and since when they were at it: a sitting becomes one version.
alter table drafts
  add column person_id uuid references people on delete set null,
  add column with_ids uuid[] not null default '{}',
  add column began_at timestamptz;

alter table draft_versions
  add column with_ids uuid[] not null default '{}';
