-- A note, like a message, may be files alone.

alter table ticket_note drop constraint ticket_note_body_check;

-- Contents given out without having been looked at are looked at again, like those that wait for it.
drop index stored_file_pending;
create index stored_file_to_scan on stored_file (stored_at) where scan in ('pending', 'not_scanned');
