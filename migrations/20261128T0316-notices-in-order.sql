-- no-transaction
-- What a person was told, in the order of their list: a page of it, and the bell, cost the same however long it is.
drop index concurrently if exists notice_unread_of_person;
create index concurrently notice_unread_of_person on notice (person_id, team_id, id) where read_at is null;
drop index concurrently if exists notice_read_of_person;
create index concurrently notice_read_of_person on notice (person_id, id) where read_at is not null;
-- All that one person was told about a ticket.
drop index concurrently if exists notice_of_ticket;
create index concurrently notice_of_ticket on notice (ticket_number, person_id);
-- These three take their place.
drop index concurrently if exists notice_unread;
drop index concurrently if exists notice_person;
drop index concurrently if exists notice_ticket;
