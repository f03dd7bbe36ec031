-- People who sign in, where they work, and what administrators did.

create extension if not exists unaccent;
create extension if not exists pg_trgm;

-- unaccent() is only stable because its dictionary could change; ours never does, and indexes need an immutable function.
create function fold(value text) returns text
  language sql immutable parallel safe strict
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

create table site (
  id bigint generated always as identity primary key,
  code text not null unique check (code <> ''),
  name text not null check (name <> ''),
  address text not null,
  active boolean not null default true
);

create table organisation_unit (
  id bigint generated always as identity primary key,
  code text not null unique check (code <> ''),
  name text not null check (name <> '')
);

create table person (
  id bigint generated always as identity primary key,
  login text not null unique check (login = lower(login) and login <> ''),
  first_name text not null,
  last_name text not null,
  email text not null,
  phone text not null default '',
  room text not null default '',
  site_id bigint references site,
  organisation_unit_id bigint references organisation_unit,
  is_administrator boolean not null default false,
  -- A person who left keeps their tickets and their name in the threads; they can no longer sign in.
  status text not null default 'active' check (status in ('active', 'disabled', 'left')),
  language text not null default 'fr' check (language in ('fr', 'en')),
  -- Demonstration accounts are refused at start and at sign-in in production.
  is_demo boolean not null default false,
  created_at timestamptz not null
);
create index person_search on person using gin (fold(last_name || ' ' || first_name || ' ' || login) gin_trgm_ops);
create index person_site on person (site_id);
create index person_organisation_unit on person (organisation_unit_id);

create table local_password (
  person_id bigint primary key references person,
  hash text not null,
  changed_at timestamptz not null
);

-- Failed sign-ins are slowed per (account, address), never locked: a stranger elsewhere cannot shut the owner out.
create table sign_in_attempt (
  account text not null,
  address text not null,
  failures integer not null,
  last_failure_at timestamptz not null,
  primary key (account, address)
);
create index sign_in_attempt_age on sign_in_attempt (last_failure_at);

-- Rows stay some days after they expire: a form posted too late is kept for its owner.
create table session (
  id_hash bytea primary key,
  person_id bigint not null references person,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_person on session (person_id);
create index session_expiry on session (expires_at);

create table setting (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz not null
);

create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id bigint references person,
  act text not null,
  subject text not null,
  before jsonb,
  after jsonb
);
create index audit_entry_subject on audit_entry (subject, id);
create index audit_entry_actor on audit_entry (actor_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_change();
create trigger audit_entry_no_truncate before truncate on audit_entry
  for each statement execute function refuse_change();
