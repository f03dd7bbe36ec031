import { inTransaction, jsonb } from '../../platform/db/database.ts';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { discardDraft } from '../drafts/drafts.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { isSameStep } from './already-sent.ts';
import { changedColumns, eventData, type TicketChange } from './changes.ts';
import { assertNothingMissed, describeConflict } from './conflict.ts';
import { sameWordsMinutes } from './find-twin.ts';
import { type LockedTicket, lockTicket } from './locked-ticket.ts';
import type { TicketFacts, TicketState } from './ticket.ts';
import { recordEvent, type TicketEvent } from './ticket-event.ts';
import {
  type Act,
  type ActInput,
  type Actor,
  type Decision,
  decide,
  publicActs,
} from './transition.ts';

/** What somebody says with an act, for everybody on the ticket. */
export interface NewMessage {
  readonly kind:
    | 'reply'
    | 'completion'
    | 'question'
    | 'hold'
    | 'resolution'
    | 'contest'
    | 'reopening';
  readonly body: string;
  readonly items?: readonly string[];
}

/** What somebody writes for the teams only. */
export interface NewNote {
  readonly kind: 'note' | 'transfer';
  readonly body: string;
}

/** One act, with what goes with it. */
export interface Step {
  readonly act: Act;
  readonly input?: ActInput;
  readonly message?: NewMessage;
  readonly note?: NewNote;
  readonly change?: TicketChange;
}

/** Who acts on which ticket, and what their page knew when they decided to. */
export interface ActOrder {
  readonly number: number;
  readonly actor: Viewer | 'system';
  /** The last event their page showed: what happened since may have to be told before the act is done. */
  readonly seenEventId?: number | undefined;
  /** The form's own key: sent twice, it acts once. */
  readonly actId?: string | undefined;
  /** Where the text was being typed; its draft goes with the act. */
  readonly draftPlace?: string | undefined;
}

/** What an act made of the ticket. */
export interface ActResult {
  readonly number: number;
  readonly state: TicketState;
  /** The ticket was too old to reopen: this one continues it. */
  readonly continuedBy?: number;
}

/** Thrown inside the transaction when a completion has to open a new ticket instead. */
export class ContinueInNewTicket extends Error {
  override readonly name = 'ContinueInNewTicket';
  readonly ticket: LockedTicket;

  constructor(ticket: LockedTicket) {
    super('too old to be reopened');
    this.ticket = ticket;
  }
}

/** Decides the steps once the ticket is locked; may read, must not write. */
export type Plan = (ticket: LockedTicket, tx: Db, actor: Actor) => Promise<Step[]> | Step[];

/**
 * Does one act, or several that share one act id, on a ticket: lock, decide, write, record, enqueue; all or nothing.
 * Every command of this folder but submitTicket goes through here. Locks the row of the ticket before anything else.
 */
export function actOnTicket(
  db: Db,
  order: ActOrder,
  { plan, now }: { plan: Plan; now: Temporal.Instant },
): Promise<ActResult> {
  return inTransaction(db, async (tx) => {
    const { ticket, actor } = await lockTicket(tx, order.number, order.actor);
    const steps = await plan(ticket, tx, actor);
    if (await wasDoneBefore(tx, ticket, { order, actor, step: steps.at(-1), now })) {
      return { number: ticket.number, state: ticket.state };
    }
    const decided = await decideSteps(tx, ticket, { steps, order, actor, now });
    await assertNothingMissed(tx, { ticket, actor, steps, seenEventId: order.seenEventId });
    const actId = order.actId ?? crypto.randomUUID();
    let current = ticket;
    for (const one of decided) current = await doStep(tx, current, { ...one, actor, actId, now });
    await finish(tx, current, { order, actId });
    return { number: current.number, state: current.state };
  });
}

/** The form was sent twice: it acts once. With other words it is no second click, and they must not be lost. */
async function wasDoneBefore(
  tx: Db,
  ticket: LockedTicket,
  {
    order,
    actor,
    step,
    now,
  }: { order: ActOrder; actor: Actor; step: Step | undefined; now: Temporal.Instant },
): Promise<boolean> {
  const actorId = actor.kind === 'person' ? actor.id : null;
  const done = ticket.events.findLast(
    (event) => event.actId === order.actId && event.actorId === actorId && event.act !== 'submit',
  );
  if (done === undefined) return isSaidAgain(tx, ticket, { actorId, step, now });
  if (step !== undefined && (await isSameStep(tx, done, step))) return true;
  const { seenEventId } = order;
  throw new Conflict(
    'sent before',
    await describeConflict(tx, ticket, { reason: 'already_sent', actor, seenEventId }),
  );
}

