-- What is filed is in the row that the trigger is given: nothing has to be read again for its document.
create or replace function index_ticket() returns trigger language plpgsql as $$
declare
  document tsvector;
begin
  if tg_op = 'UPDATE' then
    document := read_ticket_words(new.number);
  else
    document := setweight(to_tsvector('simple', new.number::text) || search_words(new.subject), 'A');
    begin
      document := document || setweight(search_words(left(new.description, 50000) || ' ' || left(new.answers_text, 50000)), 'B');
    exception when program_limit_exceeded then
      null;
    end;
  end if;
  insert into ticket_words (ticket_number, words) values (new.number, document)
  on conflict (ticket_number) do update set words = excluded.words;
  return null;
end $$;
