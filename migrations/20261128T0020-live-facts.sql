-- no-transaction
-- What the views of the console count, read from the index alone: a team's live tickets, never its history.
drop index concurrently if exists ticket_team_live_facts;
create index concurrently ticket_team_live_facts on ticket (team_id)
  include (state, holder_id, assignee_id, requester_id, team_take_due_at, resolve_due_at)
  where state in ('awaiting', 'in_progress', 'on_hold', 'needs_information');
