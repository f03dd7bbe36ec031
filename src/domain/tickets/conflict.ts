import { Conflict } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import type { LockedTicket } from './locked-ticket.ts';
import type { Step } from './step.ts';
import type { TicketState } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';
import type { Actor } from './transition.ts';

/** What somebody who came second is told: who did what, when, and how the ticket stands now. */
export interface TicketConflict {
  /**
   * `impossible`: the act cannot be done any more. `changed`: it could, but not to the ticket they saw.
   * `stale_thread`: messages came since the page was opened; sending again with the new event id goes through.
   * `already_sent`: the same form did something else before; what it now says goes with a new key, or not at all.
   */
  readonly reason: 'impossible' | 'changed' | 'stale_thread' | 'already_sent';
  readonly state: TicketState;
  readonly lastEventId: number;
  /** Messages of others since the page was opened. */
  readonly newMessages: number;
  /** The last thing done since the page was opened was done by its reader, in another window. */
  readonly isOwnDoing: boolean;
  /** The last things others did, newest first; since the page was opened, when it says so. */
  readonly others: readonly {
    readonly act: TicketEvent['act'];
    readonly at: Temporal.Instant;
    /** Null: the desk itself. */
    readonly actor: {
      readonly id: number;
      readonly firstName: string;
      readonly lastName: string;
    } | null;
  }[];
}

/** Acts whose words answer a thread: what was said meanwhile must be read before. */
const textActs: ReadonlySet<string> = new Set(['reply', 'ask', 'hold', 'resolve']);

/** Acts that decide who has the ticket: they must be done to the holder and team that were seen. */
const holderActs: ReadonlySet<string> = new Set(['take_over', 'assign', 'release', 'transfer']);

/** Refuses an act whose author has not seen what others did since their page was opened. */
export async function assertNothingMissed(
  tx: Db,
  {
    ticket,
    actor,
    steps,
    seenEventId,
  }: {
    ticket: LockedTicket;
    actor: Actor;
    steps: readonly Step[];
    seenEventId: number | undefined;
  },
): Promise<void> {
  if (seenEventId === undefined || actor.kind === 'system') return;
  const missed = othersSince(ticket, { actor, seenEventId });
  const newMessages = missed.filter((event) => event.data.messageId !== undefined).length;
  if (steps.some(({ act }) => holderActs.has(act)) && missed.some(changesHands)) {
    const why = { reason: 'changed', actor, seenEventId, newMessages } as const;
    throw new Conflict('changed', await describeConflict(tx, ticket, why));
  }
  if (steps.some(({ act }) => textActs.has(act)) && newMessages > 0) {
    const why = { reason: 'stale_thread', actor, seenEventId, newMessages } as const;
    throw new Conflict('stale', await describeConflict(tx, ticket, why));
  }
}

const changesHands = ({ data, from, to }: TicketEvent): boolean =>
  from !== to || 'holderId' in data || 'assigneeId' in data || 'teamId' in data;

/** What others than the actor did since an event; one's own acts, in another window too, are never news. */
function othersSince(
  ticket: LockedTicket,
  { actor, seenEventId = 0 }: { actor: Actor; seenEventId: number | undefined },
): TicketEvent[] {
  const own = actor.kind === 'person' ? actor.id : null;
  return ticket.events.filter(({ id, actorId }) => id > seenEventId && actorId !== own);
}

const isNoNote = ({ act }: TicketEvent): boolean => act !== 'note';

function isDoneBy(actor: Actor, event: TicketEvent | undefined, seenEventId = 0): boolean {
  return actor.kind === 'person' && actor.id === event?.actorId && event.id > seenEventId;
}

/** Gathers who did what on a ticket, for the person who was too late. */
export async function describeConflict(
  tx: Db,
  ticket: LockedTicket,
  {
    reason,
    actor,
    seenEventId,
    newMessages = 0,
  }: {
    reason: TicketConflict['reason'];
    actor: Actor;
    seenEventId: number | undefined;
    newMessages?: number;
  },
): Promise<TicketConflict> {
  const last = othersSince(ticket, { actor, seenEventId }).filter(isNoNote).slice(-3).reverse();
  const ids = last.flatMap((event) => event.actorId ?? []);
  const people = await tx
    .selectFrom('person')
    .select(['id', 'first_name as firstName', 'last_name as lastName'])
    .where('id', '=', (eb) => eb.fn<number>('any', [eb.val(ids)]))
    .execute();
  return {
    reason,
    state: ticket.state,
    lastEventId: ticket.events.at(-1)?.id ?? 0,
    newMessages,
    isOwnDoing: isDoneBy(actor, ticket.events.findLast(isNoNote), seenEventId),
    others: last.map(({ act, at, actorId }) => ({
      act,
      at,
      actor: people.find((person) => person.id === actorId) ?? null,
    })),
  };
}
