-- Every search and every new ticket reads the sheets of the F.A.Q. with all their words: kept like natures and teams, for as
-- long as nothing of them has changed (see desk-revision).
insert into desk_revision (subject, revision) values
  ('article', gen_random_uuid()), ('article_category', gen_random_uuid());
create trigger article_revision after insert or update or delete or truncate on article
  for each statement execute function renew_desk_revision();
create trigger article_category_revision after insert or update or delete or truncate on article_category
  for each statement execute function renew_desk_revision();
