-- Files that people attach: a content is kept once under its hash, an attachment says whose it is and where it shows.

create table stored_file (
  -- SHA-256 of the content: its name in the storage.
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  -- Found in the content, never believed from the sender.
  media_type text not null check (media_type <> ''),
  -- Of an image that was read again whole; null for anything else.
  width integer check (width > 0),
  height integer check (height > 0),
  has_thumbnail boolean not null default false,
  -- not_scanned: no scanner is configured, or the configuration accepts files while it is down.
  scan text not null check (scan in ('pending', 'clean', 'infected', 'not_scanned')),
  scanned_at timestamptz,
  stored_at timestamptz not null,
  constraint image_has_both_sides check ((width is null) = (height is null)),
  constraint thumbnail_of_image check (not has_thumbnail or width is not null)
);
create index stored_file_pending on stored_file (stored_at) where scan = 'pending';

create table attachment (
  -- In its address; says nothing of what it is.
  id uuid primary key,
  hash text not null references stored_file,
  -- A label only: what the sender called it, cleaned.
  name text not null check (name <> '' and length(name) <= 200),
  added_by_id bigint not null references person,
  added_at timestamptz not null,
  -- Waiting on the draft of this place, until the form is sent.
  place text check (length(place) <= 200),
  -- The own field it answers; null: a file of the text beside it.
  field text check (field <> ''),
  ticket_number bigint references ticket,
  message_id bigint references ticket_message,
  note_id bigint references ticket_note,
  constraint staged_or_attached check ((place is null) <> (ticket_number is null)),
  constraint said_on_a_ticket check (ticket_number is not null or (message_id is null and note_id is null)),
  constraint said_once check (message_id is null or note_id is null)
);
create index attachment_place on attachment (added_by_id, place) where place is not null;
create index attachment_staged on attachment (added_at) where place is not null;
create index attachment_ticket on attachment (ticket_number, added_at) where ticket_number is not null;
create index attachment_message on attachment (message_id) where message_id is not null;
create index attachment_note on attachment (note_id) where note_id is not null;
create index attachment_hash on attachment (hash);
