-- A session knows the door it came through and, for a portal, what the portal calls its own session (the ticket of CAS,
-- the sid of OpenID Connect): when the portal says that this one is over, ours ends.

alter table session
  add column door text not null default 'local' check (door <> ''),
  add column portal_session text check (portal_session <> '');
create index session_portal on session (door, portal_session) where portal_session is not null;
