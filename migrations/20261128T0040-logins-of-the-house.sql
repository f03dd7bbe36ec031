-- Whether the logins of that portal or directory are those of this desk. An account that came with a login chosen
-- elsewhere is nobody's namesake: whoever has the same login in the house is somebody else.
alter table person_identity add column shares_login boolean not null default true;
