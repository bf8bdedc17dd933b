-- Tools outside that are told what happens here. The secret they check signatures with is sealed, beside the row.

create table listeners (
  id uuid primary key,
  name text not null check (name <> ''),
  url text not null check (url <> ''),
  events text[] not null,
  state text not null default 'on' check (state in ('on', 'off')),
  because text not null default '',
  failing_since timestamptz,
  sealed_secret bytea not null,
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals (id) on delete set null
);
create index listeners_removed on listeners (removal_id) where removal_id is not null;

-- The address of somebody's feed carries this number; a new address raises it, and the old one opens nothing.
alter table preferences add column feed_number integer not null default 0;
