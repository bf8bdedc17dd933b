-- What became of an action after it was opened: why its day moved, what it waits for, what was seen of it.

create table follow_ups (
  id uuid primary key,
  incident_id uuid not null references incidents (id) on delete cascade,
  action_id uuid not null references actions (id) on delete cascade,
  kind text not null check (kind in ('re-dated', 'blocked', 'freed', 'exercised', 'seen-working', 'supported',
    'not-yet-seen', 'refuted', 'not-in-path')),
  text text not null check (text <> ''),
  link text not null default '',
  said_on date not null,
  from_on date,
  to_on date,
  events_before integer check (events_before > 0),
  months_before integer check (months_before > 0),
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals (id) on delete set null,
  check (kind <> 're-dated' or (from_on is not null and to_on is not null)),
  check (kind <> 'supported' or (events_before is not null and months_before is not null))
);
create index follow_ups_of_action on follow_ups (action_id) where removed_at is null;
create index follow_ups_of_incident on follow_ups (incident_id) where removed_at is null;

-- When the promise as it stands was made: half of the time until it is due begins here.
alter table actions add column promised_at timestamptz;
update actions set promised_at = coalesce(
  (select max(history.at) from history where history.noun = 'action' and history.row_id = actions.id), date_trunc('milliseconds', now()))
  where state = 'open';
create index actions_promised on actions (due_on) where state = 'open' and removed_at is null;
create index actions_done on actions (closed_at) where state = 'done' and removed_at is null;
