import type { Updateable } from 'kysely';
import { type DueInstants, dueInstants, isStopped, type TicketClock } from '../calendar/clock.ts';
import type { Tables } from '../tables.ts';
import { automaticColumns } from './automatic-columns.ts';
import { clockOf } from './due.ts';
import { type Remindable, remindersOf } from './reminder.ts';
import { isLive } from './ticket.ts';

type Columns = Pick<
  Updateable<Tables['ticket']>,
  | 'take_due_at'
  | 'resolve_due_at'
  | 'team_take_due_at'
  | 'promised_take_minutes'
  | 'promised_resolve_minutes'
  | 'remind_at'
  | 'resume_at'
  | 'expire_at'
  | 'close_at'
>;

/**
 * The columns that follow from the events of a ticket and from the desk's hours and promises. A promise kept, or on a
 * ticket that is over, is no longer due, and none is while the clock is stopped, even overrun; what was promised stays.
 * What the desk does by itself follows too: hours that change move it, hours that come back bring it back.
 */
export function promiseColumns(ticket: Remindable, now: Temporal.Instant): Columns {
  const automatic = automaticColumns(ticket);
  if (!isLive(ticket.state)) return { ...nothingDue, remind_at: null, ...automatic };
  const clock = clockOf(ticket.events);
  const due = dueInstants(clock, ticket.book);
  return {
    ...(isStopped(clock) ? nothingDue : dueColumns(clock, due)),
    promised_take_minutes: due.target.takeMinutes,
    promised_resolve_minutes: due.target.resolveMinutes,
    remind_at: remindersOf(ticket, { clock, due }, now)[0]?.at ?? null,
    ...automatic,
  };
}

const nothingDue = { take_due_at: null, resolve_due_at: null, team_take_due_at: null };

function dueColumns(clock: TicketClock, due: DueInstants) {
  return {
    take_due_at: clock.takenAt === null ? due.takeBy : null,
    resolve_due_at: due.resolveBy,
    team_take_due_at: clock.isTakenThere ? null : due.teamTakeBy,
  };
}
