-- Who a portal says somebody is. The key is what it promises never to give to anybody else, (issuer, subject): never an
-- e-mail, which another may be given one day.

create table person_identity (
  issuer text not null check (issuer <> ''),
  subject text not null check (subject <> ''),
  person_id bigint not null references person,
  -- What it said last of what people may correct themselves: what differs from it since is theirs, and stays.
  said jsonb not null,
  -- The places its groups mean, and whether it is them that gave each: one given here is not taken away with a group.
  places jsonb not null default '[]',
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (issuer, subject)
);
create index person_identity_person on person_identity (person_id);
