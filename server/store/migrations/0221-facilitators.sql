-- Who facilitates: one list of the organisation, read as a whole. Nothing keeps who guided what beside the review itself.

create table facilitators (
  person_id uuid primary key references people on delete cascade
);

-- Whoever guides a review they are close to does so by consent: one sentence, and the role that agreed.
alter table review_people
  add column consent text not null default '',
  add column agreed_by_role text not null default '',
  add check ((consent = '') = (agreed_by_role = '')),
  add check (consent = '' or role = 'facilitator');
