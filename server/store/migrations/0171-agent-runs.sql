-- An agent's part in an incident: what it ran as, what it could reach, and what the three gates around it were doing.
-- gates: {context, guardrail, verification}, each {state, finding}; claims: [{text, standing, eventId}].

create table agent_runs (
  id uuid primary key,
  incident_id uuid not null references incidents (id) on delete cascade,
  role text not null check (role <> ''),
  model text not null default '',
  model_version text not null default '',
  tools text[] not null default '{}',
  permissions text[] not null default '{}',
  autonomy text not null default 'unknown'
    check (autonomy in ('suggested', 'asked-each-step', 'asked-some-steps', 'acted-alone', 'unknown')),
  modes text[] not null default '{}',
  gates jsonb not null,
  claims jsonb not null default '[]',
  version integer not null default 1,
  removed_at timestamptz,
  removal_id uuid references removals (id) on delete set null
);
create index agent_runs_told on agent_runs (incident_id) where removed_at is null;
