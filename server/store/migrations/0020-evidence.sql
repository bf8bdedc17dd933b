-- What sources said, word for word, with secrets removed before it comes here; and the receipts of bringing it in.

create table imports (
  id uuid primary key,
  incident_id uuid not null references incidents (id) on delete cascade,
  file_name text not null,
  source text not null,
  state text not null check (state in ('reading', 'done', 'cancelled', 'refused')),
  because text not null default '',
  size_bytes bigint not null,
  records_read integer not null default 0,
  records_expected integer,
  stored integer not null default 0,
  already_known integer not null default 0,
  outside_window integer not null default 0,
  not_understood integer not null default 0,
  secrets_removed integer not null default 0,
  proposed integer not null default 0,
  tray integer not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  check ((state = 'reading') = (finished_at is null)),
  unique (id, incident_id)
);

create index imports_by_incident on imports (incident_id, started_at desc);
create index imports_reading on imports (id) where state = 'reading';

create table evidence (
  id uuid primary key,
  incident_id uuid not null,
  import_id uuid not null,
  source text not null,
  key text collate "C" not null,
  happened_at timestamptz,
  happened_precision text,
  happened_is_about boolean not null default false,
  basis text not null,
  zone_assumed text,
  until timestamptz,
  sequence text collate "C" not null,
  kind text not null,
  speaker jsonb,
  text text not null,
  place text not null,
  thread text,
  link text,
  marks text[] not null default '{}',
  correlates text[] not null default '{}',
  -- The first 100,000 characters: a tsvector holds 1 MB, and a longer text must still be storable.
  -- 'simple' and not a language: chat is half code, and words are found by their beginnings as one types.
  search tsvector generated always as (to_tsvector('simple', left(text, 100000))) stored,
  check ((happened_at is null) = (happened_precision is null)),
  -- Through the import and not to `incidents`: a long import would hold a lock on the incident's row and with it
  -- keep everyone from correcting the incident.
  foreign key (import_id, incident_id) references imports (id, incident_id) on delete cascade
);

create unique index evidence_by_key on evidence (incident_id, key);
-- The order of reading: by time, then the source's own order; what has no time comes last.
create index evidence_in_order on evidence (incident_id, happened_at nulls last, sequence, key);
create index evidence_by_thread on evidence (incident_id, thread) where thread is not null;
create index evidence_by_import on evidence (import_id);
create index evidence_by_words on evidence using gin (search);

-- Evidence is ground truth: it comes and, with its import, it goes; it is never edited.
create function refuse_evidence_update() returns trigger language plpgsql as $$
begin
  raise exception 'Evidence is never edited; add a timeline event that says what you know instead.'
    using errcode = 'restrict_violation';
end
$$;

create trigger evidence_is_never_edited before update on evidence
  for each row execute function refuse_evidence_update();
