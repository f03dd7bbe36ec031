-- What the portal wants to be shown when one signs out of it from here (OpenID Connect: its own proof of who came in).
-- Given once, after the session has ended; it opens nothing here, and goes with the row.
alter table session add column logout_hint text check (logout_hint <> '');
