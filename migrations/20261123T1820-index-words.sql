-- Tickets are found by their words: a document per ticket, kept by the database itself in the transaction of the act,
-- whoever writes (page, job, import). The words of notes never enter it.

-- Words without accents, reduced to their French stems. Stop words go first, while they still have their accents.
create text search dictionary desk_stop (template = pg_catalog.simple, stopwords = french, accept = false);
create text search configuration desk (copy = pg_catalog.french);
alter text search configuration desk
  alter mapping for asciiword, word, asciihword, hword, hword_asciipart, hword_part
  with desk_stop, unaccent, french_stem;
alter text search configuration desk
  alter mapping for numword, numhword, hword_numpart with unaccent, simple;

-- Only plain words: the parser would keep « devis.pdf », « imprimante/scanner » or « prenom.nom@… » in one piece.
create function search_text(value text) returns text
  language sql immutable parallel safe strict
  as $$ select translate(normalize(value, nfkc), './\_@:-', '       ') $$;

-- « Wi-Fi » is written « wifi » as well: what hyphens join is also there in one word.
create function search_joined(value text) returns text
  language sql immutable parallel safe strict
  as $$ select string_agg(replace(found[1], '-', ''), ' ') from regexp_matches(value, '\w+(?:-\w+)+', 'g') found $$;

create function search_words(value text) returns tsvector
  language sql immutable parallel safe strict
  as $$ select to_tsvector('public.desk',
    public.search_text(concat_ws(' ', value, public.search_joined(value)))) $$;

-- What is looked for: every wanted term, none of the refused ones. A term of several words is a phrase; « a|b » is
-- either. What holds stop words only asks for nothing.
create function search_query(wanted text[], refused text[]) returns tsquery
  language plpgsql immutable parallel safe strict as $$
declare
  result tsquery := '';
  term text;
  choice text;
  part tsquery;
  choices tsquery;
begin
  foreach term in array wanted loop
    choices := '';
    foreach choice in array string_to_array(term, '|') loop
      part := phraseto_tsquery('public.desk', public.search_text(choice));
      if choice like '%-%' then
        part := part || phraseto_tsquery('public.desk', public.search_text(replace(choice, '-', '')));
      end if;
      if numnode(part) > 0 then
        choices := case when numnode(choices) = 0 then part else choices || part end;
      end if;
    end loop;
    if numnode(choices) > 0 then
      result := case when numnode(result) = 0 then choices else result && choices end;
    end if;
  end loop;
  foreach term in array refused loop
    part := phraseto_tsquery('public.desk', public.search_text(term));
    if numnode(part) > 0 then
      result := case when numnode(result) = 0 then !! part else result && !! part end;
    end if;
  end loop;
  return result;
end $$;

create table ticket_words (
  ticket_number bigint primary key references ticket on delete cascade,
  -- A: number and subject; B: description and own answers; C: messages; D: names of the attachments.
  words tsvector not null
);
-- Read by the hundred for a common word: beside its number, and not in pieces elsewhere.
alter table ticket_words alter column words set storage main;

-- Texts are cut far beyond what people write, and what is still too long for a document leaves number and subject:
-- a search must never make an act fail.
-- Volatile, so that after waiting for another act on the ticket it reads what that act has written.
create function read_ticket_words(wanted bigint) returns tsvector
  language plpgsql volatile as $$
declare
  about tsvector;
  rest tsvector;
begin
  select setweight(to_tsvector('simple', number::text) || search_words(subject), 'A')
    into about from ticket where number = wanted;
  begin
    select setweight(search_words(left(description, 50000) || ' ' || left(answers_text, 50000)), 'B')
        || setweight(search_words(left(coalesce((
          select string_agg(body || ' ' || array_to_string(items, ' '), ' ' order by id desc)
          from ticket_message where ticket_number = wanted), ''), 100000)), 'C')
        || setweight(search_words(left(coalesce((
          select string_agg(name, ' ' order by added_at) from attachment
          where ticket_number = wanted and note_id is null), ''), 20000)), 'D')
      into rest from ticket where number = wanted;
    return about || rest;
  exception when program_limit_exceeded then
    return about;
  end;
end $$;

create function index_ticket() returns trigger language plpgsql as $$
begin
  insert into ticket_words (ticket_number, words) values (new.number, read_ticket_words(new.number))
  on conflict (ticket_number) do update set words = excluded.words;
  return null;
end $$;
create trigger ticket_index after insert or update of subject, description, answers_text on ticket
  for each row execute function index_ticket();

-- A message is added to the words that are there: a long thread is not read again at each reply.
create function index_message() returns trigger language plpgsql as $$
begin
  update ticket_words
    set words = words || setweight(
      search_words(left(new.body || ' ' || array_to_string(new.items, ' '), 50000)), 'C')
    where ticket_number = new.ticket_number;
  return null;
exception when program_limit_exceeded then
  return null;
end $$;
create trigger ticket_message_index after insert on ticket_message
  for each row execute function index_message();

-- What changes or goes: read again, so that nothing of it stays.
create function index_again() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.ticket_number is not null then
    update ticket_words set words = read_ticket_words(old.ticket_number)
      where ticket_number = old.ticket_number;
  end if;
  if tg_op <> 'DELETE' and new.ticket_number is not null
      and (tg_op = 'INSERT' or new.ticket_number is distinct from old.ticket_number) then
    update ticket_words set words = read_ticket_words(new.ticket_number)
      where ticket_number = new.ticket_number;
  end if;
  return null;
end $$;
create trigger ticket_message_index_again after update of body, items, ticket_number or delete on ticket_message
  for each row execute function index_again();
create trigger attachment_index after insert or delete or update of name, ticket_number, note_id on attachment
  for each row execute function index_again();

insert into ticket_words (ticket_number, words) select number, read_ticket_words(number) from ticket;
-- Searches read what waits in the index word by word: little may wait.
create index ticket_words_index on ticket_words using gin (words) with (gin_pending_list_limit = 256);

-- The words people have written, whole and without accents: where a misspelled word finds the right one.
create table search_word (word text primary key check (word ~ '^[a-z]{4,30}$'));

create function words_of_ticket(wanted bigint) returns setof text
  language sql stable as $$
    select distinct found[1] from ticket
      cross join regexp_matches(fold(search_text(
        subject || ' ' || left(description, 50000) || ' ' || left(answers_text, 50000) || ' ' || left(coalesce((
          select string_agg(body, ' ' order by id desc) from ticket_message where ticket_number = wanted), ''), 100000)
        || ' ' || coalesce((select string_agg(name, ' ') from attachment
          where ticket_number = wanted and note_id is null), ''))), '\m[a-z]{4,30}\M', 'g') as found
    where number = wanted
  $$;
insert into search_word (word)
  select distinct word from ticket cross join words_of_ticket(number) as word;
create index search_word_alike on search_word using gin (word gin_trgm_ops);
