import { jsonb } from '../../platform/db/database.ts';
import { attachFiles } from '../files/attach-files.ts';
import type { Db } from '../tables.ts';
import { changedColumns, eventData, type TicketChange } from './changes.ts';
import type { LockedTicket } from './locked-ticket.ts';
import type { AllowedStep, Step } from './step.ts';
import { recordEvent, type TicketEvent } from './ticket-event.ts';
import { type Act, type Actor, publicActs } from './transition.ts';

/** Files to put beside what is said, and what the whole ticket may hold. */
export type ClaimedFiles = { readonly ids: readonly string[]; readonly ticketBytes: number };

/** Writes one step the table allowed: what is said, the event, then the ticket as the event leaves it. */
export async function writeStep(
  tx: Db,
  ticket: LockedTicket,
  {
    step,
    decision,
    actor,
    actId,
    files,
    now,
  }: AllowedStep & {
    actor: Actor;
    actId: string;
    files?: ClaimedFiles | undefined;
    now: Temporal.Instant;
  },
): Promise<LockedTicket> {
  const actorId = actor.kind === 'person' ? actor.id : null;
  const hasFiles = files !== undefined && files.ids.length > 0;
  const messageId = await writeMessage(tx, ticket, { step, actor, hasFiles, now });
  const noteId = await writeNote(tx, ticket, { step, actorId, hasFiles, now });
  if (hasFiles && (messageId ?? noteId) !== null) {
    await attachFiles(tx, { ...files, ticketNumber: ticket.number, messageId, noteId });
  }
  const change: TicketChange = {
    ...step.change,
    state: decision.state,
    holderId: decision.holderId,
    assigneeId: decision.assigneeId,
    ...(messageId === null ? {} : { messageId }),
    ...(noteId === null ? {} : { noteId }),
  };
  const event = await recordEvent(tx, ticket.number, {
    actId,
    act: step.act,
    at: now,
    actorId,
    from: ticket.state,
    to: decision.state,
    data: eventData(ticket, change),
  });
  return writeTicket(tx, ticket, { change, event, now });
}

async function writeMessage(
  tx: Db,
  ticket: LockedTicket,
  {
    step,
    actor,
    hasFiles,
    now,
  }: { step: Step; actor: Actor; hasFiles: boolean; now: Temporal.Instant },
): Promise<number | null> {
  const { message } = step;
  if (message === undefined) return null;
  const saysNothing = message.body === '' && (message.items ?? []).length === 0;
  if (saysNothing && !hasFiles) return null;
  const { id } = await tx
    .insertInto('ticket_message')
    .values({
      ticket_number: ticket.number,
      author_id: actor.kind === 'person' ? actor.id : null,
      side: sideOf(actor, step.act),
      kind: message.kind,
      body: message.body,
      items: [...(message.items ?? [])],
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function sideOf(actor: Actor, act: Act): 'requester' | 'team' | 'system' {
  if (actor.kind === 'system') return 'system';
  if (act === 'complete' || act === 'contest' || act === 'confirm') return 'requester';
  return actor.relation.agent ? 'team' : 'requester';
}

async function writeNote(
  tx: Db,
  ticket: LockedTicket,
  {
    step,
    actorId,
    hasFiles,
    now,
  }: { step: Step; actorId: number | null; hasFiles: boolean; now: Temporal.Instant },
): Promise<number | null> {
  if (step.note === undefined || (step.note.body === '' && !hasFiles)) return null;
  const { id } = await tx
    .insertInto('ticket_note')
    .values({
      ticket_number: ticket.number,
      author_id: actorId,
      team_id: step.change?.noteTeamId ?? ticket.teamId,
      kind: step.note.kind,
      body: step.note.body,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function writeTicket(
  tx: Db,
  ticket: LockedTicket,
  { change, event, now }: { change: TicketChange; event: TicketEvent; now: Temporal.Instant },
): Promise<LockedTicket> {
  const { after, columns } = changedColumns(ticket, { change, event, now });
  await tx
    .updateTable('ticket')
    .set({
      ...columns,
      ...(columns.routing === undefined ? {} : { routing: jsonb(columns.routing) }),
      changed_at: now,
      last_event_id: event.id,
      ...(publicActs.has(event.act) ? { last_public_event_id: event.id } : {}),
    })
    .where('number', '=', ticket.number)
    .execute();
  if (after.teamId !== ticket.teamId) await moveToTeam(tx, ticket, { teamId: after.teamId, now });
  return after;
}

/** The team it leaves keeps reading; a team it comes back to has it as if it had never left. */
async function moveToTeam(
  tx: Db,
  ticket: LockedTicket,
  { teamId, now }: { teamId: number; now: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('ticket_team')
    .set({ until: now })
    .where('ticket_number', '=', ticket.number)
    .where('team_id', '=', ticket.teamId)
    .execute();
  await tx
    .insertInto('ticket_team')
    .values({ ticket_number: ticket.number, team_id: teamId, since: now, until: null })
    .onConflict((conflict) =>
      conflict.columns(['ticket_number', 'team_id']).doUpdateSet({ until: null }),
    )
    .execute();
}
