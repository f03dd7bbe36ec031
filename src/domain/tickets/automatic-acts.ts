import { Conflict } from '../../platform/errors.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import { calendarOf } from '../calendar/delay-book.ts';
import { nextOpening } from '../calendar/working-time.ts';
import type { Db } from '../tables.ts';
import { type ActResult, actOnTicket, type Plan } from './act-on-ticket.ts';
import type { LockedTicket } from './locked-ticket.ts';
import type { Act } from './transition.ts';

/** Resolves « sans réponse » a ticket whose requester was waited for too long. */
export function expireTicket(db: Db, number: number, now: Temporal.Instant): Promise<ActResult> {
  const step = { act: 'expire', change: { outcome: 'no_answer' } } as const;
  return actOnTicket(
    db,
    { number, actor: 'system' },
    { plan: dueOnly('expireAt', step, now), now },
  );
}

/** Closes a resolved ticket nobody contested. */
export function closeTicket(db: Db, number: number, now: Temporal.Instant): Promise<ActResult> {
  const step = { act: 'close' } as const;
  return actOnTicket(db, { number, actor: 'system' }, { plan: dueOnly('closeAt', step, now), now });
}

/** Puts back to work a ticket whose hold date has come. */
export function resumeDueTicket(db: Db, number: number, now: Temporal.Instant): Promise<ActResult> {
  const plan = dueOnly('resumeAt', { act: 'resume' }, now);
  return actOnTicket(db, { number, actor: 'system' }, { plan, now });
}

/** Checks under the lock that the instant has really come: it may have moved, or another worker been faster. */
function dueOnly(
  column: 'resumeAt' | 'expireAt' | 'closeAt',
  step: { act: Act; change?: { outcome: 'no_answer' } },
  now: Temporal.Instant,
): Plan {
  return (ticket: LockedTicket) => {
    const dueAt = ticket[column];
    if (dueAt === null || Temporal.Instant.compare(dueAt, now) > 0) throw new Conflict('not due');
    return [step];
  };
}

const sweeps = [
  { column: 'resume_at', act: resumeDueTicket },
  { column: 'expire_at', act: expireTicket },
  { column: 'close_at', act: closeTicket },
] as const;

/**
 * Does what the desk does by itself and whose instant has come, each ticket in its own transaction; tells how many.
 * Run twice, or by two workers, it acts once.
 */
export async function runAutomaticActs(db: Db, now: Temporal.Instant): Promise<number> {
  const book = await readDelayBook(db);
  let done = 0;
  for (const { column, act } of sweeps) {
    const due = await db
      .selectFrom('ticket')
      .select(['number', 'team_id'])
      .where(column, '<=', now)
      .orderBy(column)
      .limit(500)
      .execute();
    for (const { number, team_id } of due) {
      try {
        if (
          await waitsForOpening(db, { number, column, calendar: calendarOf(book, team_id) }, now)
        ) {
          continue;
        }
        await act(db, number, now);
        done++;
      } catch (error) {
        // Somebody acted on the ticket between the list and the lock.
        if (!(error instanceof Conflict)) throw error;
      }
    }
  }
  return done;
}

/** Moves to the next opening of the team what came due while it is closed: after a night without a worker, new hours. */
async function waitsForOpening(
  db: Db,
  {
    number,
    column,
    calendar,
  }: { number: number; column: (typeof sweeps)[number]['column']; calendar: Calendar },
  now: Temporal.Instant,
): Promise<boolean> {
  const opening = nextOpening(calendar, now);
  if (opening !== null && Temporal.Instant.compare(opening, now) <= 0) return false;
  await db
    .updateTable('ticket')
    .set({ [column]: opening })
    .where('number', '=', number)
    .where(column, '<=', now)
    .execute();
  return true;
}
