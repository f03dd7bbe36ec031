import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { readEvents, type TicketEvent } from '../tickets/ticket-event.ts';
import { topicOf } from './notice-topics.ts';

/** Acts the requester's side is told of; they see the others on the ticket. */
const toldToRequester: ReadonlySet<string> = new Set([
  'take',
  'transfer',
  'reply',
  'ask',
  'hold',
  'resume',
  'resolve',
  'expire',
  'reopen',
  'close',
]);

/** Acts the holder is told of, when somebody else did them. */
const toldToHolder: ReadonlySet<string> = new Set([
  'complete',
  'confirm',
  'contest',
  'reopen',
  'cancel',
  'expire',
  'resume',
]);

/**
 * Writes the notices that follow from an act, one to a person and event. Called by the job of the act; run twice,
 * it writes them once. A combined act tells each person once, of what matters most: its last event they want to know.
 */
export async function notifyOfAct(
  db: Db,
  { number, actId }: { number: number; actId: string },
  now: Temporal.Instant,
): Promise<void> {
  const events = await readEvents(db, number);
  const ticket = await db
    .selectFrom('ticket')
    .select(['requester_id', 'submitted_by_id'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const participants = await db
    .selectFrom('ticket_participant')
    .select('person_id')
    .where('ticket_number', '=', number)
    .execute();
  const requesters = [
    ticket.requester_id,
    ticket.submitted_by_id,
    ...participants.map((row) => row.person_id),
  ];
  const news = events
    .filter((one) => one.actId === actId)
    .flatMap((event) =>
      [...recipients(event, { events, requesters })].map((personId) => ({ personId, event })),
    );
  const isRefused = await refusals(db, { news, requesters });
  const told = new Map<number, TicketEvent>();
  for (const one of news) if (!isRefused(one)) told.set(one.personId, one.event);
  if (told.size === 0) return;
  await db
    .insertInto('notice')
    .values(
      [...told].map(([personId, event]) => ({
        person_id: personId,
        ticket_number: number,
        event_id: event.id,
        kind: event.act,
        created_at: now,
        read_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['event_id', 'person_id']).doNothing())
    .execute();
}

type News = { personId: number; event: TicketEvent };

/** Reads what those concerned do not want to be told of. */
async function refusals(
  db: Db,
  { news, requesters }: { news: readonly News[]; requesters: readonly number[] },
): Promise<(one: News) => boolean> {
  const ids = [...new Set(news.map(({ personId }) => personId))];
  const rows = await db
    .selectFrom('notice_refusal')
    .select(['person_id', 'topic'])
    .where('person_id', '=', sql<number>`any(${ids})`)
    .execute();
  const refused = new Set(rows.map(({ person_id, topic }) => `${String(person_id)} ${topic}`));
  return ({ personId, event }) => {
    const topic = topicOf(event.act, requesters.includes(personId));
    return refused.has(`${String(personId)} ${topic}`);
  };
}

/** Who is told of an event: never its author. */
export function recipients(
  event: TicketEvent,
  { events, requesters }: { events: readonly TicketEvent[]; requesters: readonly number[] },
): Set<number> {
  const people = new Set<number>();
  if (toldToRequester.has(event.act)) for (const id of requesters) people.add(id);
  const former = holderBefore(event, events);
  if (former !== null && toldToHolder.has(event.act)) people.add(former);
  // Who no longer has it, and who is given it.
  if (['take_over', 'assign', 'release', 'transfer'].includes(event.act)) {
    if (former !== null && event.data.holderId !== undefined) people.add(former);
    if (event.act === 'assign') {
      const given = event.data.holderId ?? event.data.assigneeId;
      if (typeof given === 'number') people.add(given);
    }
  }
  if (event.actorId !== null) people.delete(event.actorId);
  return people;
}

function holderBefore(event: TicketEvent, events: readonly TicketEvent[]): number | null {
  const last = events.findLast((one) => one.id < event.id && one.data.holderId !== undefined);
  return last?.data.holderId ?? null;
}
