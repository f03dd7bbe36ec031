-- Teams are told of the tickets that wait for somebody of theirs.

-- Set: the ticket was free and waited for this team. Null: it concerns the person themselves.
alter table notice add column team_id bigint references team;
-- Once somebody has it, what its team was told asks nothing of anybody any more.
create index notice_free on notice (ticket_number) where team_id is not null and read_at is null;
-- What has been read goes after a while.
create index notice_read on notice (read_at) where read_at is not null;
