import { readTogether } from '../../platform/db/read-together.ts';
import type { Db } from '../tables.ts';
import type { Step } from './step.ts';
import type { TicketEvent } from './ticket-event.ts';

/** Says whether the form that holds this key has already opened a ticket for the person who sent it. */
export async function wasSubmitted(
  db: Db,
  { personId, key }: { personId: number; key: string },
): Promise<boolean> {
  const ticket = await db
    .selectFrom('ticket')
    .select('number')
    .where('submitted_by_id', '=', personId)
    .where('submission_key', '=', key)
    .executeTakeFirst();
  return ticket !== undefined;
}

/** Says whether the form that holds this key has already acted on a ticket for the person who sent it. */
export async function wasActed(
  db: Db,
  { number, personId, key }: { number: number; personId: number; key: string },
): Promise<boolean> {
  const event = await db
    .selectFrom('ticket_event')
    .select('id')
    .where('ticket_number', '=', number)
    .where('act_id', '=', key)
    .where('actor_id', '=', personId)
    .executeTakeFirst();
  return event !== undefined || wasSubmitted(db, { personId, key });
}

/** Says whether an event is what a step asks for: the same act, with the same choices and the same words. */
export async function isSameStep(tx: Db, { act, data }: TicketEvent, step: Step): Promise<boolean> {
  if (act !== step.act || !hasSameChoices(data, step)) return false;
  const [message, note] = await readTogether(tx, (one) =>
    Promise.all([
      one
        .selectFrom('ticket_message')
        .select(['body', 'items'])
        .where('id', '=', data.messageId ?? 0)
        .executeTakeFirst(),
      one
        .selectFrom('ticket_note')
        .select('body')
        .where('id', '=', data.noteId ?? 0)
        .executeTakeFirst(),
    ]),
  );
  const items = step.message?.items ?? [];
  return (
    (message?.body ?? '') === (step.message?.body ?? '') &&
    (message?.items ?? []).join('\n') === items.join('\n') &&
    (note?.body ?? '') === (step.note?.body ?? '')
  );
}

/** An event says only what changed: a team or a nature that stayed is not in it. */
function hasSameChoices(data: TicketEvent['data'], { input = {}, change = {} }: Step): boolean {
  const { assigneeId, teamId, categoryId, priority } = input;
  const { hold } = change;
  return (
    [data.assigneeId ?? data.holderId, undefined].includes(assigneeId) &&
    [data.priority, undefined].includes(priority) &&
    (data.teamId ?? teamId) === teamId &&
    (data.categoryId ?? categoryId) === categoryId &&
    (data.holdReasonId ?? undefined) === hold?.reasonId &&
    (data.holdUntil ?? undefined) === hold?.until?.toString()
  );
}
