-- What is looked for in a table of tickets, in the document of each: all the words, in any form or begun. Words that say
-- nothing (« de », « la ») are left out; one or two letters begin too many words.
create function search_begun(typed text[]) returns tsquery
  language plpgsql immutable parallel safe strict as $$
declare
  result tsquery := '';
  word text;
  part tsquery;
begin
  foreach word in array typed loop
    part := phraseto_tsquery('public.desk', public.search_text(word));
    if numnode(part) > 0 then
      if length(word) > 2 then
        part := part || ('''' || replace(word, '''', '''''') || ''':*')::tsquery;
      end if;
      result := case when numnode(result) = 0 then part else result && part end;
    end if;
  end loop;
  return result;
end $$;
