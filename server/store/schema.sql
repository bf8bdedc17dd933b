-- Made from the migrations by schema.test.ts; vitest -u writes it again.

create table acceptances (
  id uuid not null,
  incident_id uuid not null,
  factor_id uuid,
  because text not null,
  agreed_by_role text not null,
  review_on date not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((agreed_by_role <> ''::text)),
  CHECK ((because <> ''::text)),
  FOREIGN KEY (factor_id) REFERENCES factors(id) ON DELETE CASCADE,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX acceptances_about ON public.acceptances USING btree (factor_id) WHERE (factor_id IS NOT NULL);
CREATE INDEX acceptances_standing ON public.acceptances USING btree (incident_id) WHERE (removed_at IS NULL);

create table accounts (
  id uuid not null,
  incident_id uuid not null,
  author_id uuid,
  role text not null,
  saw text default ''::text not null,
  believed text default ''::text not null,
  tried text default ''::text not null,
  expected text default ''::text not null,
  surprised text default ''::text not null,
  event_ids uuid[] default '{}'::uuid[] not null,
  from_at timestamp with time zone,
  to_at timestamp with time zone,
  state text not null,
  is_as_told boolean not null,
  consent text default ''::text not null,
  saved_at timestamp with time zone not null,
  version integer default 1 not null,
  sealed bytea,
  welcomes_thanks boolean default false not null,
  CHECK (
CASE
    WHEN (state = 'released'::text) THEN (sealed IS NULL)
    ELSE ((sealed IS NOT NULL) AND (saw = ''::text) AND (believed = ''::text) AND (tried = ''::text) AND (expected = ''::text) AND (surprised = ''::text) AND (consent = ''::text))
END) NOT VALID,
  CHECK (((from_at IS NULL) = (to_at IS NULL))),
  CHECK (((state <> 'released'::text) OR (NOT is_as_told) OR (consent <> ''::text))),
  CHECK ((from_at <= to_at)),
  CHECK ((is_as_told OR (state <> 'noted'::text))),
  CHECK ((role <> ''::text)),
  CHECK ((state = ANY (ARRAY['private'::text, 'noted'::text, 'released'::text]))),
  FOREIGN KEY (author_id) REFERENCES people(id),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX accounts_of_incident ON public.accounts USING btree (incident_id);

create table actions (
  id uuid not null,
  incident_id uuid not null,
  title text not null,
  kind text not null,
  owner_id uuid,
  owner_role text,
  due_on date,
  priority text not null,
  strength smallint not null,
  works_if_forgotten boolean not null,
  can_be_bypassed_unnoticed boolean not null,
  factor_ids uuid[] default '{}'::uuid[] not null,
  how_we_will_know text default ''::text not null,
  state text default 'proposed'::text not null,
  closed_at timestamp with time zone,
  outcome text default ''::text not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  scope text default 'instance'::text not null,
  durability text default 'fix'::text not null,
  expires_on date,
  fixed_by_id uuid,
  measure text default ''::text not null,
  side_effect text default ''::text not null,
  review_on date,
  promised_at timestamp with time zone,
  CHECK (((closed_at IS NOT NULL) = (state = ANY (ARRAY['done'::text, 'dropped'::text])))),
  CHECK (((owner_id IS NULL) = (owner_role IS NULL))),
  CHECK (((state <> 'open'::text) OR ((owner_id IS NOT NULL) AND (due_on IS NOT NULL)))),
  CHECK (((strength >= 0) AND (strength <= 5))),
  CHECK ((durability = ANY (ARRAY['fix'::text, 'patch'::text]))),
  CHECK ((fixed_by_id IS DISTINCT FROM id)),
  CHECK ((kind = ANY (ARRAY['test'::text, 'guardrail'::text, 'tooling'::text, 'documentation'::text, 'process'::text, 'architecture'::text, 'monitoring'::text]))),
  CHECK ((priority = ANY (ARRAY['P1'::text, 'P2'::text, 'P3'::text]))),
  CHECK ((scope = ANY (ARRAY['class'::text, 'instance'::text]))),
  CHECK ((state = ANY (ARRAY['proposed'::text, 'open'::text, 'done'::text, 'dropped'::text]))),
  CHECK ((title <> ''::text)),
  FOREIGN KEY (fixed_by_id) REFERENCES actions(id) ON DELETE SET NULL,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (owner_id) REFERENCES people(id),
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX actions_agreed ON public.actions USING btree (incident_id) WHERE (removed_at IS NULL);
CREATE INDEX actions_done ON public.actions USING btree (closed_at) WHERE ((state = 'done'::text) AND (removed_at IS NULL));
CREATE INDEX actions_due ON public.actions USING btree (due_on) WHERE ((removed_at IS NULL) AND (state = 'open'::text));
CREATE INDEX actions_promised ON public.actions USING btree (due_on) WHERE ((state = 'open'::text) AND (removed_at IS NULL));

create table agent_runs (
  id uuid not null,
  incident_id uuid not null,
  role text not null,
  model text default ''::text not null,
  model_version text default ''::text not null,
  tools text[] default '{}'::text[] not null,
  permissions text[] default '{}'::text[] not null,
  autonomy text default 'unknown'::text not null,
  modes text[] default '{}'::text[] not null,
  gates jsonb not null,
  claims jsonb default '[]'::jsonb not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((autonomy = ANY (ARRAY['suggested'::text, 'asked-each-step'::text, 'asked-some-steps'::text, 'acted-alone'::text, 'unknown'::text]))),
  CHECK ((role <> ''::text)),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX agent_runs_told ON public.agent_runs USING btree (incident_id) WHERE (removed_at IS NULL);

create table applied_migrations (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  PRIMARY KEY (number)
);

create table audit_log (
  number bigint not null,
  at timestamp with time zone not null,
  person_id uuid,
  operation text not null,
  noun text not null,
  row_id uuid,
  hash bytea not null,
  was_refused boolean default false not null,
  CHECK ((number > 0)),
  CHECK ((operation <> ''::text)),
  PRIMARY KEY (number)
);
CREATE INDEX audit_log_of_row ON public.audit_log USING btree (row_id, number);
CREATE TRIGGER audit_log_is_kept BEFORE DELETE OR UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

create table backfills (
  import_id uuid not null,
  integration_id uuid not null,
  author_id uuid,
  place text not null,
  asked_from timestamp with time zone not null,
  asked_to timestamp with time zone not null,
  remaining jsonb,
  pages integer default 0 not null,
  failures integer default 0 not null,
  next_at timestamp with time zone not null,
  FOREIGN KEY (author_id) REFERENCES people(id) ON DELETE SET NULL,
  FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE,
  FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE,
  PRIMARY KEY (import_id)
);
CREATE INDEX backfills_by_integration ON public.backfills USING btree (integration_id);
CREATE INDEX backfills_due ON public.backfills USING btree (next_at);

create table calibrations (
  incident_id uuid not null,
  opened_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id)
);

create table comments (
  id uuid not null,
  incident_id uuid not null,
  thread_id uuid not null,
  place_kind text not null,
  place_id uuid,
  place_from text default ''::text not null,
  place_to text default ''::text not null,
  quote text default ''::text not null,
  quote_before text default ''::text not null,
  quote_after text default ''::text not null,
  text text not null,
  suggested text,
  to_ids uuid[] default '{}'::uuid[] not null,
  state text default 'open'::text not null,
  person_id uuid,
  written_at timestamp with time zone not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK (((place_id IS NULL) = (place_kind = 'text'::text))),
  CHECK (((suggested IS NULL) OR (place_kind = 'text'::text))),
  CHECK ((place_kind = ANY (ARRAY['text'::text, 'timeline event'::text, 'factor'::text, 'map node'::text, 'action'::text]))),
  CHECK ((state = ANY (ARRAY['open'::text, 'resolved'::text, 'accepted'::text, 'declined'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE SET NULL,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  FOREIGN KEY (thread_id) REFERENCES comments(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX comments_asking ON public.comments USING btree (id) WHERE ((removed_at IS NULL) AND (to_ids <> '{}'::uuid[]));
CREATE INDEX comments_incident ON public.comments USING btree (incident_id) WHERE (removed_at IS NULL);
CREATE INDEX comments_thread ON public.comments USING btree (thread_id);

create table conduct (
  is_only boolean default true not null,
  text text default ''::text not null,
  version integer default 1 not null,
  CHECK (is_only),
  PRIMARY KEY (is_only)
);

create table decisions (
  id uuid not null,
  incident_id uuid not null,
  event_id uuid not null,
  decider text not null,
  role text not null,
  situation text default ''::text not null,
  goals text[] default '{}'::text[] not null,
  seen_evidence_ids uuid[] default '{}'::uuid[] not null,
  seen_event_ids uuid[] default '{}'::uuid[] not null,
  not_reached jsonb default '[]'::jsonb not null,
  believed text default ''::text not null,
  confidence text default 'not-recalled'::text not null,
  options jsonb default '[]'::jsonb not null,
  easy_path text default ''::text not null,
  safe_path text default ''::text not null,
  friction text default ''::text not null,
  pressures text[] default '{}'::text[] not null,
  tradeoff text default ''::text not null,
  chosen text default ''::text not null,
  expected text default ''::text not null,
  observed text default ''::text not null,
  made_sense_because text default ''::text not null,
  usually text default ''::text not null,
  source text default 'first-hand'::text not null,
  certainty text default 'plausible'::text not null,
  contributed boolean default false not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((certainty = ANY (ARRAY['observed'::text, 'supported'::text, 'plausible'::text, 'disputed'::text]))),
  CHECK ((confidence = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'not-recalled'::text]))),
  CHECK ((decider = ANY (ARRAY['role'::text, 'agent'::text]))),
  CHECK ((role <> ''::text)),
  CHECK ((source = ANY (ARRAY['first-hand'::text, 'log'::text, 'inferred'::text]))),
  FOREIGN KEY (event_id) REFERENCES timeline_events(id) ON DELETE CASCADE,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX decisions_of_event ON public.decisions USING btree (event_id);
CREATE INDEX decisions_told ON public.decisions USING btree (incident_id) WHERE (removed_at IS NULL);

create table deleted_evidence (
  id uuid not null,
  incident_id uuid not null,
  deleted_at timestamp with time zone not null,
  is_by_rule boolean not null,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX deleted_evidence_of_incident ON public.deleted_evidence USING btree (incident_id);

create table deliveries (
  id uuid not null,
  integration_id uuid not null,
  key text not null,
  received_at timestamp with time zone not null,
  headers jsonb not null,
  body text not null,
  secrets_removed integer default 0 not null,
  state text default 'waiting'::text not null,
  happened_at timestamp with time zone,
  incident_id uuid,
  summary text default ''::text not null,
  because text default ''::text not null,
  CHECK ((state = ANY (ARRAY['waiting'::text, 'read'::text, 'unassigned'::text, 'not-understood'::text, 'refused'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE SET NULL,
  FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (integration_id, key)
);
CREATE INDEX deliveries_by_arrival ON public.deliveries USING btree (integration_id, received_at DESC, id DESC);
CREATE INDEX deliveries_by_incident ON public.deliveries USING btree (incident_id) WHERE (incident_id IS NOT NULL);
CREATE INDEX deliveries_unassigned ON public.deliveries USING btree (happened_at) WHERE (state = 'unassigned'::text);
CREATE INDEX deliveries_waiting ON public.deliveries USING btree (integration_id, received_at) WHERE (state = 'waiting'::text);

create table descriptions (
  incident_id uuid not null,
  kind text not null,
  quote text not null,
  fits text not null,
  instead text default ''::text not null,
  CHECK ((fits = ANY (ARRAY['one'::text, 'two-to-four'::text, 'five-or-more'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id, kind, quote)
);

create table directory_group_members (
  group_id uuid not null,
  person_id uuid not null,
  FOREIGN KEY (group_id) REFERENCES directory_groups(id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, person_id)
);
CREATE INDEX directory_group_members_person ON public.directory_group_members USING btree (person_id);

create table directory_groups (
  id uuid not null,
  provider_id uuid,
  name text not null,
  team text default ''::text not null,
  external_id text,
  made_at timestamp with time zone not null,
  CHECK ((name <> ''::text)),
  FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE NULLS NOT DISTINCT (provider_id, name)
);

create table directory_people (
  person_id uuid not null,
  user_name text not null,
  external_id text,
  is_gone boolean default false not null,
  CHECK ((user_name <> ''::text)),
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (person_id)
);
CREATE UNIQUE INDEX directory_people_user_name ON public.directory_people USING btree (lower(user_name));

create table dispatches (
  id uuid not null,
  channel text not null,
  kind text not null,
  sent_to text not null,
  about text not null,
  letter jsonb,
  once_key text,
  state text default 'waiting'::text not null,
  made_at timestamp with time zone not null,
  tried_since timestamp with time zone not null,
  due_at timestamp with time zone not null,
  held_until timestamp with time zone,
  attempts integer default 0 not null,
  because text default ''::text not null,
  sent_at timestamp with time zone,
  CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
  CHECK (((state = ANY (ARRAY['sent'::text, 'withheld'::text])) OR (letter IS NOT NULL))),
  CHECK ((channel = ANY (ARRAY['mail'::text, 'slack'::text, 'webhook'::text]))),
  CHECK ((kind <> ''::text)),
  CHECK ((sent_to <> ''::text)),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'returned'::text, 'withheld'::text]))),
  PRIMARY KEY (id),
  UNIQUE (once_key)
);
CREATE INDEX dispatches_due ON public.dispatches USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX dispatches_returned ON public.dispatches USING btree (made_at) WHERE (state = 'returned'::text);

create table draft_versions (
  incident_id uuid not null,
  version integer not null,
  text text not null,
  saved_at timestamp with time zone not null,
  person_id uuid,
  with_ids uuid[] default '{}'::uuid[] not null,
  FOREIGN KEY (incident_id) REFERENCES drafts(incident_id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE SET NULL,
  PRIMARY KEY (incident_id, version)
);

create table drafts (
  incident_id uuid not null,
  text text not null,
  version integer default 1 not null,
  saved_at timestamp with time zone not null,
  person_id uuid,
  with_ids uuid[] default '{}'::uuid[] not null,
  began_at timestamp with time zone,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE SET NULL,
  PRIMARY KEY (incident_id)
);

create table drill_choices (
  drill_id uuid not null,
  decision integer not null,
  seat uuid not null,
  option integer not null,
  CHECK ((decision >= 0)),
  CHECK ((option >= '-1'::integer)),
  FOREIGN KEY (drill_id) REFERENCES drills(id) ON DELETE CASCADE,
  PRIMARY KEY (drill_id, decision, seat)
);

create table drills (
  id uuid not null,
  edition_id uuid not null,
  secret_hash bytea not null,
  place integer default 1 not null,
  version integer default 1 not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  CHECK ((place >= 0)),
  FOREIGN KEY (edition_id) REFERENCES editions(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (secret_hash)
);
CREATE INDEX drills_of_edition ON public.drills USING btree (edition_id);

create table edition_copies (
  edition_id uuid not null,
  audience text not null,
  record jsonb not null,
  html text not null,
  markdown text not null,
  withheld text[] not null,
  CHECK ((audience = ANY (ARRAY['team'::text, 'public'::text]))),
  FOREIGN KEY (edition_id) REFERENCES editions(id) ON DELETE CASCADE,
  PRIMARY KEY (edition_id, audience)
);

create table editions (
  id uuid not null,
  incident_id uuid not null,
  number integer not null,
  slug text not null,
  published_at timestamp with time zone not null,
  record jsonb not null,
  html text not null,
  markdown text not null,
  is_newest boolean not null,
  title text not null,
  severity text not null,
  kind text not null,
  components text[] not null,
  factor_codes text[] not null,
  started_at timestamp with time zone,
  opening text not null,
  words text not null,
  search tsvector not null,
  widest text default 'organisation'::text not null,
  withheld text[] default '{}'::text[] not null,
  changed text default ''::text not null,
  is_newest_to_team boolean default false not null,
  withdrawn_because text default ''::text not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((number >= 1)),
  CHECK ((widest = ANY (ARRAY['team'::text, 'organisation'::text, 'public'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id),
  UNIQUE (incident_id, number),
  UNIQUE (slug, number)
);
CREATE INDEX editions_by_date ON public.editions USING btree (published_at DESC, id) WHERE is_newest;
CREATE INDEX editions_by_words ON public.editions USING gin (search);
CREATE UNIQUE INDEX editions_newest ON public.editions USING btree (incident_id) WHERE is_newest;
CREATE UNIQUE INDEX editions_newest_to_team ON public.editions USING btree (incident_id) WHERE is_newest_to_team;

create table evidence (
  id uuid not null,
  incident_id uuid not null,
  import_id uuid not null,
  source text not null,
  key text not null,
  happened_at timestamp with time zone,
  happened_precision text,
  happened_is_about boolean default false not null,
  basis text not null,
  zone_assumed text,
  until timestamp with time zone,
  sequence text not null,
  kind text not null,
  speaker jsonb,
  text text not null,
  place text not null,
  thread text,
  link text,
  marks text[] default '{}'::text[] not null,
  correlates text[] default '{}'::text[] not null,
  search tsvector generated always as (to_tsvector('simple'::regconfig, "left"(text, 100000))) stored,
  revises text,
  CHECK (((happened_at IS NULL) = (happened_precision IS NULL))),
  FOREIGN KEY (import_id, incident_id) REFERENCES imports(id, incident_id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX evidence_by_import ON public.evidence USING btree (import_id);
CREATE INDEX evidence_by_thread ON public.evidence USING btree (incident_id, thread) WHERE (thread IS NOT NULL);
CREATE INDEX evidence_by_words ON public.evidence USING gin (search);
CREATE INDEX evidence_in_order ON public.evidence USING btree (incident_id, happened_at, sequence, key);
CREATE INDEX evidence_revising ON public.evidence USING btree (incident_id, revises) WHERE (revises IS NOT NULL);
CREATE UNIQUE INDEX evidence_by_key ON public.evidence USING btree (incident_id, key);
CREATE TRIGGER evidence_is_never_edited BEFORE UPDATE ON public.evidence FOR EACH ROW EXECUTE FUNCTION refuse_evidence_update();

create table facilitators (
  person_id uuid not null,
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (person_id)
);

create table factors (
  id uuid not null,
  incident_id uuid not null,
  code text not null,
  statement text not null,
  certainty text not null,
  event_ids uuid[] default '{}'::uuid[] not null,
  existed_before boolean default false not null,
  remains_after_repair boolean default false not null,
  could_cause_others boolean default false not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((certainty = ANY (ARRAY['observed'::text, 'supported'::text, 'plausible'::text, 'disputed'::text]))),
  CHECK ((statement <> ''::text)),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX factors_named ON public.factors USING btree (incident_id) WHERE (removed_at IS NULL);

create table first_letters (
  participant_id uuid not null,
  address text not null,
  mailed_at timestamp with time zone not null,
  letter_id uuid,
  CHECK ((address <> ''::text)),
  FOREIGN KEY (letter_id) REFERENCES dispatches(id) ON DELETE SET NULL,
  FOREIGN KEY (participant_id) REFERENCES participants(id) ON DELETE CASCADE,
  PRIMARY KEY (participant_id)
);

create table first_readers (
  id uuid not null,
  participant_id uuid not null,
  secret_hash bytea not null,
  expires_at timestamp with time zone not null,
  FOREIGN KEY (participant_id) REFERENCES participants(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (secret_hash)
);
CREATE INDEX first_readers_of ON public.first_readers USING btree (participant_id);

create table follow_ups (
  id uuid not null,
  incident_id uuid not null,
  action_id uuid not null,
  kind text not null,
  text text not null,
  link text default ''::text not null,
  said_on date not null,
  from_on date,
  to_on date,
  events_before integer,
  months_before integer,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK (((kind <> 're-dated'::text) OR ((from_on IS NOT NULL) AND (to_on IS NOT NULL)))),
  CHECK (((kind <> 'supported'::text) OR ((events_before IS NOT NULL) AND (months_before IS NOT NULL)))),
  CHECK ((events_before > 0)),
  CHECK ((kind = ANY (ARRAY['re-dated'::text, 'blocked'::text, 'freed'::text, 'exercised'::text, 'seen-working'::text, 'supported'::text, 'not-yet-seen'::text, 'refuted'::text, 'not-in-path'::text]))),
  CHECK ((months_before > 0)),
  CHECK ((text <> ''::text)),
  FOREIGN KEY (action_id) REFERENCES actions(id) ON DELETE CASCADE,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX follow_ups_of_action ON public.follow_ups USING btree (action_id) WHERE (removed_at IS NULL);
CREATE INDEX follow_ups_of_incident ON public.follow_ups USING btree (incident_id) WHERE (removed_at IS NULL);

create table history (
  id uuid not null,
  at timestamp with time zone not null,
  person_id uuid,
  incident_id uuid,
  noun text not null,
  row_id uuid not null,
  verb text not null,
  before jsonb,
  after jsonb,
  because text default ''::text not null,
  through text default ''::text not null,
  CHECK ((verb = ANY (ARRAY['added'::text, 'corrected'::text, 'marked'::text, 'merged'::text, 'removed'::text, 'restored'::text, 'published'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX history_incident ON public.history USING btree (incident_id, at DESC, id DESC);

create table identities (
  issuer text not null,
  subject text not null,
  person_id uuid not null,
  made_at timestamp with time zone not null,
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject),
  UNIQUE (person_id, issuer)
);

create table image_bytes (
  image_id uuid not null,
  bytes bytea not null,
  FOREIGN KEY (image_id) REFERENCES images(id) ON DELETE CASCADE,
  PRIMARY KEY (image_id)
);

create table images (
  id uuid not null,
  incident_id uuid not null,
  type text not null,
  width_px integer not null,
  height_px integer not null,
  added_at timestamp with time zone not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((height_px > 0)),
  CHECK ((type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text]))),
  CHECK ((width_px > 0)),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX images_incident ON public.images USING btree (incident_id) WHERE (removed_at IS NULL);

create table imports (
  id uuid not null,
  incident_id uuid not null,
  file_name text not null,
  source text not null,
  state text not null,
  because text default ''::text not null,
  size_bytes bigint not null,
  records_read integer default 0 not null,
  records_expected integer,
  stored integer default 0 not null,
  already_known integer default 0 not null,
  outside_window integer default 0 not null,
  not_understood integer default 0 not null,
  secrets_removed integer default 0 not null,
  proposed integer default 0 not null,
  tray integer default 0 not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  integration_id uuid,
  deleted_before integer default 0 not null,
  CHECK (((state = 'reading'::text) = (finished_at IS NULL))),
  CHECK ((state = ANY (ARRAY['reading'::text, 'done'::text, 'cancelled'::text, 'refused'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE SET NULL,
  PRIMARY KEY (id),
  UNIQUE (id, incident_id)
);
CREATE INDEX imports_by_incident ON public.imports USING btree (incident_id, started_at DESC);
CREATE INDEX imports_reading ON public.imports USING btree (id) WHERE (state = 'reading'::text);
CREATE UNIQUE INDEX imports_by_integration ON public.imports USING btree (incident_id, integration_id) WHERE (integration_id IS NOT NULL);

create table incidents (
  id uuid not null,
  number integer generated by default as identity not null,
  title text not null,
  kind text not null,
  severity text not null,
  started_at timestamp with time zone,
  started_precision text,
  started_is_about boolean default false not null,
  detected_at timestamp with time zone,
  detected_precision text,
  detected_is_about boolean default false not null,
  mitigated_at timestamp with time zone,
  mitigated_precision text,
  mitigated_is_about boolean default false not null,
  ended_at timestamp with time zone,
  ended_precision text,
  ended_is_about boolean default false not null,
  components text[] default '{}'::text[] not null,
  summary text default ''::text not null,
  is_sample boolean default false not null,
  opened_at timestamp with time zone not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  team_id uuid,
  potential_severity text,
  sample_story text,
  CHECK (((detected_at IS NULL) = (detected_precision IS NULL))),
  CHECK (((ended_at IS NULL) = (ended_precision IS NULL))),
  CHECK (((mitigated_at IS NULL) = (mitigated_precision IS NULL))),
  CHECK (((started_at IS NULL) = (started_precision IS NULL))),
  CHECK ((detected_precision = ANY (ARRAY['day'::text, 'hour'::text, 'minute'::text, 'second'::text, 'millisecond'::text]))),
  CHECK ((ended_precision = ANY (ARRAY['day'::text, 'hour'::text, 'minute'::text, 'second'::text, 'millisecond'::text]))),
  CHECK ((kind = ANY (ARRAY['incident'::text, 'near-miss'::text]))),
  CHECK ((mitigated_precision = ANY (ARRAY['day'::text, 'hour'::text, 'minute'::text, 'second'::text, 'millisecond'::text]))),
  CHECK ((potential_severity = ANY (ARRAY['SEV1'::text, 'SEV2'::text, 'SEV3'::text, 'SEV4'::text]))),
  CHECK ((severity = ANY (ARRAY['SEV1'::text, 'SEV2'::text, 'SEV3'::text, 'SEV4'::text]))),
  CHECK ((started_precision = ANY (ARRAY['day'::text, 'hour'::text, 'minute'::text, 'second'::text, 'millisecond'::text]))),
  CHECK ((title <> ''::text)),
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  FOREIGN KEY (team_id) REFERENCES teams(id),
  PRIMARY KEY (id),
  UNIQUE (number)
);
CREATE INDEX incidents_listed ON public.incidents USING btree (number DESC) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX incidents_sample ON public.incidents USING btree (sample_story) WHERE (is_sample AND (removed_at IS NULL));

create table installation (
  is_only boolean default true not null,
  name text default 'Second Story'::text not null,
  set_up_hash bytea,
  record_visibility text default 'team'::text not null,
  calibration_hours integer default 48 not null,
  team_mail text,
  zone text default 'UTC'::text not null,
  has_mail_links boolean default true not null,
  CHECK (((calibration_hours >= 0) AND (calibration_hours <= 720))),
  CHECK ((record_visibility = ANY (ARRAY['team'::text, 'everyone'::text]))),
  CHECK ((team_mail <> ''::text)),
  CHECK ((zone <> ''::text)),
  CHECK (is_only),
  PRIMARY KEY (is_only)
);

create table integration_secrets (
  id uuid not null,
  integration_id uuid not null,
  purpose text not null,
  sealed bytea not null,
  made_at timestamp with time zone not null,
  CHECK ((purpose = ANY (ARRAY['signing'::text, 'api'::text]))),
  FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX integration_secrets_by_integration ON public.integration_secrets USING btree (integration_id);

create table integrations (
  id uuid not null,
  kind text not null,
  name text not null,
  state text default 'on'::text not null,
  routing text default 'by-time'::text not null,
  settings jsonb not null,
  last_error text default ''::text not null,
  last_error_at timestamp with time zone,
  made_at timestamp with time zone not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK (((last_error = ''::text) = (last_error_at IS NULL))),
  CHECK ((name <> ''::text)),
  CHECK ((routing = ANY (ARRAY['by-time'::text, 'by-hand'::text]))),
  CHECK ((state = ANY (ARRAY['on'::text, 'off'::text]))),
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX integrations_removed ON public.integrations USING btree (removal_id) WHERE (removal_id IS NOT NULL);

create table invitations (
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  secret_hash bytea not null,
  invited_by uuid,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  made_at timestamp with time zone not null,
  team_id uuid,
  CHECK ((email = lower(email))),
  CHECK ((role = ANY (ARRAY['keeper'::text, 'member'::text, 'reader'::text]))),
  FOREIGN KEY (invited_by) REFERENCES people(id) ON DELETE SET NULL,
  FOREIGN KEY (team_id) REFERENCES teams(id),
  PRIMARY KEY (id),
  UNIQUE (secret_hash)
);

create table issue_links (
  id uuid not null,
  incident_id uuid not null,
  action_id uuid not null,
  integration_id uuid not null,
  external_id text default ''::text not null,
  key text default ''::text not null,
  url text default ''::text not null,
  state text not null,
  seen_here text,
  seen_there text,
  there text,
  word text default ''::text not null,
  assigned_there text default ''::text not null,
  changed_there_at timestamp with time zone,
  read_at timestamp with time zone,
  conflict jsonb,
  making_since timestamp with time zone,
  due_at timestamp with time zone,
  held_until timestamp with time zone,
  wakes integer default 0 not null,
  attempts integer default 0 not null,
  tried_since timestamp with time zone,
  because text default ''::text not null,
  is_given_up boolean default false not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK (((external_id <> ''::text) OR (state = 'making'::text))),
  CHECK ((seen_here = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text]))),
  CHECK ((seen_there = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text, 'closed'::text]))),
  CHECK ((state = ANY (ARRAY['making'::text, 'linked'::text, 'gone'::text]))),
  CHECK ((there = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text, 'closed'::text]))),
  FOREIGN KEY (action_id) REFERENCES actions(id) ON DELETE CASCADE,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX issue_links_by_incident ON public.issue_links USING btree (incident_id) WHERE (removed_at IS NULL);
CREATE INDEX issue_links_due ON public.issue_links USING btree (due_at) WHERE ((due_at IS NOT NULL) AND (removed_at IS NULL));
CREATE INDEX issue_links_removed ON public.issue_links USING btree (removal_id) WHERE (removal_id IS NOT NULL);
CREATE UNIQUE INDEX issue_links_of_action ON public.issue_links USING btree (action_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX issue_links_of_issue ON public.issue_links USING btree (integration_id, external_id) WHERE ((removed_at IS NULL) AND (external_id <> ''::text));

create table legal_holds (
  incident_id uuid not null,
  because text not null,
  until_on date not null,
  CHECK ((because <> ''::text)),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id)
);

create table lessons (
  id uuid not null,
  incident_id uuid not null,
  kind text not null,
  text text not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((kind = ANY (ARRAY['went-well'::text, 'could-improve'::text, 'lucky'::text]))),
  CHECK ((text <> ''::text)),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX lessons_told ON public.lessons USING btree (incident_id) WHERE (removed_at IS NULL);

create table listeners (
  id uuid not null,
  name text not null,
  url text not null,
  events text[] not null,
  state text default 'on'::text not null,
  because text default ''::text not null,
  failing_since timestamp with time zone,
  sealed_secret bytea not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((name <> ''::text)),
  CHECK ((state = ANY (ARRAY['on'::text, 'off'::text]))),
  CHECK ((url <> ''::text)),
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX listeners_removed ON public.listeners USING btree (removal_id) WHERE (removal_id IS NOT NULL);

create table live_texts (
  incident_id uuid not null,
  snapshot bytea not null,
  snapshot_seq bigint default 0 not null,
  last_seq bigint default 0 not null,
  FOREIGN KEY (incident_id) REFERENCES drafts(incident_id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id)
);

create table live_updates (
  incident_id uuid not null,
  seq bigint not null,
  written bytea not null,
  FOREIGN KEY (incident_id) REFERENCES live_texts(incident_id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id, seq)
);

create table map_edges (
  id uuid not null,
  incident_id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  kind text not null,
  because text default ''::text not null,
  certainty text not null,
  event_ids uuid[] default '{}'::uuid[] not null,
  explanation text default ''::text not null,
  rung smallint,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK (((rung >= 1) AND (rung <= 5))),
  CHECK ((certainty = ANY (ARRAY['observed'::text, 'supported'::text, 'plausible'::text, 'disputed'::text]))),
  CHECK ((kind = ANY (ARRAY['enabled'::text, 'required-together'::text, 'made-likelier'::text, 'delayed-detection'::text, 'delayed-recovery'::text, 'limited'::text, 'informed'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX map_edges_drawn ON public.map_edges USING btree (incident_id) WHERE (removed_at IS NULL);
CREATE INDEX map_edges_removed ON public.map_edges USING btree (removal_id) WHERE (removal_id IS NOT NULL);

create table map_nodes (
  id uuid not null,
  incident_id uuid not null,
  kind text not null,
  statement text not null,
  control jsonb,
  origin text,
  is_point_of_no_return boolean default false not null,
  event_ids uuid[] default '{}'::uuid[] not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK (((kind = 'control'::text) = (control IS NOT NULL))),
  CHECK (((kind = 'mechanism'::text) OR (NOT is_point_of_no_return))),
  CHECK (((kind = 'mitigator'::text) = (origin IS NOT NULL))),
  CHECK ((kind = ANY (ARRAY['mechanism'::text, 'harm'::text, 'control'::text, 'mitigator'::text]))),
  CHECK ((origin = ANY (ARRAY['design'::text, 'skill'::text, 'luck'::text]))),
  CHECK ((statement <> ''::text)),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX map_nodes_drawn ON public.map_nodes USING btree (incident_id) WHERE (removed_at IS NULL);
CREATE INDEX map_nodes_removed ON public.map_nodes USING btree (removal_id) WHERE (removal_id IS NOT NULL);

create table meeting_dates (
  meeting_id uuid not null,
  local text not null,
  zone text not null,
  starts_at timestamp with time zone not null,
  place text default ''::text not null,
  guests jsonb default '[]'::jsonb not null,
  organizer text not null,
  sequence integer default 0 not null,
  is_cancelled boolean default false not null,
  drafts_sent_at timestamp with time zone,
  drafts_round integer default 0 not null,
  CHECK ((jsonb_typeof(guests) = 'array'::text)),
  CHECK ((local ~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$'::text)),
  CHECK ((zone <> ''::text)),
  FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE,
  PRIMARY KEY (meeting_id)
);
CREATE INDEX meeting_dates_coming ON public.meeting_dates USING btree (starts_at) WHERE (NOT is_cancelled);

create table meeting_entries (
  id uuid not null,
  incident_id uuid not null,
  meeting_id uuid not null,
  kind text not null,
  text text not null,
  because text default ''::text not null,
  added_at timestamp with time zone not null,
  action_id uuid,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((kind = ANY (ARRAY['note'::text, 'parked'::text, 'theme'::text, 'idea'::text]))),
  CHECK ((text <> ''::text)),
  FOREIGN KEY (action_id) REFERENCES actions(id) ON DELETE SET NULL,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX meeting_entries_incident ON public.meeting_entries USING btree (incident_id);
CREATE INDEX meeting_entries_kept ON public.meeting_entries USING btree (meeting_id, added_at, id) WHERE (removed_at IS NULL);

create table meeting_exits (
  number bigint generated by default as identity not null,
  meeting_id uuid not null,
  learned text not null,
  evaluated text not null,
  CHECK ((evaluated = ANY (ARRAY['yes'::text, 'partly'::text, 'no'::text]))),
  CHECK ((learned = ANY (ARRAY['yes'::text, 'partly'::text, 'no'::text]))),
  FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE,
  PRIMARY KEY (number)
);
CREATE INDEX meeting_exits_of ON public.meeting_exits USING btree (meeting_id, number);

create table meeting_papers (
  id uuid default gen_random_uuid() not null,
  round_id uuid not null,
  seat_id uuid,
  text text not null,
  told_by text default ''::text not null,
  CHECK ((text <> ''::text)),
  FOREIGN KEY (round_id) REFERENCES meeting_rounds(id) ON DELETE CASCADE,
  FOREIGN KEY (seat_id) REFERENCES meeting_seats(id) ON DELETE SET NULL,
  PRIMARY KEY (id),
  UNIQUE (round_id, seat_id)
);

create table meeting_rounds (
  id uuid not null,
  meeting_id uuid not null,
  ask text not null,
  opened_at timestamp with time zone not null,
  released_at timestamp with time zone,
  CHECK ((ask <> ''::text)),
  FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX meeting_rounds_opened ON public.meeting_rounds USING btree (meeting_id, opened_at DESC, id DESC);

create table meeting_seats (
  id uuid not null,
  meeting_id uuid not null,
  secret_hash bytea not null,
  hand_at timestamp with time zone,
  hand_told_by text default ''::text not null,
  has_left boolean default false not null,
  FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (secret_hash)
);
CREATE INDEX meeting_seats_hands ON public.meeting_seats USING btree (meeting_id, hand_at) WHERE (hand_at IS NOT NULL);

create table meetings (
  id uuid not null,
  incident_id uuid not null,
  agenda jsonb not null,
  floor jsonb not null,
  soak_days integer default 2 not null,
  guest_hash bytea,
  guest_sealed bytea,
  opened_at timestamp with time zone not null,
  version integer default 1 not null,
  CHECK (((soak_days >= 0) AND (soak_days <= 30))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (guest_hash)
);
CREATE INDEX meetings_incident ON public.meetings USING btree (incident_id, opened_at DESC, id DESC);

create table objections (
  id uuid not null,
  incident_id uuid not null,
  place text not null,
  text text not null,
  said_by text not null,
  receipt bytea not null,
  said_on date not null,
  state text not null,
  answer text default ''::text not null,
  version integer default 1 not null,
  CHECK (((state = ANY (ARRAY['open'::text, 'confirmed'::text])) OR (answer <> ''::text))),
  CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'confirmed'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX objections_of ON public.objections USING btree (incident_id);

create table own_questions (
  id uuid not null,
  kind text not null,
  ask text not null,
  made_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  CHECK ((ask <> ''::text)),
  PRIMARY KEY (id)
);
CREATE INDEX own_questions_asked ON public.own_questions USING btree (made_at, id) WHERE (removed_at IS NULL);

create table own_templates (
  id uuid not null,
  name text not null,
  about text default ''::text not null,
  sections jsonb not null,
  version integer default 1 not null,
  made_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  CHECK ((name <> ''::text)),
  PRIMARY KEY (id)
);
CREATE INDEX own_templates_offered ON public.own_templates USING btree (made_at, id) WHERE (removed_at IS NULL);

create table participants (
  id uuid not null,
  incident_id uuid not null,
  name text not null,
  handles text[] default '{}'::text[] not null,
  role text not null,
  refs text[] default '{}'::text[] not null,
  version integer default 1 not null,
  CHECK ((name <> ''::text)),
  CHECK ((role <> ''::text)),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX participants_role ON public.participants USING btree (incident_id, lower(role));

create table passkey_challenges (
  challenge_hash bytea not null,
  person_id uuid,
  expires_at timestamp with time zone not null,
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (challenge_hash)
);
CREATE INDEX passkey_challenges_expired ON public.passkey_challenges USING btree (expires_at);
CREATE INDEX passkey_challenges_person ON public.passkey_challenges USING btree (person_id);

create table passkeys (
  id uuid not null,
  person_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint default 0 not null,
  transports text[] default '{}'::text[] not null,
  name text not null,
  made_at timestamp with time zone not null,
  used_at timestamp with time zone,
  CHECK ((counter >= 0)),
  CHECK ((name <> ''::text)),
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (credential_id)
);
CREATE INDEX passkeys_person ON public.passkeys USING btree (person_id);

create table pauses (
  id uuid not null,
  from_on date not null,
  until_on date not null,
  CHECK ((until_on >= from_on)),
  PRIMARY KEY (id)
);

create table people (
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  is_active boolean default true not null,
  password_hash text,
  made_at timestamp with time zone not null,
  kind text default 'person'::text not null,
  is_steward boolean default false not null,
  erased_at timestamp with time zone,
  CHECK (((kind = 'person'::text) OR ((password_hash IS NULL) AND (role <> 'keeper'::text)))),
  CHECK ((email = lower(email))),
  CHECK ((kind = ANY (ARRAY['person'::text, 'agent'::text]))),
  CHECK ((role = ANY (ARRAY['keeper'::text, 'member'::text, 'reader'::text]))),
  PRIMARY KEY (id),
  UNIQUE (email)
);

create table plain_words (
  incident_id uuid not null,
  word text not null,
  CHECK ((word <> ''::text)),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id, word)
);
CREATE UNIQUE INDEX plain_words_once ON public.plain_words USING btree (incident_id, lower(word));

create table policies (
  version integer not null,
  policy jsonb not null,
  made_at timestamp with time zone not null,
  CHECK ((version > 1)),
  PRIMARY KEY (version)
);

create table preferences (
  person_id uuid not null,
  zone text not null,
  works_from text not null,
  works_until text not null,
  work_days integer[] not null,
  reminders text not null,
  digest text not null,
  version integer default 1 not null,
  feed_number integer default 0 not null,
  mentions text default 'mail'::text not null,
  CHECK ((digest = ANY (ARRAY['mail'::text, 'none'::text]))),
  CHECK ((mentions = ANY (ARRAY['mail'::text, 'slack'::text, 'none'::text]))),
  CHECK ((reminders = ANY (ARRAY['mail'::text, 'slack'::text, 'none'::text]))),
  CHECK ((works_from ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
  CHECK ((works_until ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
  CHECK ((zone <> ''::text)),
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (person_id)
);

create table proposal_grounds (
  incident_id uuid not null,
  rests_on text not null,
  first_met jsonb not null,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id)
);

create table proposal_turns (
  incident_id uuid not null,
  made_at timestamp with time zone not null,
  weighed integer not null,
  arrived integer default 0 not null,
  due_at timestamp with time zone,
  import_ids uuid[] default '{}'::uuid[] not null,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id)
);
CREATE INDEX proposal_turns_due ON public.proposal_turns USING btree (due_at) WHERE (due_at IS NOT NULL);

create table proposal_weights (
  id uuid default gen_random_uuid() not null,
  is_only boolean default true not null,
  chosen jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  CHECK (is_only),
  PRIMARY KEY (id),
  UNIQUE (is_only)
);

create table provider_secrets (
  provider_id uuid not null,
  sealed bytea not null,
  FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
  PRIMARY KEY (provider_id)
);

create table providers (
  id uuid not null,
  label text not null,
  issuer text not null,
  client_id text not null,
  domains text[] default '{}'::text[] not null,
  newcomer_role text,
  groups_claim text default ''::text not null,
  made_at timestamp with time zone not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((client_id <> ''::text)),
  CHECK ((issuer <> ''::text)),
  CHECK ((label <> ''::text)),
  CHECK ((newcomer_role = ANY (ARRAY['member'::text, 'reader'::text]))),
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX providers_removed ON public.providers USING btree (removal_id) WHERE (removal_id IS NOT NULL);
CREATE UNIQUE INDEX providers_issuer ON public.providers USING btree (issuer, client_id) WHERE (removed_at IS NULL);

create table pulse_answers (
  id uuid not null,
  round_id uuid not null,
  answers jsonb not null,
  FOREIGN KEY (round_id) REFERENCES pulse_rounds(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX pulse_answers_of_round ON public.pulse_answers USING btree (round_id);

create table pulse_rounds (
  id uuid not null,
  started_on date not null,
  ends_on date not null,
  closed_on date,
  result jsonb,
  CHECK (((closed_on IS NOT NULL) OR (result IS NULL))),
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX one_open_pulse ON public.pulse_rounds USING btree (((closed_on IS NULL))) WHERE (closed_on IS NULL);

create table pulse_takings (
  taker_hash bytea not null,
  round_id uuid not null,
  FOREIGN KEY (round_id) REFERENCES pulse_rounds(id) ON DELETE CASCADE,
  PRIMARY KEY (taker_hash)
);
CREATE INDEX pulse_takings_of_round ON public.pulse_takings USING btree (round_id);

create table pulse_tokens (
  hash bytea not null,
  round_id uuid not null,
  sealed bytea,
  FOREIGN KEY (round_id) REFERENCES pulse_rounds(id) ON DELETE CASCADE,
  PRIMARY KEY (hash)
);
CREATE INDEX pulse_tokens_of_round ON public.pulse_tokens USING btree (round_id);

create table question_marks (
  incident_id uuid not null,
  question_id text not null,
  state text,
  CHECK ((question_id <> ''::text)),
  CHECK ((state = ANY (ARRAY['pinned'::text, 'answered'::text, 'set-aside'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id, question_id)
);

create table recurrences (
  id uuid not null,
  incident_id uuid not null,
  action_id uuid not null,
  kind text not null,
  is_same boolean not null,
  was_in_path boolean,
  text text not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((kind = ANY (ARRAY['after-fix'::text, 'elsewhere'::text, 'before-fix'::text]))),
  CHECK ((text <> ''::text)),
  FOREIGN KEY (action_id) REFERENCES actions(id) ON DELETE CASCADE,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX recurrences_of_action ON public.recurrences USING btree (action_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX recurrences_once ON public.recurrences USING btree (incident_id, action_id) WHERE (removed_at IS NULL);

create table reminders (
  action_id uuid not null,
  promised_at timestamp with time zone not null,
  moment text not null,
  dispatch_id uuid,
  CHECK ((moment <> ''::text)),
  FOREIGN KEY (action_id) REFERENCES actions(id) ON DELETE CASCADE,
  FOREIGN KEY (dispatch_id) REFERENCES dispatches(id) ON DELETE SET NULL,
  PRIMARY KEY (action_id, promised_at, moment)
);

create table removals (
  id uuid not null,
  incident_id uuid,
  noun text not null,
  removed_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  merge jsonb,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX removals_incident ON public.removals USING btree (incident_id);

create table replays (
  integration_id uuid not null,
  request text not null,
  seen_at timestamp with time zone not null,
  FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE,
  PRIMARY KEY (integration_id, request)
);
CREATE INDEX replays_by_age ON public.replays USING btree (seen_at);

create table report_intake (
  is_only boolean default true not null,
  is_open boolean default false not null,
  receipt_salt bytea default decode(replace(((gen_random_uuid())::text || (gen_random_uuid())::text), '-'::text, ''::text), 'hex'::text) not null,
  last_batch_on date,
  CHECK (is_only),
  PRIMARY KEY (is_only)
);

create table report_notices (
  version integer not null,
  is_protected text not null,
  is_not_protected text not null,
  readers text not null,
  kept_for text not null,
  accepted_by uuid not null,
  accepted_on date not null,
  CHECK ((is_not_protected <> ''::text)),
  CHECK ((is_protected <> ''::text)),
  CHECK ((kept_for <> ''::text)),
  CHECK ((readers <> ''::text)),
  CHECK ((version > 0)),
  FOREIGN KEY (accepted_by) REFERENCES people(id),
  PRIMARY KEY (version)
);

create table report_senders (
  report_id uuid not null,
  sealed bytea not null,
  FOREIGN KEY (report_id) REFERENCES reports(id) ON DELETE CASCADE,
  PRIMARY KEY (report_id)
);

create table reports (
  id uuid not null,
  naming text not null,
  is_hazard boolean not null,
  state text not null,
  notice_version integer not null,
  receipt_hash bytea,
  sealed bytea,
  came_on date,
  released_on date,
  closed_on date,
  certificate jsonb,
  is_told boolean default false not null,
  CHECK (((state = 'deleted'::text) = (certificate IS NOT NULL))),
  CHECK (((state = 'deleted'::text) = (sealed IS NULL))),
  CHECK (((state = 'waiting'::text) <= (released_on IS NULL))),
  CHECK (((state = 'waiting'::text) = (came_on IS NOT NULL))),
  CHECK ((naming = ANY (ARRAY['named'::text, 'confidential'::text, 'anonymous'::text, 'automatic'::text]))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'open'::text, 'closed'::text, 'deleted'::text]))),
  FOREIGN KEY (notice_version) REFERENCES report_notices(version),
  PRIMARY KEY (id),
  UNIQUE (receipt_hash)
);

create table retention (
  is_only boolean default true not null,
  evidence_days integer,
  version integer default 1 not null,
  register_days integer default 30,
  CHECK (((evidence_days >= 1) AND (evidence_days <= 36500))),
  CHECK (((register_days >= 1) AND (register_days <= 36500))),
  CHECK (is_only),
  PRIMARY KEY (is_only)
);

create table review_people (
  incident_id uuid not null,
  person_id uuid not null,
  role text not null,
  consent text default ''::text not null,
  agreed_by_role text default ''::text not null,
  CHECK (((consent = ''::text) = (agreed_by_role = ''::text))),
  CHECK (((consent = ''::text) OR (role = 'facilitator'::text))),
  CHECK ((role = ANY (ARRAY['facilitator'::text, 'author'::text, 'participant'::text, 'reader'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES people(id),
  PRIMARY KEY (incident_id, person_id, role)
);

create table review_templates (
  incident_id uuid not null,
  template_id text not null,
  name text not null,
  sections jsonb not null,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id)
);

create table reviews (
  incident_id uuid not null,
  stage text default 'gathering'::text not null,
  impact jsonb not null,
  edition_number integer,
  version integer default 1 not null,
  answers jsonb default '{"secondLoop": "", "madePossible": "", "impossibleNext": "", "secondLoopResult": ""}'::jsonb not null,
  CHECK (((stage <> ALL (ARRAY['published'::text, 'followed-up'::text])) OR (edition_number IS NOT NULL))),
  CHECK ((edition_number >= 1)),
  CHECK ((stage = ANY (ARRAY['gathering'::text, 'drafting'::text, 'calibrating'::text, 'published'::text, 'followed-up'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id)
);

create table sessions (
  secret_hash bytea not null,
  person_id uuid not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  id uuid not null,
  device text default ''::text not null,
  seen_at timestamp with time zone not null,
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (secret_hash),
  UNIQUE (id)
);
CREATE INDEX sessions_expired ON public.sessions USING btree (expires_at);
CREATE INDEX sessions_person ON public.sessions USING btree (person_id);

create table sign_in_links (
  secret_hash bytea not null,
  browser_hash bytea not null,
  person_id uuid not null,
  expires_at timestamp with time zone not null,
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (secret_hash)
);
CREATE INDEX sign_in_links_expired ON public.sign_in_links USING btree (expires_at);
CREATE INDEX sign_in_links_person ON public.sign_in_links USING btree (person_id);

create table sign_ins (
  state_hash bytea not null,
  provider_id uuid not null,
  expires_at timestamp with time zone not null,
  FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
  PRIMARY KEY (state_hash)
);
CREATE INDEX sign_ins_expired ON public.sign_ins USING btree (expires_at);
CREATE INDEX sign_ins_provider ON public.sign_ins USING btree (provider_id);

create table stage_marks (
  incident_id uuid not null,
  task text not null,
  because text default ''::text not null,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id, task)
);

create table team_leads (
  person_id uuid not null,
  team_id uuid not null,
  FOREIGN KEY (person_id) REFERENCES people(id),
  FOREIGN KEY (team_id) REFERENCES teams(id),
  PRIMARY KEY (team_id, person_id)
);

create table team_members (
  person_id uuid not null,
  team_id uuid not null,
  FOREIGN KEY (person_id) REFERENCES people(id),
  FOREIGN KEY (team_id) REFERENCES teams(id),
  PRIMARY KEY (person_id, team_id)
);
CREATE INDEX team_members_of_team ON public.team_members USING btree (team_id);

create table teams (
  id uuid not null,
  name text not null,
  components text[] default '{}'::text[] not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  CHECK ((name <> ''::text)),
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX teams_removed ON public.teams USING btree (removal_id) WHERE (removal_id IS NOT NULL);
CREATE UNIQUE INDEX teams_name ON public.teams USING btree (lower(name)) WHERE (removed_at IS NULL);

create table thanks (
  id uuid not null,
  account_id uuid not null,
  sealed bytea not null,
  said_on date not null,
  FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX thanks_of_account ON public.thanks USING btree (account_id);

create table timeline_events (
  id uuid not null,
  incident_id uuid not null,
  happened_at timestamp with time zone,
  happened_precision text,
  happened_is_about boolean default false not null,
  until timestamp with time zone,
  rank double precision not null,
  kind text not null,
  actor_kind text not null,
  actor_name text not null,
  lane text not null,
  text text not null,
  state text not null,
  is_trigger boolean default false not null,
  evidence_ids uuid[] default '{}'::uuid[] not null,
  reasons text[] default '{}'::text[] not null,
  confidence double precision not null,
  version integer default 1 not null,
  removed_at timestamp with time zone,
  removal_id uuid,
  phase text,
  source_changed_id uuid,
  source_changed_at timestamp with time zone,
  source_removed boolean default false not null,
  CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
  CHECK (((happened_at IS NULL) = (happened_precision IS NULL))),
  CHECK (((source_changed_id IS NOT NULL) OR ((source_changed_at IS NULL) AND (NOT source_removed)))),
  CHECK ((actor_kind = ANY (ARRAY['role'::text, 'team'::text, 'system'::text, 'agent'::text, 'unknown'::text]))),
  CHECK ((happened_precision = ANY (ARRAY['day'::text, 'hour'::text, 'minute'::text, 'second'::text, 'millisecond'::text]))),
  CHECK ((kind = ANY (ARRAY['alert'::text, 'page'::text, 'deploy'::text, 'config-change'::text, 'chat'::text, 'decision'::text, 'observation'::text, 'mitigation'::text, 'recovery'::text, 'status-update'::text, 'commit'::text, 'agent-step'::text, 'note'::text, 'system'::text]))),
  CHECK ((phase = ANY (ARRAY['lead-up'::text, 'detection'::text, 'diagnosis'::text, 'mitigation'::text, 'recovery'::text, 'after'::text]))),
  CHECK ((state = ANY (ARRAY['proposed'::text, 'tray'::text, 'accepted'::text, 'rejected'::text]))),
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  FOREIGN KEY (removal_id) REFERENCES removals(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);
CREATE INDEX timeline_events_removed ON public.timeline_events USING btree (removal_id) WHERE (removal_id IS NOT NULL);
CREATE INDEX timeline_events_told ON public.timeline_events USING btree (incident_id, happened_at, rank) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX timeline_events_trigger ON public.timeline_events USING btree (incident_id) WHERE (is_trigger AND (removed_at IS NULL));

create table tokens (
  id uuid not null,
  person_id uuid not null,
  name text not null,
  secret_hash bytea not null,
  scope text not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  operations text[],
  CHECK ((expires_at <= (made_at + '367 days'::interval))),
  CHECK ((scope = ANY (ARRAY['read'::text, 'write'::text]))),
  FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (secret_hash)
);
CREATE INDEX tokens_person ON public.tokens USING btree (person_id);

create table trackers (
  integration_id uuid not null,
  asked_until timestamp with time zone,
  asked_at timestamp with time zone,
  resting_until timestamp with time zone,
  attempts integer default 0 not null,
  because text default ''::text not null,
  FOREIGN KEY (integration_id) REFERENCES integrations(id) ON DELETE CASCADE,
  PRIMARY KEY (integration_id)
);

create table weighings (
  incident_id uuid not null,
  policy_version integer default 1 not null,
  concerns text[] default '{}'::text[] not null,
  version integer default 1 not null,
  FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  PRIMARY KEY (incident_id)
);

create table workers (
  id text not null,
  seen_at timestamp with time zone not null,
  PRIMARY KEY (id)
);

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'The audit log is only added to.' using errcode = 'restrict_violation';
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_evidence_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'Evidence is never edited; add a timeline event that says what you know instead.'
    using errcode = 'restrict_violation';
end
$function$;
