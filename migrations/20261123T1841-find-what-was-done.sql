-- no-transaction
-- What was done to one thing and to what hangs on it: « team:5 » and « team:5/person:12 ».
drop index concurrently if exists audit_entry_thing;
create index concurrently audit_entry_thing on audit_entry (split_part(subject, '/', 1), id);
-- How many tickets of a nature are live, told before its team changes.
drop index concurrently if exists ticket_category_live;
create index concurrently ticket_category_live on ticket (category_id)
  where state in ('awaiting', 'in_progress', 'on_hold', 'needs_information');
