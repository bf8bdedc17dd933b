-- Histories on their way in, page by page: where each goes on, and when. The row goes when the import has ended.

create table backfills (
  import_id uuid primary key references imports on delete cascade,
  integration_id uuid not null references integrations on delete cascade,
  -- Whoever asked, for the history of the incident.
  author_id uuid references people on delete set null,
  place text not null,
  asked_from timestamptz not null,
  asked_to timestamptz not null,
  -- The pages that remain to be asked for, in order; null before the first.
  remaining jsonb,
  pages integer not null default 0,
  failures integer not null default 0,
  next_at timestamptz not null
);
create index backfills_by_integration on backfills (integration_id);
create index backfills_due on backfills (next_at);
