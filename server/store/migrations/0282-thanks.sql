-- Thanks to whoever told something and said that thanks are welcome. A note lies sealed beside the account it is for; who
-- wrote it stands nowhere, unless in its words, and its day is all that is kept of when.
alter table accounts add column welcomes_thanks boolean not null default false;
create table thanks (
  id uuid primary key,
  account_id uuid not null references accounts on delete cascade,
  sealed bytea not null,
  said_on date not null
);
create index thanks_of_account on thanks (account_id);
