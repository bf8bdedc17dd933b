-- How much each rule counts when a timeline is proposed, where the organisation chose otherwise than we ship it.

create table proposal_weights (
  id uuid primary key default gen_random_uuid(),
  is_only boolean not null default true unique check (is_only),
  chosen jsonb not null default '{}',
  version integer not null default 1
);
insert into proposal_weights default values;
