-- no-transaction
-- Of many notices about one ticket the last is found at once, not after all the others.
drop index concurrently if exists notice_of_person_in_order;
create index concurrently notice_of_person_in_order on notice (person_id, ticket_number, id);
drop index concurrently if exists notice_of_person;
