-- A misspelled word was sought among all words by their groups of three letters: thousands resemble it a little, more with
-- each year, and each had to be read. Now each word is filed under itself with any one letter left out, so that two words
-- one slip apart share a form; and under its consonants, where vowels are mistaken. Looking is a few exact look-ups.

-- What sounds the same is written the same: doubled letters once, « ph » as f, « c », « q » and « qu » as k.
create function search_sound(word text) returns text
  language sql immutable parallel safe strict
  as $$ select regexp_replace(translate(replace(replace(word, 'ph', 'f'), 'qu', 'k'), 'cq', 'kk'), '(.)\1+', '\1', 'g') $$;

-- The cost keeps the database from trying it on every word rather than use the index.
create function search_forms(word text) returns text[]
  language sql immutable parallel safe strict cost 1000
  as $$
    select array(
      select sound from public.search_sound(word) as sound
      union select left(sound, place - 1) || substr(sound, place + 1)
        from public.search_sound(word) as sound cross join generate_series(1, length(sound)) as place
      union select '*' || bones
        from regexp_replace(translate(public.search_sound(word), 'maeiouyh', 'n'), '(.)\1+', '\1', 'g') as bones
        where length(bones) >= 4)
  $$;

-- What a word that is typed may be found under: two slips may have been made in a long one.
create function search_slips(typed text) returns text[]
  language sql immutable parallel safe strict
  as $$
    select array(
      select form from unnest(public.search_forms(typed)) as form
      union select left(form, place - 1) || substr(form, place + 1)
        from unnest(public.search_forms(typed)) as form cross join generate_series(1, length(form)) as place
        where length(typed) >= 8 and form not like '*%')
  $$;
