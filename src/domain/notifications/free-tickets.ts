import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { isLive, type TicketState } from '../tickets/ticket.ts';
import type { TicketEvent } from '../tickets/ticket-event.ts';
import type { NoticeTopic } from './notice-topics.ts';

/** A ticket as those who tell of it need it. */
export interface ToldTicket {
  readonly number: number;
  readonly state: TicketState;
  readonly teamId: number;
  readonly holderId: number | null;
  readonly assigneeId: number | null;
  readonly requesterId: number;
  readonly submittedById: number;
}

type Telling = {
  ticket: ToldTicket;
  /** What there is to tell; nothing when the act does not concern a whole team. */
  news: TicketEvent | undefined;
  /** Told in their own name, or asking: on their own ticket an agent is a requester. */
  leaveOut: readonly number[];
};

/**
 * Tells a team of its free ticket, and ends what teams were told of it once it no longer waits for them. Gives those
 * whose notices changed.
 */
export async function tellTeam(
  tx: Db,
  { ticket, news, leaveOut }: Telling,
  now: Temporal.Instant,
): Promise<number[]> {
  const isFree = isLive(ticket.state) && ticket.holderId === null && ticket.assigneeId === null;
  const ended = await endFreeNotices(tx, { ticket, isFree }, now);
  if (!isFree || news === undefined) return ended;
  return [...ended, ...(await writeFreeNotices(tx, { ticket, news, leaveOut }, now))];
}

/** Somebody has it, or another team: there is nothing left to do for those who were told that it was free. */
async function endFreeNotices(
  tx: Db,
  { ticket, isFree }: { ticket: ToldTicket; isFree: boolean },
  now: Temporal.Instant,
): Promise<number[]> {
  const rows = await tx
    .updateTable('notice')
    .set({ read_at: now })
    .where('ticket_number', '=', ticket.number)
    .where('team_id', 'is not', null)
    .where('read_at', 'is', null)
    .$if(isFree, (query) => query.where('team_id', '!=', ticket.teamId))
    .returning('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

const topic: NoticeTopic = 'free';

/** One statement, however many the team counts. */
async function writeFreeNotices(
  tx: Db,
  { ticket, news, leaveOut }: Telling & { news: TicketEvent },
  now: Temporal.Instant,
): Promise<number[]> {
  const { rows } = await sql<{ person_id: number }>`
    insert into notice (person_id, ticket_number, event_id, kind, created_at, team_id)
    select member.person_id, ${ticket.number}, ${news.id}, ${news.act}, ${now}, member.team_id
    from team_member member
    join person on person.id = member.person_id and person.status = 'active'
    where member.team_id = ${ticket.teamId} and member.active
      and member.person_id <> all(${[...leaveOut]}::bigint[])
      and member.person_id is distinct from ${news.actorId}
      and not exists (select from notice_refusal refusal
        where refusal.person_id = member.person_id and refusal.topic = ${topic})
    on conflict (event_id, person_id) do nothing
    returning person_id`.execute(tx);
  return rows.map((row) => row.person_id);
}
