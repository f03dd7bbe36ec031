import type { Updateable } from 'kysely';
import { spentMinutes } from '../calendar/clock.ts';
import type { RoutingReason } from '../routing/choose-team.ts';
import type { Tables } from '../tables.ts';
import { clockOf } from './due.ts';
import type { LockedTicket } from './locked-ticket.ts';
import { promiseColumns } from './promise-columns.ts';
import type { Priority, TicketState } from './ticket.ts';
import type { EventData, TicketEvent } from './ticket-event.ts';

/** What an act changes on a ticket, besides what is said with it. */
export interface TicketChange {
  readonly state?: TicketState;
  readonly holderId?: number | null;
  readonly assigneeId?: number | null;
  readonly teamId?: number;
  readonly categoryId?: number;
  readonly routing?: RoutingReason;
  readonly priority?: Priority;
  readonly hold?: {
    readonly reasonId: number;
    readonly stopsClock: boolean;
    readonly until: Temporal.PlainDate | null;
  };
  readonly outcome?: 'answered' | 'no_answer';
  /** The team a note is written for, when it is not the ticket's. */
  readonly noteTeamId?: number;
}

type Columns = Updateable<Tables['ticket']>;

/** What the event of an act says: only what differs from the ticket before it. */
export function eventData(
  ticket: Pick<LockedTicket, 'holderId' | 'assigneeId' | 'teamId' | 'categoryId'>,
  change: TicketChange,
): EventData {
  return {
    ...(differs(change.holderId, ticket.holderId) && { holderId: change.holderId ?? null }),
    ...(differs(change.assigneeId, ticket.assigneeId) && { assigneeId: change.assigneeId ?? null }),
    ...(change.teamId !== undefined &&
      change.teamId !== ticket.teamId && { teamId: change.teamId }),
    ...(change.categoryId !== undefined &&
      change.categoryId !== ticket.categoryId && { categoryId: change.categoryId }),
    ...(change.priority !== undefined && { priority: change.priority }),
    ...(change.routing !== undefined && { routing: change.routing }),
    ...(change.hold !== undefined && {
      holdReasonId: change.hold.reasonId,
      stopsClock: change.hold.stopsClock,
      holdUntil: change.hold.until?.toString() ?? null,
    }),
    ...(change.outcome !== undefined && { outcome: change.outcome }),
  };
}

const differs = (after: number | null | undefined, before: number | null): boolean =>
  after !== undefined && after !== before;

/**
 * The columns an act changes, so that the invariants of each state hold: what belongs to the state left is cleared,
 * what belongs to the state entered is set, and the promises follow from the events.
 */
export function changedColumns(
  ticket: LockedTicket,
  { change, event, now }: { change: TicketChange; event: TicketEvent; now: Temporal.Instant },
): { after: LockedTicket; columns: Columns } {
  const after: LockedTicket = {
    ...ticket,
    state: change.state ?? ticket.state,
    holderId: change.holderId === undefined ? ticket.holderId : change.holderId,
    assigneeId: change.assigneeId === undefined ? ticket.assigneeId : change.assigneeId,
    holderHasLeft: ticket.holderHasLeft && change.holderId === ticket.holderId,
    teamId: change.teamId ?? ticket.teamId,
    categoryId: change.categoryId ?? ticket.categoryId,
    priority: change.priority ?? ticket.priority,
    takenAt: ticket.takenAt ?? (typeof change.holderId === 'number' ? now : null),
    closedAt: change.state === 'closed' ? (ticket.closedAt ?? now) : null,
    events: [...ticket.events, event],
  };
  return {
    after,
    columns: {
      state: after.state,
      holder_id: after.holderId,
      assignee_id: after.assigneeId,
      team_id: after.teamId,
      category_id: after.categoryId,
      priority: after.priority,
      taken_at: after.takenAt,
      ...(change.routing === undefined ? {} : { routing: change.routing }),
      ...leaving(ticket, after),
      ...entering(ticket, { after, change, now }),
      ...promiseColumns(after, now),
    },
  };
}

function leaving(ticket: LockedTicket, after: LockedTicket): Columns {
  if (after.state === ticket.state) return {};
  switch (ticket.state) {
    case 'on_hold':
      return { hold_reason_id: null, hold_until: null };
    case 'needs_information':
      return { question_id: null };
    case 'resolved':
      return after.state === 'closed'
        ? {}
        : { resolved_at: null, outcome: null, spent_minutes: null };
    case 'closed':
      return { closed_at: null, resolved_at: null, outcome: null, spent_minutes: null };
    default:
      return {};
  }
}

function entering(
  ticket: LockedTicket,
  { after, change, now }: { after: LockedTicket; change: TicketChange; now: Temporal.Instant },
): Columns {
  if (after.state === ticket.state) return {};
  switch (after.state) {
    case 'on_hold':
      return {
        hold_reason_id: change.hold?.reasonId ?? null,
        hold_until: change.hold?.until ?? null,
      };
    case 'resolved':
      return {
        resolved_at: now,
        outcome: change.outcome ?? 'answered',
        spent_minutes: spentMinutes(clockOf(after.events), after.book, now),
      };
    case 'closed':
      return { closed_at: now, ...(change.outcome && { outcome: change.outcome }) };
    case 'cancelled':
      return { cancelled_at: now };
    default:
      return {};
  }
}
