-- What an action still owes its readers: how far it reaches, whether it is a patch or a fix, how we will see that it
-- works and when we look, and what it may make worse. And what we live with, on whose word, until when.

alter table actions
  add column scope text not null default 'instance' check (scope in ('class', 'instance')),
  add column durability text not null default 'fix' check (durability in ('fix', 'patch')),
  add column expires_on date,
  add column fixed_by_id uuid references actions (id) on delete set null,
  add column measure text not null default '',
  add column side_effect text not null default '',
  add column review_on date,
  add check (fixed_by_id is distinct from id);

-- factor_id: the weakness that stays; null: the review has no action of strength 3 or more, and why that is right here.
create table acceptances (
  id uuid primary key,
  incident_id uuid not null references incidents (id) on delete cascade,
  factor_id uuid references factors (id) on delete cascade,
  because text not null check (because <> ''),
  agreed_by_role text not null check (agreed_by_role <> ''),
  review_on date not null,
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals (id) on delete set null
);
create index acceptances_standing on acceptances (incident_id) where removed_at is null;
create index acceptances_about on acceptances (factor_id) where factor_id is not null;

-- Which nouns can be removed is said once, in store/removals.ts, beside the table each of them has.
alter table removals drop constraint removals_noun_check;
