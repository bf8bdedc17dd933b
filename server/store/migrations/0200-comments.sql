-- What people ask and propose beside the text and the parts of a review.
create table comments (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  -- The first comment of a thread names itself.
  thread_id uuid not null references comments on delete cascade,
  place_kind text not null check (place_kind in ('text', 'timeline event', 'factor', 'map node', 'action')),
  place_id uuid check ((place_id is null) = (place_kind = 'text')),
  -- Both ends in the live text; the words and what stood around them find the place where these do not.
  place_from text not null default '',
  place_to text not null default '',
  quote text not null default '',
  quote_before text not null default '',
  quote_after text not null default '',
  text text not null,
  suggested text check (suggested is null or place_kind = 'text'),
  to_ids uuid[] not null default '{}',
  state text not null default 'open' check (state in ('open', 'resolved', 'accepted', 'declined')),
  person_id uuid references people on delete set null,
  written_at timestamptz not null,
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null
);
create index comments_thread on comments (thread_id);
create index comments_incident on comments (incident_id) where removed_at is null;
-- What asks somebody to look; whom is read from the rows, so that nobody is looked for by an index.
create index comments_asking on comments (id) where removed_at is null and to_ids <> '{}';

-- How a mention comes to somebody.
alter table preferences add column mentions text not null default 'mail'
  check (mentions in ('mail', 'slack', 'none'));
