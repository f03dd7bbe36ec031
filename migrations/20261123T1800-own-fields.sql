-- A nature asks its own questions. A form is never changed: a new version is added, and a ticket keeps the one it was
-- filed with.

create table category_form (
  id bigint generated always as identity primary key,
  category_id bigint not null references category,
  version integer not null check (version > 0),
  -- The fields in order, as the domain declares and checks them. An empty list asks nothing more.
  fields jsonb not null check (jsonb_typeof(fields) = 'array'),
  created_at timestamptz not null,
  unique (category_id, version)
);
create trigger category_form_append_only before update or delete on category_form
  for each row execute function refuse_change();
create trigger category_form_no_truncate before truncate on category_form
  for each statement execute function refuse_change();

alter table ticket
  -- The version it was filed with; null when its nature asked nothing.
  add column form_id bigint references category_form,
  -- The answers by the code of their field; files are in attachment.
  add column answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  -- The same answers as one reads them, for the search.
  add column answers_text text not null default '';
create index ticket_form on ticket (form_id) where form_id is not null;
