-- What people choose for themselves: how pages look to them, where else they work, what they are told of.

-- Defaults are constants: no row is rewritten. `auto` follows the reader's system, and the page for density.
alter table person
  add column color_scheme text not null default 'auto' check (color_scheme in ('auto', 'light', 'dark')),
  add column density text not null default 'auto' check (density in ('auto', 'comfortable', 'compact')),
  -- Off until asked for: a single letter that acts surprises who dictates to their computer.
  add column shortcuts boolean not null default false;

-- The affectations besides the one the directory knows.
create table person_affectation (
  person_id bigint not null references person,
  organisation_unit_id bigint not null references organisation_unit,
  primary key (person_id, organisation_unit_id)
);
create index person_affectation_unit on person_affectation (organisation_unit_id);

-- What somebody does not want to be told of; no row: everything, what comes later included.
create table notice_refusal (
  person_id bigint not null references person,
  topic text not null check (topic <> ''),
  primary key (person_id, topic)
);
