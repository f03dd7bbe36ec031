-- What a portal wants to be shown was kept as it stands; its proof of who came in may say more than the table of claims
-- names. From here on it is sealed with a key made of the session’s secret, which is not here. What was kept before goes:
-- a portal that is shown nothing asks who signs out.
update session set logout_hint = null where logout_hint is not null;