/** Going back opens a fresh form, with another key, in which the browser puts the completion that was just sent. */
async function isSaidAgain(
  tx: Db,
  ticket: LockedTicket,
  { actorId, step, now }: { actorId: number | null; step: Step | undefined; now: Temporal.Instant },
): Promise<boolean> {
  const last = ticket.events.at(-1);
  if (step?.act !== 'complete' || last?.actorId !== actorId) return false;
  const limit = now.subtract({ minutes: sameWordsMinutes });
  return Temporal.Instant.compare(last.at, limit) > 0 && isSameStep(tx, last, step);
}

type AllowedStep = { step: Step; decision: Extract<Decision, { outcome: 'allowed' }> };

/** Asks the table for every step before any is done: what it refuses is told as the ticket really stands. */
async function decideSteps(
  tx: Db,
  ticket: LockedTicket,
  {
    steps,
    order: { seenEventId },
    actor,
    now,
  }: { steps: readonly Step[]; order: ActOrder; actor: Actor; now: Temporal.Instant },
): Promise<AllowedStep[]> {
  const decided: AllowedStep[] = [];
  let facts: TicketFacts = ticket;
  for (const step of steps) {
    const decision = decide(facts, actor, { act: step.act, input: step.input ?? {}, now });
    if (decision.outcome === 'continue_in_new_ticket') throw new ContinueInNewTicket(ticket);
    if (decision.outcome === 'forbidden') throw new Forbidden(step.act);
    if (decision.outcome === 'impossible') {
      throw new Conflict(
        step.act,
        await describeConflict(tx, ticket, { reason: 'impossible', actor, seenEventId }),
      );
    }
    decided.push({ step, decision });
    const { state, holderId, assigneeId } = decision;
    const holderHasLeft = facts.holderHasLeft && holderId === facts.holderId;
    facts = { ...facts, state, holderId, assigneeId, holderHasLeft };
  }
  return decided;
}

async function doStep(
  tx: Db,
  ticket: LockedTicket,
  {
    step,
    decision,
    actor,
    actId,
    now,
  }: AllowedStep & { actor: Actor; actId: string; now: Temporal.Instant },
): Promise<LockedTicket> {
  const actorId = actor.kind === 'person' ? actor.id : null;
  const messageId = await writeMessage(tx, ticket, { step, actor, now });
  const noteId = await writeNote(tx, ticket, { step, actorId, now });
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
  { step, actor, now }: { step: Step; actor: Actor; now: Temporal.Instant },
): Promise<number | null> {
  const { message } = step;
  if (message === undefined || (message.body === '' && (message.items ?? []).length === 0)) {
    return null;
  }
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
  { step, actorId, now }: { step: Step; actorId: number | null; now: Temporal.Instant },
): Promise<number | null> {
  if (step.note === undefined || step.note.body === '') return null;
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

async function finish(
  tx: Db,
  ticket: LockedTicket,
  { order, actId }: { order: ActOrder; actId: string },
): Promise<void> {
  if (order.actor !== 'system') {
    await markRead(tx, { number: ticket.number, personId: order.actor.id });
    if (order.draftPlace !== undefined) await discardDraft(tx, order.actor.id, order.draftPlace);
  }
  await enqueue(tx, 'ticket-acted', { number: ticket.number, actId });
}

/** Remembers that a person has seen everything that has happened to a ticket so far. */
export async function markRead(
  db: Db,
  { number, personId }: { number: number; personId: number },
): Promise<void> {
  await db
    .insertInto('ticket_read')
    .columns(['ticket_number', 'person_id', 'last_event_id'])
    .expression((eb) =>
      eb
        .selectFrom('ticket')
        .select((row) => [
          'ticket.number',
          row.val(personId).as('person_id'),
          'ticket.last_event_id',
        ])
        .where('ticket.number', '=', number),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['ticket_number', 'person_id'])
        .doUpdateSet((eb) => ({ last_event_id: eb.ref('excluded.last_event_id') }))
        .whereRef('ticket_read.last_event_id', '<', 'excluded.last_event_id'),
    )
    .execute();
}
