-- Teams, the catalogue that leads to them, and the rules that choose between them.

create table team (
  id bigint generated always as identity primary key,
  code text not null unique check (code <> ''),
  name text not null check (name <> ''),
  is_triage boolean not null default false,
  active boolean not null default true
);
-- Exactly one team receives what no nature or rule claims.
create unique index team_single_triage on team (is_triage) where is_triage;

create table team_member (
  team_id bigint not null references team,
  person_id bigint not null references person,
  role text not null check (role in ('agent', 'lead')),
  active boolean not null default true,
  primary key (team_id, person_id)
);
create index team_member_person on team_member (person_id) where active;

create table family (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('problem', 'service')),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (name <> ''),
  position integer not null
);

create table category (
  id bigint generated always as identity primary key,
  family_id bigint not null references family,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (name <> ''),
  description text not null,
  synonyms text[] not null default '{}',
  -- Null: the triage team decides.
  team_id bigint references team,
  -- « Je ne sais pas »: one nature that everybody may choose and that no list of natures shows.
  is_unknown boolean not null default false,
  -- Promises at normal priority, in minutes of working time.
  take_minutes integer not null check (take_minutes > 0),
  resolve_minutes integer not null check (resolve_minutes >= take_minutes),
  position integer not null,
  active boolean not null default true
);
create unique index category_single_unknown on category (is_unknown) where is_unknown;
create index category_family on category (family_id, position);
create index category_team on category (team_id);

-- « Choisissez plutôt … si … »
create table category_alternative (
  category_id bigint not null references category,
  other_category_id bigint not null references category,
  condition text not null check (condition <> ''),
  position integer not null,
  primary key (category_id, other_category_id),
  check (category_id <> other_category_id)
);
create index category_alternative_other on category_alternative (other_category_id);

create table routing_rule (
  id bigint generated always as identity primary key,
  position integer not null unique,
  label text not null check (label <> ''),
  -- An expression tree checked by the domain: and / or / not over category, family, site, organisation_unit, channel.
  condition jsonb not null,
  team_id bigint not null references team,
  active boolean not null default true
);
create index routing_rule_team on routing_rule (team_id);

create table hold_reason (
  id bigint generated always as identity primary key,
  code text not null unique,
  name text not null check (name <> ''),
  stops_clock boolean not null,
  needs_date boolean not null,
  position integer not null
);
