import { inTransaction } from '../../platform/db/database.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { nextOpening } from '../calendar/working-time.ts';
import type { Db } from '../tables.ts';
import { clockOf, hoursOf } from './due.ts';
import { type LockedTicket, lockTicket } from './locked-ticket.ts';
import { type Reminder, remindersOf } from './reminder.ts';
import { recordEvent, type TicketEvent } from './ticket-event.ts';

/** How many tickets one round looks at; the next round takes the others. */
const most = 500;

/**
 * Sends the reminders whose instant has come, each ticket in its own transaction; tells how many. Run twice, by two
 * workers, or cut short, each is sent once.
 */
export async function sendReminders(db: Db, now: Temporal.Instant): Promise<number> {
  const due = await db
    .selectFrom('ticket')
    .select('number')
    .where('remind_at', '<=', now)
    .orderBy('remind_at')
    .limit(most)
    .execute();
  let sent = 0;
  for (const { number } of due) {
    sent += await inTransaction(db, (tx) => remindOf(tx, number, now));
  }
  return sent;
}

async function remindOf(tx: Db, number: number, now: Temporal.Instant): Promise<number> {
  const { ticket } = await lockTicket(tx, number, 'system');
  // Somebody acted on it, or another worker was faster, between the list and the lock.
  if (ticket.remindAt === null || Temporal.Instant.compare(ticket.remindAt, now) > 0) return 0;
  const opening = nextOpening(hoursOf(ticket), now);
  if (opening === null || Temporal.Instant.compare(opening, now) > 0) {
    await postpone(tx, number, opening);
    return 0;
  }
  const clock = clockOf(ticket.events);
  const due = remindersOf(ticket, { clock }, now).filter(
    ({ at }) => Temporal.Instant.compare(at, now) <= 0,
  );
  const events = await record(tx, ticket, due, now);
  const after = { ...ticket, events: [...ticket.events, ...events] };
  await postpone(tx, number, remindersOf(after, { clock }, now)[0]?.at ?? null);
  return due.length;
}

/** A reminder is no news on the ticket: it makes it unread for nobody, and asks nobody to look again before acting. */
async function record(
  tx: Db,
  { number, state }: LockedTicket,
  reminders: readonly Reminder[],
  now: Temporal.Instant,
): Promise<TicketEvent[]> {
  if (reminders.length === 0) return [];
  const actId = crypto.randomUUID();
  const events: TicketEvent[] = [];
  for (const { kind, about } of reminders) {
    const data = { reminder: kind, about: about.toString() };
    const reminder = { actId, act: 'remind', actorId: null, from: state, to: state } as const;
    events.push(await recordEvent(tx, number, { ...reminder, at: now, data }));
  }
  await enqueue(tx, 'ticket-acted', { number, actId });
  return events;
}

const postpone = (tx: Db, number: number, at: Temporal.Instant | null) =>
  tx.updateTable('ticket').set({ remind_at: at }).where('number', '=', number).execute();
