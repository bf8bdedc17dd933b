-- What goes out: mail, messages and webhooks, queued in the transaction that gave the reason and sent by a job.

create table dispatches (
  id uuid primary key,
  channel text not null check (channel in ('mail', 'slack', 'webhook')),
  kind text not null check (kind <> ''),
  sent_to text not null check (sent_to <> ''),
  about text not null,
  -- Subject, text, attachments. Emptied once it is sent: it may hold a link that signs somebody in.
  letter jsonb,
  -- Said once, however often it is queued.
  once_key text collate "C" unique,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'returned', 'withheld')),
  made_at timestamptz not null,
  -- Patience begins here; sending again begins anew.
  tried_since timestamptz not null,
  due_at timestamptz not null,
  -- Held by a sender until then; one that died lets go of it by the clock.
  held_until timestamptz,
  attempts integer not null default 0,
  because text not null default '',
  sent_at timestamptz,
  check ((state = 'sent') = (sent_at is not null)),
  check (state in ('sent', 'withheld') or letter is not null)
);
create index dispatches_due on dispatches (due_at) where state = 'waiting';
create index dispatches_returned on dispatches (made_at) where state = 'returned';
