-- Teams and natures are edited on the site: versions tell two editors apart, names tell two things apart.

alter table team
  -- One more at each change of its name or of who is in it.
  add column version integer not null default 1 check (version > 0);
alter table category
  add column version integer not null default 1 check (version > 0);

-- People choose by name: « Réseau » and « reseau » would be one and the same to them.
create unique index team_name on team (fold(name)) where active;
create unique index category_name on category (family_id, fold(name)) where active;
