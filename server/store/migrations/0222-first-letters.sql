-- A first reader may get their link by mail. Where it went is kept for the reminders of these days and deleted with
-- them. The secret of the link is not kept for that, because it would join what comes through the link to a role: a
-- reminder follows the letter that holds it.

create table first_letters (
  participant_id uuid primary key references participants on delete cascade,
  address text not null check (address <> ''),
  mailed_at timestamptz not null,
  letter_id uuid references dispatches on delete set null
);
