-- What is kept, and for how long. Only raw evidence has a rule of its own: what people made of it stays.

create table retention (
  is_only boolean primary key default true check (is_only),
  -- Null: raw evidence stays until somebody deletes it.
  evidence_days integer check (evidence_days between 1 and 36500),
  version integer not null default 1
);
insert into retention default values;

-- While a hold stands no rule and nobody deletes the evidence of its incident. It ends by itself unless it is renewed.
create table legal_holds (
  incident_id uuid primary key references incidents on delete cascade,
  because text not null check (because <> ''),
  until_on date not null
);

-- What is left of deleted evidence: the id it had, which a one-way function made from its key. Timeline events that rest
-- on it can say so, and the same file does not bring it back in silence.
create table deleted_evidence (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  deleted_at timestamptz not null,
  is_by_rule boolean not null
);
create index deleted_evidence_of_incident on deleted_evidence (incident_id);

alter table imports add column deleted_before integer not null default 0;
