-- Invitations that a keeper sees, sends again and takes back, and that lead into a team at once.

alter table invitations add column made_at timestamptz;
update invitations set made_at = expires_at - interval '7 days';
alter table invitations alter column made_at set not null;
alter table invitations add column team_id uuid references teams;

-- A link by mail signs somebody in. Both hashes are of secrets: one is in the mail, one stays in the browser that asked.
create table sign_in_links (
  secret_hash bytea primary key,
  browser_hash bytea not null,
  person_id uuid not null references people on delete cascade,
  expires_at timestamptz not null
);
create index sign_in_links_expired on sign_in_links (expires_at);
create index sign_in_links_person on sign_in_links (person_id);

-- A keeper may close this way in; without a mail server it is closed anyway.
alter table installation add column has_mail_links boolean not null default true;
