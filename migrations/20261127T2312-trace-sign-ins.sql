-- Who got in and why somebody did not, for the administrator they call. Neither what was typed (some type their
-- password as their login) nor what a portal said of them: the person where one is known, and codes.
create table sign_in_trace (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  door text not null check (door <> ''),
  person_id bigint references person,
  -- Null: they got in.
  reason text check (reason <> ''),
  -- A code of the protocol or the name of an attribute.
  detail text check (detail ~ '^[A-Za-z0-9_.:/-]{1,80}$'),
  -- What the failure page showed them to quote.
  reference text check (reference <> ''),
  check (reason is not null or (person_id is not null and detail is null and reference is null))
);
create index sign_in_trace_person on sign_in_trace (person_id, id);
create index sign_in_trace_reference on sign_in_trace (reference) where reference is not null;
create index sign_in_trace_age on sign_in_trace (at);
