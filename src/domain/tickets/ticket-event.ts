import { sql } from 'kysely';
import { jsonb } from '../../platform/db/database.ts';
import { opaqueIds } from '../../platform/db/opaque.ts';
import type { RoutingReason } from '../routing/choose-team.ts';
import type { Db } from '../tables.ts';
import type { ReminderKind } from './reminder.ts';
import type { Priority, TicketState } from './ticket.ts';
import type { Act } from './transition.ts';

/** What an event changed: ids and codes only, never a person's words. A key is there when its value changed. */
export interface EventData {
  readonly holderId?: number | null;
  readonly assigneeId?: number | null;
  readonly teamId?: number;
  readonly categoryId?: number;
  readonly priority?: Priority;
  readonly routing?: RoutingReason;
  readonly holdReasonId?: number | null;
  /** Whether that reason stops the délai, as it was on that day. */
  readonly stopsClock?: boolean;
  /** ISO date. */
  readonly holdUntil?: string | null;
  readonly outcome?: 'answered' | 'no_answer';
  readonly messageId?: number;
  readonly noteId?: number;
  /** remind: of what, and about which instant: due, or since when the requester has been waited for. */
  readonly reminder?: ReminderKind;
  readonly about?: string;
  /** submit: the ticket this one continues; complete: the one that continues it. */
  readonly continuesNumber?: number;
}

/** Besides the acts of the transition table: filing, a reminder by the desk, more time to answer a question. */
export type EventAct = Act | 'submit' | 'remind' | 'extend';

/** One thing that happened to a ticket. */
export interface TicketEvent {
  readonly id: number;
  readonly actId: string;
  readonly act: EventAct;
  readonly at: Temporal.Instant;
  /** Null: the desk itself. */
  readonly actorId: number | null;
  readonly from: TicketState | null;
  readonly to: TicketState;
  readonly data: EventData;
}

/** What the events alone say a ticket is. */
export interface ReplayedTicket {
  readonly state: TicketState;
  readonly teamId: number | null;
  readonly categoryId: number | null;
  readonly priority: Priority | null;
  readonly holderId: number | null;
  readonly assigneeId: number | null;
  readonly holdReasonId: number | null;
  readonly holdUntil: string | null;
  readonly outcome: 'answered' | 'no_answer' | null;
}

const nothingYet: ReplayedTicket = {
  state: 'awaiting',
  teamId: null,
  categoryId: null,
  priority: null,
  holderId: null,
  assigneeId: null,
  holdReasonId: null,
  holdUntil: null,
  outcome: null,
};

/** Replays events, oldest first, into the state of their ticket. */
export function replay(events: readonly TicketEvent[]): ReplayedTicket {
  return events.reduce<ReplayedTicket>((ticket, { to, data }) => {
    const changed: Partial<ReplayedTicket> = Object.fromEntries(
      Object.entries(data).filter(([key]) => key in nothingYet),
    );
    const isOver = to === 'resolved' || to === 'closed';
    return {
      ...ticket,
      ...changed,
      state: to,
      holdReasonId: to === 'on_hold' ? (changed.holdReasonId ?? ticket.holdReasonId) : null,
      holdUntil: to === 'on_hold' ? (changed.holdUntil ?? ticket.holdUntil) : null,
      outcome: isOver ? (changed.outcome ?? ticket.outcome) : null,
    };
  }, nothingYet);
}

/** Reads everything that happened to a ticket, oldest first. The caller has been given access to it. */
export async function readEvents(db: Db, number: number): Promise<TicketEvent[]> {
  return (await readEventsOf(db, [number])).get(number) ?? [];
}

/** Reads everything that happened to some tickets, by number, oldest first. */
export async function readEventsOf(
  db: Db,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, TicketEvent[]>> {
  const rows = await db
    .selectFrom('ticket_event')
    .select(['id', 'ticket_number', 'act_id', 'act', 'at', 'actor_id'])
    .select(['from_state', 'to_state', 'data'])
    .where('ticket_number', '=', sql<number>`any(${opaqueIds(numbers)})`)
    .orderBy('ticket_number')
    .orderBy('id')
    .execute();
  const byTicket = new Map<number, TicketEvent[]>();
  for (const row of rows) {
    const event: TicketEvent = {
      id: row.id,
      actId: row.act_id,
      act: row.act as EventAct,
      at: row.at,
      actorId: row.actor_id,
      from: row.from_state as TicketState | null,
      to: row.to_state as TicketState,
      data: row.data as EventData,
    };
    const events = byTicket.get(row.ticket_number);
    if (events) events.push(event);
    else byTicket.set(row.ticket_number, [event]);
  }
  return byTicket;
}

/** Writes one event, in the transaction of the act it tells. */
export async function recordEvent(
  db: Db,
  number: number,
  event: Omit<TicketEvent, 'id'>,
): Promise<TicketEvent> {
  const { id } = await db
    .insertInto('ticket_event')
    .values({
      ticket_number: number,
      act_id: event.actId,
      act: event.act,
      at: event.at,
      actor_id: event.actorId,
      from_state: event.from,
      to_state: event.to,
      data: jsonb(event.data),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, ...event };
}
