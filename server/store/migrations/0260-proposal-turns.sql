-- Proposals are made from evidence, and where very much of it arrives at once not after every piece: what came since they
-- were made last waits here, and a job makes them.

create table proposal_turns (
  incident_id uuid primary key references incidents on delete cascade,
  made_at timestamptz not null,
  -- How much evidence was weighed then, and how much arrived since.
  weighed integer not null,
  arrived integer not null default 0,
  -- When they are to be made; nothing waits when it is null.
  due_at timestamptz,
  -- Imports whose receipts wait for what is proposed from them.
  import_ids uuid[] not null default '{}'
);
create index proposal_turns_due on proposal_turns (due_at) where due_at is not null;
