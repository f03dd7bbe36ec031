-- What really happened lately, by nature: « la moitié en 1 jour ouvré, 9 sur 10 en 4 ». Counted by a job, never while
-- somebody waits for a page; a nature with too few cases has no row.
create table delay_statistic (
  category_id bigint primary key references category,
  cases integer not null check (cases > 0),
  -- Working minutes within which half of them, and nine out of ten, were resolved.
  half_minutes integer not null check (half_minutes >= 0),
  most_minutes integer not null check (most_minutes >= half_minutes),
  computed_at timestamptz not null
);
