import type { ReminderKind } from '../tickets/reminder.ts';
import { replay, type TicketEvent } from '../tickets/ticket-event.ts';

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
  'extend',
]);

/** Acts after which a ticket nobody has waits for its team, or has something new for it. */
const toldToTeam: ReadonlySet<string> = new Set([
  'submit',
  'release',
  'complete',
  'contest',
  'reopen',
  'resume',
]);

/** Who may be told of an event: those it follows from, the requester's side, the leads of the team. */
export type Concerned = {
  readonly events: readonly TicketEvent[];
  readonly requesters: readonly number[];
  readonly leads: readonly number[];
};

/** Who is told of an event: never its author. */
export function recipients(
  event: TicketEvent,
  { events, requesters, leads }: Concerned,
): Set<number> {
  if (event.data.reminder !== undefined) {
    return remindedOf(event.data.reminder, { events, requesters, leads });
  }
  const people = new Set<number>();
  if (toldToRequester.has(event.act)) for (const id of requesters) people.add(id);
  const former = before(event, events, 'holderId');
  // Given to somebody who has not taken it yet: they are told as its holder would be.
  const inCharge = former ?? before(event, events, 'assigneeId');
  if (inCharge !== null && toldToHolder.has(event.act)) people.add(inCharge);
  // Who no longer has it, and who is given it.
  if (['take_over', 'assign', 'release', 'transfer'].includes(event.act)) {
    // Released by the desk, they have left the team and no longer see the ticket.
    const hasLeft = event.act === 'release' && event.actorId === null;
    if (former !== null && event.data.holderId !== undefined && !hasLeft) people.add(former);
    if (event.act === 'assign') {
      const given = event.data.holderId ?? event.data.assigneeId;
      if (typeof given === 'number') people.add(given);
    }
  }
  if (event.actorId !== null) people.delete(event.actorId);
  return people;
}

/** What a notice says happened: an act, or of what the desk reminds. */
export const kindOf = ({ act, data }: TicketEvent): string =>
  data.reminder === undefined ? act : `remind_${data.reminder}`;

/** First whoever has the ticket, the leads when nobody does; once a promise is overrun, the leads too. */
function remindedOf(reminder: ReminderKind, { events, requesters, leads }: Concerned): Set<number> {
  if (reminder === 'answer_first' || reminder === 'answer_second') return new Set(requesters);
  const { holderId, assigneeId } = replay(events);
  const inCharge = holderId ?? assigneeId;
  if (inCharge === null) return new Set(leads);
  const isOverrun = reminder === 'take_passed' || reminder === 'resolve_passed';
  return new Set([inCharge, ...(isOverrun ? leads : [])]);
}

/** Says whether a whole team is told of an event on a ticket that waits for one of them. */
export function concernsTeam({ act, data }: TicketEvent): boolean {
  // A transfer within the team leaves the ticket where it was.
  return toldToTeam.has(act) || (act === 'transfer' && data.teamId !== undefined);
}

function before(
  event: TicketEvent,
  events: readonly TicketEvent[],
  key: 'holderId' | 'assigneeId',
): number | null {
  const last = events.findLast((one) => one.id < event.id && one.data[key] !== undefined);
  return last?.data[key] ?? null;
}
