-- What a source said later about something it said before, and what people make of it.

-- Key of the evidence this is about: an edit, a removal at the source, a reaction. The evidence it names may arrive
-- later, or never, so it is no reference.
alter table evidence add column revises text collate "C";
create index evidence_revising on evidence (incident_id, revises) where revises is not null;

alter table timeline_events
  -- Null: as the rules say.
  add column phase text check (phase in ('lead-up', 'detection', 'diagnosis', 'mitigation', 'recovery', 'after')),
  -- The evidence with which its source changed what the event rests on, until somebody decides whose words stay.
  add column source_changed_id uuid,
  add column source_changed_at timestamptz,
  add column source_removed boolean not null default false,
  add check (source_changed_id is not null or (source_changed_at is null and not source_removed));
