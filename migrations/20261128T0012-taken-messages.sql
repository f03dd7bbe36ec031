-- What a portal sends once is taken once: kept until it would be refused for its age anyway.
create table portal_message (
  issuer text not null check (issuer <> ''),
  -- The number that the portal gave it, or the hash of a longer one.
  id text not null check (id <> ''),
  until timestamptz not null,
  primary key (issuer, id)
);
create index portal_message_until on portal_message (until);
