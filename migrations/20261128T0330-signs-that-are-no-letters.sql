-- Where the server takes every character beyond ASCII for a letter (ours does: its « ctype » is C), « l’imprimante » is
-- understood all the same, because French stems lose what is elided. But signs glued to a word stayed in it:
-- “citation”, «bureau», « agent·e », « 8h–12h »; and « aujourd’hui » was another word than « aujourd'hui ».

-- A sign that stands alone keeps its place, so that documents made before count places as those made from now on do:
-- none has to be made again, and those that hold such signs are mended the next time something is said.
create or replace function search_text(value text) returns text
  language sql immutable parallel safe strict
  as $$ select regexp_replace(translate(normalize(value, nfkc), './\_@:-', '       '),
    '(?<=\w)[«»“”„–—·•‧]|[«»“”„–—·•‧](?=\w)', ' ', 'g') $$;

-- As before, and an apostrophe is looked for in both its forms: « aujourd'hui » cuts a word where « aujourd’hui » does not.
create or replace function search_query(wanted text[], refused text[]) returns tsquery
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
      if choice ~ '[''’]' then
        part := part || phraseto_tsquery('public.desk', public.search_text(replace(choice, '''', '’')))
          || phraseto_tsquery('public.desk', public.search_text(replace(choice, '’', '''')));
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
