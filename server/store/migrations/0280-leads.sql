-- Who has authority over the people of a team. It opens no record; it keeps them from guiding a review of those people
-- unless those people agree.
create table team_leads (
  person_id uuid not null references people,
  team_id uuid not null references teams,
  primary key (team_id, person_id)
);
