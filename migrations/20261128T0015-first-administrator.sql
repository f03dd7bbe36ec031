-- Where people come in by a portal alone, nobody has a password to administer with. A start without any administrator
-- prints a link: a secret of which only the hash is here, for an hour, gone with its first use.
create table first_administrator_link (
  hash bytea primary key,
  expires_at timestamptz not null
);
