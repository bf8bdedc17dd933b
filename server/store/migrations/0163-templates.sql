-- The organisation's own templates, and the one each review began with: its sections as they were on that day, so that
-- a later version asks nothing of a review that is open.

create table own_templates (
  id uuid primary key,
  name text not null check (name <> ''),
  about text not null default '',
  sections jsonb not null,
  version integer not null default 1,
  made_at timestamptz not null,
  removed_at timestamptz
);
create index own_templates_offered on own_templates (made_at, id) where removed_at is null;

create table review_templates (
  incident_id uuid primary key references incidents on delete cascade,
  template_id text not null,
  name text not null,
  sections jsonb not null
);

-- Tasks of a stage that will not be done in this review, each with its reason; an empty one is taken back.
create table stage_marks (
  incident_id uuid not null references incidents on delete cascade,
  task text not null,
  because text not null default '',
  primary key (incident_id, task)
);
