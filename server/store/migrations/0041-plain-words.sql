-- Words that read like somebody's name and are none in this incident: a service called "Grace", a host called "Otto".
-- Someone who works on the review said so once; nobody is asked again.

create table plain_words (
  incident_id uuid not null references incidents on delete cascade,
  -- As written; told apart without regard to capitals.
  word text not null check (word <> ''),
  primary key (incident_id, word)
);
create unique index plain_words_once on plain_words (incident_id, lower(word));
