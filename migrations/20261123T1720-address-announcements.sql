-- Whom a message is for, what it is about, and everything it has said.

alter table announcement
  -- The form's own key: sent twice, it adds one message.
  add column submission_key uuid unique,
  -- Grows with each change, so that two people who edit at once find out.
  add column version integer not null default 1,
  -- Ended by hand, before its time or before it began.
  add column ended_at timestamptz;

-- Every page asks for the incidents of the moment: few rows, and only these.
create index announcement_incident on announcement (starts_at)
  where level = 'incident' and ended_at is null;

-- The people it is for: those of any of these; everybody when there is none.
create table announcement_target (
  announcement_id bigint not null references announcement,
  site_id bigint references site,
  organisation_unit_id bigint references organisation_unit,
  team_id bigint references team,
  check (num_nonnulls(site_id, organisation_unit_id, team_id) = 1),
  unique nulls not distinct (announcement_id, site_id, organisation_unit_id, team_id)
);

-- The natures it is about: told on their forms, and edited by the leads of their teams.
create table announcement_category (
  announcement_id bigint not null references announcement,
  category_id bigint not null references category,
  primary key (announcement_id, category_id)
);
create index announcement_category_category on announcement_category (category_id);

-- What it said at each version. The log of administration holds codes only, since it can never be corrected; words
-- are here.
create table announcement_version (
  announcement_id bigint not null references announcement,
  version integer not null,
  at timestamptz not null,
  actor_id bigint references person,
  act text not null check (act in ('add', 'edit', 'end')),
  content jsonb not null,
  primary key (announcement_id, version)
);
insert into announcement_version (announcement_id, version, at, act, content)
  select id, 1, starts_at, 'add', jsonb_build_object(
    'level', level, 'title', title, 'body', body,
    'startsAt', to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'endsAt', to_char(ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'siteIds', '[]'::jsonb, 'unitIds', '[]'::jsonb, 'teamIds', '[]'::jsonb, 'categoryIds', '[]'::jsonb)
  from announcement;
