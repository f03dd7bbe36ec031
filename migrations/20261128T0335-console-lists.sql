-- no-transaction
-- The lists of the console, each read in the order of an index and no farther than its page: in a team, or of
-- a holder, what is due first among what is live; what is over, by what moved last and by when it was filed; and what each view counts.
-- As src/domain/tickets/next-due.ts writes it: where nothing is due for now, the end of time.
drop index concurrently if exists ticket_team_due;
create index concurrently ticket_team_due
  on ticket (team_id, coalesce(least(team_take_due_at, resolve_due_at), 'infinity'), number)
  where state in ('awaiting', 'in_progress', 'on_hold', 'needs_information');
drop index concurrently if exists ticket_holder_due;
create index concurrently ticket_holder_due
  on ticket (holder_id, coalesce(least(team_take_due_at, resolve_due_at), 'infinity'), number)
  where state in ('awaiting', 'in_progress', 'on_hold', 'needs_information');
drop index concurrently if exists ticket_team_view;
create index concurrently ticket_team_view on ticket (team_id, state, holder_id, assignee_id) include (requester_id)
  where state in ('awaiting', 'in_progress', 'on_hold', 'needs_information');
drop index concurrently if exists ticket_team_over_changed;
create index concurrently ticket_team_over_changed on ticket (team_id, changed_at, number)
  where state in ('resolved', 'closed', 'cancelled');
drop index concurrently if exists ticket_team_over_submitted;
create index concurrently ticket_team_over_submitted on ticket (team_id, submitted_at, number)
  where state in ('resolved', 'closed', 'cancelled');
analyze ticket;
-- What these replace.
drop index concurrently if exists ticket_next_due;
drop index concurrently if exists ticket_team_live_facts;
drop index concurrently if exists ticket_holder_live;
