-- Decision points: one choice at one event, as it looked from where it was made.
-- What was seen is arrays of ids, as the links of factors are: a removed event leaves them as they were. No column
-- names a person, and none holds a judgement of one.

create table decisions (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  event_id uuid not null references timeline_events on delete cascade,
  decider text not null check (decider in ('role', 'agent')),
  role text not null check (role <> ''),
  situation text not null default '',
  goals text[] not null default '{}',
  seen_evidence_ids uuid[] not null default '{}',
  seen_event_ids uuid[] not null default '{}',
  -- [{what, where, barrier}]
  not_reached jsonb not null default '[]',
  believed text not null default '',
  confidence text not null default 'not-recalled' check (confidence in ('low', 'medium', 'high', 'not-recalled')),
  -- [{text, costThen, seenThen}]
  options jsonb not null default '[]',
  easy_path text not null default '',
  safe_path text not null default '',
  friction text not null default '',
  pressures text[] not null default '{}',
  tradeoff text not null default '',
  chosen text not null default '',
  expected text not null default '',
  observed text not null default '',
  made_sense_because text not null default '',
  usually text not null default '',
  source text not null default 'first-hand' check (source in ('first-hand', 'log', 'inferred')),
  certainty text not null default 'plausible' check (certainty in ('observed', 'supported', 'plausible', 'disputed')),
  contributed boolean not null default false,
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null
);
create index decisions_told on decisions (incident_id) where removed_at is null;
create index decisions_of_event on decisions (event_id);

-- Which nouns can be removed is said once, by the code that removes them.
alter table removals drop constraint if exists removals_noun_check;
alter table removals add constraint removals_noun_check check (noun <> '');
