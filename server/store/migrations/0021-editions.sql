-- Reviews as their readers see them: frozen, roles in place of names, each with its own address.
-- No column leads to a person, not even to whoever published it: history knows that.

create table editions (
  id uuid primary key,
  incident_id uuid not null references incidents (id) on delete cascade,
  number integer not null check (number >= 1),
  slug text not null,
  published_at timestamptz not null,
  record jsonb not null,
  -- Rendered once: rendering costs about 100 ms, reading happens often.
  html text not null,
  markdown text not null,
  is_newest boolean not null,
  -- What the library filters and shows, taken from the record when it was frozen.
  title text not null,
  severity text not null,
  kind text not null,
  components text[] not null,
  factor_codes text[] not null,
  started_at timestamptz,
  opening text not null,
  -- Plain words of the whole edition, for matching and for words in context.
  words text not null,
  search tsvector not null,
  unique (incident_id, number),
  unique (slug, number)
);

create unique index editions_newest on editions (incident_id) where is_newest;
create index editions_by_date on editions (published_at desc, id) where is_newest;
create index editions_by_words on editions using gin (search);
