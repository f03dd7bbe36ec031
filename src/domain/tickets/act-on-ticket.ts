import { inTransaction } from '../../platform/db/database.ts';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import type { DraftPlace } from '../drafts/drafts-aside.ts';
import {
  claimFiles,
  forgetDoubles,
  hasWaitingFiles,
  type SentFiles,
} from '../files/attach-files.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { isSameStep } from './already-sent.ts';
import { assertNothingMissed, describeConflict } from './conflict.ts';
import { sameWordsMinutes } from './find-twin.ts';
import { type LockedTicket, lockTicketFor } from './locked-ticket.ts';
import type { AllowedStep, Step } from './step.ts';
import type { TicketFacts, TicketState } from './ticket.ts';
import { type Actor, decide } from './transition.ts';
import { type ClaimedFiles, writeStep } from './write-step.ts';

/** Who acts on which ticket, and what their page knew when they decided to. */
export interface ActOrder {
  readonly number: number;
  readonly actor: Viewer | 'system';
  /** The last event their page showed: what happened since may have to be told before the act is done. */
  readonly seenEventId?: number | undefined;
  /** The form's own key: sent twice, it acts once. */
  readonly actId?: string | undefined;
  /** Where the text was being typed; its draft goes with the act. */
  readonly draftPlace?: string | DraftPlace | undefined;
  /** What goes with the text. */
  readonly files?: SentFiles | undefined;
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
 * Every act of the transition table but the submission goes through here. Locks the places of who acts in their teams,
 * then the row of the ticket, before anything else.
 */
export function actOnTicket(
  db: Db,
  order: ActOrder,
  { plan, now }: { plan: Plan; now: Temporal.Instant },
): Promise<ActResult> {
  return inTransaction(db, (tx) => actWithin(tx, order, { plan, now }));
}

/** The same in a transaction that is open; nothing was written in it when the act is refused. */
export async function actWithin(
  tx: Db,
  order: ActOrder,
  { plan, now }: { plan: Plan; now: Temporal.Instant },
): Promise<ActResult> {
  const { ticket, actor } = await lockTicketFor(tx, order.number, order.actor);
  const personId = actor.kind === 'person' ? actor.id : null;
  const steps = await plan(ticket, tx, actor);
  if (await wasDoneBefore(tx, ticket, { order, actor, step: steps.at(-1), now })) {
    await forgetDoubles(tx, { personId, files: order.files, ticketNumber: ticket.number });
    return { number: ticket.number, state: ticket.state };
  }
  const decided = await decideSteps(tx, ticket, { steps, order, actor, now });
  await assertNothingMissed(tx, { ticket, actor, steps, seenEventId: order.seenEventId });
  const actId = order.actId ?? crypto.randomUUID();
  const files = await claimedFiles(tx, order);
  const ending = { personId, draftPlace: order.draftPlace };
  let current = ticket;
  for (const [at, one] of decided.entries()) {
    const isLast = at === decided.length - 1;
    const writing = { ...one, actor, actId, files, ending: isLast ? ending : undefined, now };
    current = await writeStep(tx, current, writing);
  }
  return { number: current.number, state: current.state };
}

/** The files that go with what is said: those of the form that are the actor's and still wait. */
async function claimedFiles(tx: Db, { actor, files }: ActOrder): Promise<ClaimedFiles | undefined> {
  if (actor === 'system' || files === undefined) return undefined;
  const ids = await claimFiles(tx, { personId: actor.id, files });
  return { ids, ticketBytes: files.ticketBytes };
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
  // A file that still waits was not in what was sent before, unless it came again with the second click.
  const { files } = order;
  const isMore = await hasWaitingFiles(tx, {
    ...{ personId: actorId, files },
    besidesOn: ticket.number,
  });
  if (done === undefined) return !isMore && isSaidAgain(tx, ticket, { actorId, step, now });
  if (step !== undefined && !isMore && (await isSameStep(tx, done, step))) return true;
  const { seenEventId } = order;
  throw new Conflict(
    'sent before',
    await describeConflict(tx, ticket, { reason: 'already_sent', actor, seenEventId }),
  );
}

/** What may be said again and again, so that nothing else stops it from being said twice. */
const saidFreely: ReadonlySet<Step['act']> = new Set(['complete', 'reply', 'note']);

/** Going back opens a fresh form, with another key, in which the browser puts the words that were just sent. */
async function isSaidAgain(
  tx: Db,
  ticket: LockedTicket,
  { actorId, step, now }: { actorId: number | null; step: Step | undefined; now: Temporal.Instant },
): Promise<boolean> {
  const last = ticket.events.at(-1);
  if (step === undefined || !saidFreely.has(step.act) || last?.actorId !== actorId) return false;
  const limit = now.subtract({ minutes: sameWordsMinutes });
  return Temporal.Instant.compare(last.at, limit) > 0 && isSameStep(tx, last, step);
}

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
