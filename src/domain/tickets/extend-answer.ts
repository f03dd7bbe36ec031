import { inTransaction } from '../../platform/db/database.ts';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { describeConflict } from './conflict.ts';
import { lockTicket } from './locked-ticket.ts';
import { promiseColumns } from './promise-columns.ts';
import { recordEvent } from './ticket-event.ts';
import { markRead } from './ticket-reading.ts';

/** Who asks for more time, and the key of their form: sent twice, it counts once. */
export type ExtensionOrder = { number: number; actor: Viewer; actId?: string };

/**
 * Gives whoever a question was asked to as much time again to answer it, from now on; tells until when. Changes neither
 * the state nor who has the ticket: no act of the transition table, but an event all the same.
 */
export function extendAnswer(
  db: Db,
  { number, actor: viewer, actId = crypto.randomUUID() }: ExtensionOrder,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  return inTransaction(db, async (tx) => {
    const { ticket, actor } = await lockTicket(tx, number, viewer);
    const isAsked =
      actor.kind === 'person' && (actor.relation.requester || actor.relation.participant);
    if (!isAsked) throw new Forbidden('extend');
    if (ticket.events.some((event) => event.actId === actId && event.act === 'extend')) {
      return ticket.expireAt;
    }
    if (ticket.state !== 'needs_information') {
      const conflict = await describeConflict(tx, ticket, {
        reason: 'impossible',
        actor,
        seenEventId: undefined,
      });
      throw new Conflict('extend', conflict);
    }
    const { state } = ticket;
    const extension = { actId, act: 'extend', at: now, actorId: viewer.id } as const;
    const event = await recordEvent(tx, number, { ...extension, from: state, to: state, data: {} });
    const columns = promiseColumns({ ...ticket, events: [...ticket.events, event] }, now);
    await tx
      .updateTable('ticket')
      .set({
        ...columns,
        changed_at: now,
        last_event_id: event.id,
        last_public_event_id: event.id,
      })
      .where('number', '=', number)
      .execute();
    await markRead(tx, { number, personId: viewer.id, eventId: event.id });
    await enqueue(tx, 'ticket-acted', { number, actId });
    return columns.expire_at ?? null;
  });
}
