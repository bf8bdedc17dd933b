-- What happened to what is sealed: who, which operation, which row, when, and nothing of what was in it. Each line
-- carries the hash of the one before, so that a line taken out, added or changed is found.

create table audit_log (
  number bigint primary key check (number > 0),
  at timestamptz not null,
  -- No foreign key: an id without a name stays when somebody leaves.
  person_id uuid,
  operation text not null check (operation <> ''),
  noun text not null,
  row_id uuid,
  hash bytea not null
);
create index audit_log_of_row on audit_log (row_id, number);

create function refuse_audit_change() returns trigger language plpgsql as $function$
begin
  raise exception 'The audit log is only added to.' using errcode = 'restrict_violation';
end
$function$;
create trigger audit_log_is_kept before update or delete on audit_log
  for each row execute function refuse_audit_change();

-- When the register of an incident and its accounts lose the way back to a person: days after publication.
alter table retention add column register_days integer default 30 check (register_days between 1 and 36500);

-- Somebody who was erased: a row without a name, a mail or a way in, so that what they wrote stays whole.
alter table people add column erased_at timestamptz;

-- A released account stays when the way back to whoever told it goes.
alter table accounts alter column author_id drop not null;
