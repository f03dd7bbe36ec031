-- What an act adds to the index of words waits in a list. Whoever filled it put all that waited in its place, which took
-- their act some 40 to 100 ms: a job does it each minute, and the list is long enough for a minute of the busiest hour.
-- A search reads what waits: 0.4 ms when the list is full.
alter index ticket_words_index set (gin_pending_list_limit = 1024);

-- Only the owner of an index may ask for it; the application does so through here.
create function place_waiting_words() returns bigint
  language sql volatile security definer set search_path = pg_catalog
  as $$ select pg_catalog.gin_clean_pending_list('public.ticket_words_index'::regclass) $$;
revoke execute on function place_waiting_words() from public;
