-- The answer of a SAML portal comes in a form of its own site, so without our cookies. What it says is put aside until the
-- same browser, a moment later and with its cookies, shows that it had asked for it: the secret that finds it again is
-- in the address, only its hash is here. Taken once, and gone with the message at the latest.
alter table portal_message
  add column content jsonb,
  add column secret_hash bytea,
  add check ((content is null) = (secret_hash is null));
create unique index portal_message_secret on portal_message (secret_hash) where secret_hash is not null;
