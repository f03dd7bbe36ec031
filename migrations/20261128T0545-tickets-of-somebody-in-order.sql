-- no-transaction
-- The last tickets of somebody, beside one of theirs in the console: a page of them, not all they have ever filed.
drop index concurrently if exists ticket_requester_in_order;
create index concurrently ticket_requester_in_order on ticket (requester_id, submitted_at, number);
