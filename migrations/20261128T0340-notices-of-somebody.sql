-- no-transaction
-- All that one person was told about a ticket, and all they were told, as « Mes données » shows: by person first.
drop index concurrently if exists notice_of_person;
create index concurrently notice_of_person on notice (person_id, ticket_number);
drop index concurrently if exists notice_of_ticket;
