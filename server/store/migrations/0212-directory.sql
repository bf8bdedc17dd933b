-- Who somebody is in the company's directory (SCIM): what the directory calls them, beside what they are here.

create table directory_people (
  person_id uuid primary key references people on delete cascade,
  user_name text not null check (user_name <> ''),
  external_id text,
  -- The directory took them away: their account is closed and it asks for them no more.
  is_gone boolean not null default false
);
create unique index directory_people_user_name on directory_people (lower(user_name));
