-- Where matters about the conduct of a person go instead, in the organisation's words. Nothing about any such matter.
create table conduct (
  is_only boolean primary key default true check (is_only),
  text text not null default '',
  version integer not null default 1
);
insert into conduct default values;

-- Days on which digests and exports rest.
create table pauses (
  id uuid primary key,
  from_on date not null,
  until_on date not null check (until_on >= from_on)
);
