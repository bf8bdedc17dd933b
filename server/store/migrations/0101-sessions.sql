-- Sessions that can be seen and ended, agents that are no people, and tokens for a purpose.

alter table sessions add column id uuid;
update sessions set id = gen_random_uuid();
alter table sessions alter column id set not null, add unique (id);
-- Roughly: "Firefox on Linux". Nothing by which a machine could be found again.
alter table sessions add column device text not null default '';
alter table sessions add column seen_at timestamptz;
update sessions set seen_at = made_at;
alter table sessions alter column seen_at set not null;

alter table people add column kind text not null default 'person' check (kind in ('person', 'agent'));
-- An agent has tokens and nothing else, and never looks after the installation.
alter table people add constraint people_agents check (kind = 'person' or (password_hash is null and role <> 'keeper'));

-- null: whatever its scope allows.
alter table tokens add column operations text[];
