-- A first reader may get their link by mail. The address is kept for the reminders of these days and forgotten with
-- them; the secret of the link is not kept for that, because it would join what comes through the link to a role: a
-- reminder follows the letter that holds it.

alter table first_readers
  add column address text not null default '',
  add column mailed_at timestamptz,
  add column letter_id uuid references dispatches on delete set null;
create index first_readers_reminded on first_readers (participant_id) where address <> '';
