-- no-transaction
-- Nearly every ticket is filed by whoever it is for: those are found by their requester, and need not be in a second index.
drop index concurrently if exists ticket_submitted_for_others;
create index concurrently ticket_submitted_for_others on ticket (submitted_by_id, state)
  where submitted_by_id <> requester_id;
drop index concurrently if exists ticket_submitted_by;
