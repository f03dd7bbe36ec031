-- What the desk tells: notices to one person, messages to all, answers written once.

create table notice (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  ticket_number bigint not null references ticket,
  event_id bigint not null references ticket_event,
  kind text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  -- The job that writes notices may run twice.
  unique (event_id, person_id)
);
create index notice_unread on notice (person_id) where read_at is null;
create index notice_person on notice (person_id, id);
create index notice_ticket on notice (ticket_number);

create table announcement (
  id bigint generated always as identity primary key,
  level text not null check (level in ('information', 'disruption', 'incident')),
  title text not null check (title <> ''),
  body text not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  position integer not null default 0,
  check (ends_at > starts_at)
);
create index announcement_period on announcement (starts_at, ends_at);

create table article (
  id bigint generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  family_id bigint not null references family,
  title text not null check (title <> ''),
  body text not null,
  position integer not null,
  changed_at timestamptz not null
);
create index article_family on article (family_id, position);
create table article_category (
  article_id bigint not null references article,
  category_id bigint not null references category,
  primary key (article_id, category_id)
);
create index article_category_category on article_category (category_id);
