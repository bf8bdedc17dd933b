-- The causal map. Factors and timeline events are nodes by themselves; here are the nodes that are rows of the map, and
-- the edges between all of them. Both ends of an edge are checked in the transaction that writes it; an edge whose end
-- is removed is left out while reading and comes back with it.

create table map_nodes (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  kind text not null check (kind in ('mechanism', 'harm', 'control', 'mitigator')),
  statement text not null check (statement <> ''),
  control jsonb,
  origin text check (origin in ('design', 'skill', 'luck')),
  is_point_of_no_return boolean not null default false,
  event_ids uuid[] not null default '{}',
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null,
  check ((kind = 'control') = (control is not null)),
  check ((kind = 'mitigator') = (origin is not null)),
  check (kind = 'mechanism' or not is_point_of_no_return)
);
create index map_nodes_drawn on map_nodes (incident_id) where removed_at is null;
create index map_nodes_removed on map_nodes (removal_id) where removal_id is not null;

create table map_edges (
  id uuid primary key,
  incident_id uuid not null references incidents on delete cascade,
  from_id uuid not null,
  to_id uuid not null,
  kind text not null check (kind in ('enabled', 'required-together', 'made-likelier', 'delayed-detection',
    'delayed-recovery', 'limited', 'informed')),
  because text not null default '',
  certainty text not null check (certainty in ('observed', 'supported', 'plausible', 'disputed')),
  event_ids uuid[] not null default '{}',
  explanation text not null default '',
  rung smallint check (rung between 1 and 5),
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null
);
create index map_edges_drawn on map_edges (incident_id) where removed_at is null;
create index map_edges_removed on map_edges (removal_id) where removal_id is not null;

-- What can be removed grows with every noun; the list of them is kept in removals.ts alone.
alter table removals drop constraint if exists removals_noun_check;
alter table removals add constraint removals_noun_check check (noun <> '');
