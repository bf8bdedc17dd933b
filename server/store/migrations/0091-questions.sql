-- What became of a question in one review, and the organisation's own questions beside ours. Whoever marked it is not
-- kept: a question belongs to the review.

create table question_marks (
  incident_id uuid not null references incidents (id) on delete cascade,
  question_id text not null check (question_id <> ''),
  state text not null check (state in ('pinned', 'answered', 'set-aside')),
  primary key (incident_id, question_id)
);

create table own_questions (
  id uuid primary key,
  kind text not null,
  ask text not null check (ask <> ''),
  made_at timestamptz not null,
  removed_at timestamptz
);
create index own_questions_asked on own_questions (made_at, id) where removed_at is null;
