-- no-transaction
-- Words are learned by every act on a ticket: never locked for as long as their index is built.
drop index concurrently if exists search_word_forms;
create index concurrently search_word_forms on search_word using gin (search_forms(word));
drop index concurrently if exists search_word_alike;
