-- Two windows on one form: each writes over what the other kept. A draft now says in which window it was written, and
-- what another window wrote since is set aside rather than written over.

alter table draft add column written_in uuid;

create table draft_aside (
  person_id bigint not null references person,
  place text not null check (length(place) <= 200),
  -- One text a window: what it wrote last.
  written_in uuid not null,
  content jsonb not null,
  saved_at timestamptz not null,
  primary key (person_id, place, written_in)
);
create index draft_aside_age on draft_aside (saved_at);
