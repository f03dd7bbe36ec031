-- no-transaction
-- What the sweep of reminders looks for, and what is counted of the last months.
create index concurrently if not exists ticket_remind on ticket (remind_at) where remind_at is not null;
create index concurrently if not exists ticket_resolved_lately on ticket (resolved_at) where spent_minutes is not null;
-- A reminder is an event: of each kind, about each instant, there is one, whoever writes it and however often.
create unique index concurrently if not exists ticket_event_single_reminder
  on ticket_event (ticket_number, (data->>'reminder'), (data->>'about')) where act = 'remind';
