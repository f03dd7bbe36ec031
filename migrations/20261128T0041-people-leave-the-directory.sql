-- The directory no longer names somebody: noted once, so that an administrator who opens the account again is not
-- contradicted the next night, and so that the directory may only bring back whom it had sent away.
alter table person_identity add column departed_at timestamptz;
