-- What the proposals of an incident rest on besides its evidence, so that new evidence changes only what lies near it.
-- Without a row they are made from all evidence, which is always right; the row only saves work.

create table proposal_grounds (
  incident_id uuid primary key references incidents on delete cascade,
  -- A fingerprint of the rules, their weights and the register.
  rests_on text not null,
  -- Fingerprints of those met, with when they were met and when they first said something.
  first_met jsonb not null
);
