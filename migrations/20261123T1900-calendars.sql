-- When each team works, and what each nature promises: what every délai is computed from.

create table calendar (
  id bigint generated always as identity primary key,
  name text not null unique check (name <> ''),
  -- IANA name; the domain checks that it exists.
  time_zone text not null check (time_zone <> ''),
  -- Public holidays are computed by zone, never stored; null: the team works on them.
  holiday_zone text check (holiday_zone <> ''),
  -- « Journée de solidarité »: the Monday of Pentecost is a working day.
  pentecost_worked boolean not null default false,
  is_default boolean not null default false,
  -- Goes up with every change of the calendar, its hours or its closures: two editors are told apart.
  version integer not null default 1
);
-- Exactly one serves the teams that have none of their own.
create unique index calendar_single_default on calendar (is_default) where is_default;

-- Weekly hours, from a date on: yesterday's délais do not change when tomorrow's hours do.
create table calendar_version (
  calendar_id bigint not null references calendar,
  -- The first one also counts for every day before it.
  valid_from date not null,
  -- [{"weekday": 1, "opens": "08:00", "closes": "12:00"}, …]; an empty list: never open.
  weekly jsonb not null check (jsonb_typeof(weekly) = 'array'),
  primary key (calendar_id, valid_from)
);

-- Days that are not as usual: bridges, Christmas, August, and exceptional openings.
create table calendar_closure (
  id bigint generated always as identity primary key,
  calendar_id bigint not null references calendar,
  label text not null check (label <> ''),
  from_date date not null,
  to_date date not null,
  kind text not null check (kind in ('closed', 'open')),
  -- [{"opens": "08:00", "closes": "12:00"}, …]: open then besides the usual hours, or closed then; an empty list of a
  -- closure means whole days.
  hours jsonb not null default '[]' check (jsonb_typeof(hours) = 'array'),
  -- A typing mistake in the year must not lay out a thousand years.
  constraint closure_is_a_period check (to_date between from_date and from_date + 400),
  constraint opening_has_hours check (kind = 'closed' or jsonb_array_length(hours) > 0)
);
create index calendar_closure_calendar on calendar_closure (calendar_id, from_date);

alter table team add column calendar_id bigint references calendar;
create index team_calendar on team (calendar_id) where calendar_id is not null;

with added as (
  insert into calendar (name, time_zone, holiday_zone, is_default)
  values ('Horaires du centre de services', 'Europe/Paris', 'metropole', true)
  returning id
)
insert into calendar_version (calendar_id, valid_from, weekly)
select added.id, date '2000-01-01', jsonb_agg(jsonb_build_object(
  'weekday', weekday, 'opens', hours.opens, 'closes', hours.closes) order by weekday, hours.opens)
from added, generate_series(1, 5) weekday, (values ('08:00', '12:00'), ('13:00', '18:00')) hours (opens, closes)
group by added.id;

-- What is promised, in minutes of working time. No nature: to the natures that promise nothing of their own.
create table target (
  category_id bigint references category,
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  take_minutes integer not null check (take_minutes > 0),
  resolve_minutes integer not null check (resolve_minutes >= take_minutes),
  unique nulls not distinct (category_id, priority)
);
-- As the code computed them: twice as long when low, half when high, a quarter when urgent, rounded up.
insert into target (category_id, priority, take_minutes, resolve_minutes)
select promised.id, priority, ceil(promised.take_minutes * share), ceil(promised.resolve_minutes * share)
from (select id, take_minutes, resolve_minutes from category union all select null, 540, 2700) promised,
  (values ('low', 2), ('normal', 1), ('high', 0.5), ('urgent', 0.25)) shares (priority, share);

-- No longer read. A version that still runs beside this one reads and writes them: they go with the next release.
alter table category
  alter column take_minutes set default 540,
  alter column resolve_minutes set default 2700;

alter table ticket
  -- When the team that has it now must have taken it: begins again with each team.
  add column team_take_due_at timestamptz,
  -- What was promised when it was last computed: a finished ticket keeps what it was promised.
  add column promised_take_minutes integer,
  add column promised_resolve_minutes integer,
  -- What the clock had counted when it was resolved, in working minutes.
  add column spent_minutes integer,
  -- When the desk next reminds somebody of it.
  add column remind_at timestamptz,
  add constraint spent_when_resolved check (spent_minutes is null or resolved_at is not null);
