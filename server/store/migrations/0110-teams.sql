-- Teams, who is in them and which components they own; who takes which part in a review; and who may see a record.

create table teams (
  id uuid primary key,
  name text not null check (name <> ''),
  components text[] not null default '{}',
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals on delete set null
);
create unique index teams_name on teams (lower(name)) where removed_at is null;
create index teams_removed on teams (removal_id) where removal_id is not null;

-- The way from a person to their teams is walked at every call: it decides which records they see.
create table team_members (
  person_id uuid not null references people,
  team_id uuid not null references teams,
  primary key (person_id, team_id)
);
create index team_members_of_team on team_members (team_id);

-- Read by incident only: nothing leads from a person to the reviews they took part in.
create table review_people (
  incident_id uuid not null references incidents on delete cascade,
  person_id uuid not null references people,
  role text not null check (role in ('facilitator', 'author', 'participant', 'reader')),
  primary key (incident_id, person_id, role)
);

-- null: the team that owns one of its components.
alter table incidents add column team_id uuid references teams;

alter table people add column is_steward boolean not null default false;

-- Where people work already, records stay as visible as they were; a new installation begins with teams.
alter table installation add column record_visibility text not null default 'team'
  check (record_visibility in ('team', 'everyone'));
update installation set record_visibility = 'everyone' where exists (select from people);
