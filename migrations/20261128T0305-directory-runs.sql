-- What became of the last time each directory was followed, for the administrator who wonders why nobody arrives: words of
-- the program and numbers, no person.
create table directory_run (
  issuer text primary key check (issuer <> ''),
  at timestamptz not null,
  -- Followed, or why nothing was changed, or why it could not be read.
  outcome text not null check (outcome <> ''),
  -- A code of the network or of the protocol.
  code text check (code ~ '^[A-Za-z0-9_.:/-]{1,80}$'),
  -- How many people it named, and how many of those followed it no longer named; null: it could not be read.
  read integer check (read >= 0),
  departures integer check (departures >= 0),
  -- The last time it was followed.
  followed_at timestamptz
);
