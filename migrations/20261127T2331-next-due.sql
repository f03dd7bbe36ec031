-- no-transaction
-- What a team has to keep next, as src/domain/tickets/next-due.ts writes it: the views « en retard » and « bientôt »,
-- the order by délai, the board of the day. Only tickets on which something is due.
create index concurrently if not exists ticket_next_due
  on ticket (team_id, least(team_take_due_at, resolve_due_at), number)
  where least(team_take_due_at, resolve_due_at) is not null;
