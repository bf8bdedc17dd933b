-- Near-miss and hazard reports. Nothing here shares a value with anything else that could lead to whoever spoke: ids are
-- random and no version 7, there is no time of day, no session, no address, and the words are sealed.

alter table people add column if not exists is_steward boolean not null default false;

-- What is promised to whoever speaks. Versions are only ever added.
create table report_notices (
  version integer primary key check (version > 0),
  is_protected text not null check (is_protected <> ''),
  is_not_protected text not null check (is_not_protected <> ''),
  readers text not null check (readers <> ''),
  kept_for text not null check (kept_for <> ''),
  accepted_by uuid not null references people,
  accepted_on date not null
);

create table report_intake (
  is_only boolean primary key default true check (is_only),
  is_open boolean not null default false,
  -- Salt of the receipts of this installation. A salt for each would need a name for each in its code.
  receipt_salt bytea not null
    default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
  last_batch_on date
);
insert into report_intake default values;

create table reports (
  id uuid primary key,
  naming text not null check (naming in ('named', 'confidential', 'anonymous', 'automatic')),
  is_hazard boolean not null,
  state text not null check (state in ('waiting', 'open', 'closed', 'deleted')),
  notice_version integer not null references report_notices,
  -- A slow hash of the code. Null: nobody holds a receipt.
  receipt_hash bytea unique,
  -- Words, messages, outcome and the review it became, sealed as one. Null once it is deleted.
  sealed bytea,
  -- The day it came, only while it waits for others; after that nothing of it is kept.
  came_on date,
  released_on date,
  closed_on date,
  certificate jsonb,
  check ((state = 'waiting') = (came_on is not null)),
  check ((state = 'waiting') <= (released_on is null)),
  check ((state = 'deleted') = (sealed is null)),
  check ((state = 'deleted') = (certificate is not null))
);

-- Who spoke, sealed as well, and gone when a confidential report is closed. Anonymous ones never have a row.
create table report_senders (
  report_id uuid primary key references reports on delete cascade,
  sealed bytea not null
);
