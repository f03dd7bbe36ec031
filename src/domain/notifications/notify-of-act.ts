import { sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import type { Db } from '../tables.ts';
import { activeMembers } from '../teams/team-queries.ts';
import { readEvents, type TicketEvent } from '../tickets/ticket-event.ts';
import { publicActs } from '../tickets/transition.ts';
import { type ToldTicket, tellTeam } from './free-tickets.ts';
import { giveHint } from './hints.ts';
import { topicOf } from './notice-topics.ts';
import { concernsTeam, kindOf, recipients } from './recipients.ts';

/**
 * Writes the notices that follow from an act, one to a person and event, and gives the hint that the ticket changed.
 * Called by the job of the act; run twice, it writes them once. A combined act tells each person once, of what
 * matters most: its last event they want to know.
 */
export async function notifyOfAct(
  db: Db,
  { number, actId }: { number: number; actId: string },
  now: Temporal.Instant,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const ticket = await readTicket(tx, number);
    const [events, requesters] = await readTogether(tx, (one) =>
      Promise.all([readEvents(one, number), requestersOf(one, ticket)]),
    );
    const ofAct = events.filter((one) => one.actId === actId);
    const told = await tellPeople(tx, { ticket, events, ofAct, requesters }, now);
    const news = ofAct.findLast(concernsTeam);
    const team = await tellTeam(tx, { ticket, news, leaveOut: [...requesters, ...told] }, now);
    const isPublic = ofAct.some(({ act }) => publicActs.has(act));
    await giveHint(tx, { people: [...told, ...team], ticket: number, isPublic });
  });
}

/**
 * The ticket as it stands, and will stand until the notices are written: were it taken meanwhile, the job of that act
 * could not find what it has to end.
 */
async function readTicket(tx: Db, number: number): Promise<ToldTicket> {
  return tx
    .selectFrom('ticket')
    .select([
      'number',
      'state',
      'team_id as teamId',
      'holder_id as holderId',
      'assignee_id as assigneeId',
      'requester_id as requesterId',
      'submitted_by_id as submittedById',
    ])
    .where('number', '=', number)
    .forShare()
    .executeTakeFirstOrThrow();
}

async function requestersOf(tx: Db, ticket: ToldTicket): Promise<number[]> {
  const participants = await tx
    .selectFrom('ticket_participant')
    .select('person_id')
    .where('ticket_number', '=', ticket.number)
    .execute();
  const added = participants.map((row) => row.person_id);
  return [ticket.requesterId, ticket.submittedById, ...added];
}

type Telling = {
  ticket: ToldTicket;
  events: readonly TicketEvent[];
  ofAct: readonly TicketEvent[];
  requesters: readonly number[];
};

/** Tells those the ticket concerns by name; gives who was told. */
async function tellPeople(
  tx: Db,
  { ticket, events, ofAct, requesters }: Telling,
  now: Temporal.Instant,
): Promise<number[]> {
  const isReminder = ofAct.some(({ act }) => act === 'remind');
  const leads = isReminder ? await leadsOf(tx, ticket.teamId) : [];
  const news = ofAct.flatMap((event) =>
    [...recipients(event, { events, requesters, leads })].map((personId) => ({ personId, event })),
  );
  if (news.length === 0) return [];
  const isRefused = await refusals(tx, { news, requesters });
  const told = new Map<number, TicketEvent>();
  for (const one of news) if (!isRefused(one)) told.set(one.personId, one.event);
  if (told.size === 0) return [];
  const rows = [...told].map(([personId, event]) => ({
    person_id: personId,
    ticket_number: ticket.number,
    event_id: event.id,
    kind: kindOf(event),
    created_at: now,
    read_at: null,
    team_id: null,
  }));
  await tx
    .insertInto('notice')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['event_id', 'person_id']).doNothing())
    .execute();
  return [...told.keys()];
}

async function leadsOf(db: Db, teamId: number): Promise<number[]> {
  const members = await activeMembers(db, teamId);
  return members.filter(({ role }) => role === 'lead').map(({ personId }) => personId);
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
    const topic = topicOf(kindOf(event), requesters.includes(personId));
    return refused.has(`${String(personId)} ${topic}`);
  };
}
