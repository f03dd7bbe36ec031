import { sql } from 'kysely';
import { jsonb } from '../../platform/db/database.ts';
import { attachFiles } from '../files/attach-files.ts';
import type { Db } from '../tables.ts';
import { changedColumns, eventData, type TicketChange } from './changes.ts';
import { askingToFollow, type Ending, endingSteps } from './end-act.ts';
import type { LockedTicket } from './locked-ticket.ts';
import type { AllowedStep } from './step.ts';
import type { TicketEvent } from './ticket-event.ts';
import { type Act, type Actor, publicActs } from './transition.ts';

/** Files to put beside what is said, and what the whole ticket may hold. */
export type ClaimedFiles = { readonly ids: readonly string[]; readonly ticketBytes: number };

type Writing = AllowedStep & {
  actor: Actor;
  actId: string;
  files?: ClaimedFiles | undefined;
  /** Of the last step of an act: what the act ends with. */
  ending: Ending | undefined;
  now: Temporal.Instant;
};

/** What an act leaves, as the database has numbered it. */
type Written = { event_id: number; message_id: number | null; note_id: number | null };

/** Writes one step the table allowed: what is said, the event, and the ticket as the event leaves it. */
export async function writeStep(
  tx: Db,
  ticket: LockedTicket,
  writing: Writing,
): Promise<LockedTicket> {
  const { step, decision, actor, actId, files, now } = writing;
  const change: TicketChange = {
    ...step.change,
    state: decision.state,
    holderId: decision.holderId,
    assigneeId: decision.assigneeId,
  };
  const event: Omit<TicketEvent, 'id'> = {
    actId,
    act: step.act,
    at: now,
    actorId: actor.kind === 'person' ? actor.id : null,
    from: ticket.state,
    to: decision.state,
    data: eventData(ticket, change),
  };
  const { after, columns } = changedColumns(ticket, { change, event: { ...event, id: 0 }, now });
  const written = await writeAll(tx, ticket, { writing, event, columns });
  const [messageId, noteId] = [written.message_id, written.note_id];
  if (files !== undefined && files.ids.length > 0 && (messageId ?? noteId) !== null) {
    await attachFiles(tx, { ...files, ticketNumber: ticket.number, messageId, noteId });
  }
  if (after.teamId !== ticket.teamId) await moveToTeam(tx, ticket, { teamId: after.teamId, now });
  const said = {
    ...(messageId === null ? {} : { messageId }),
    ...(noteId === null ? {} : { noteId }),
  };
  const told = { ...event, id: written.event_id, data: { ...event.data, ...said } };
  return { ...after, events: [...ticket.events, told] };
}

const saidId = sql<number>`(select id from said)`;

/** One statement: what is said is numbered by it, the event names what was said, and the ticket names both. */
async function writeAll(
  tx: Db,
  ticket: LockedTicket,
  {
    writing,
    event,
    columns,
  }: {
    writing: Writing;
    event: Omit<TicketEvent, 'id'>;
    columns: ReturnType<typeof changedColumns>['columns'];
  },
): Promise<Written> {
  const message = messageOf(tx, ticket, writing);
  const note = noteOf(tx, ticket, writing);
  const messageId = message ? saidId : sql<null>`null::bigint`;
  const noteId = note ? sql<number>`(select id from noted)` : sql<null>`null::bigint`;
  const { number } = ticket;
  const { ending } = writing;
  const steps = ending && endingSteps(number, ending);
  const job = ending && askingToFollow({ number, actId: event.actId });
  const asks = event.to === 'needs_information' && event.from !== event.to;
  const { rows } = await sql<Written>`
    with ${message ? sql`said as (${message}), ` : sql``}${note ? sql`noted as (${note}), ` : sql``}
      told as (
        insert into ticket_event (ticket_number, act_id, act, at, actor_id, from_state, to_state, data)
        values (${ticket.number}, ${event.actId}::uuid, ${event.act}, ${event.at}::timestamptz,
          ${event.actorId}::bigint, ${event.from}, ${event.to},
          ${jsonb(event.data)}
            || jsonb_strip_nulls(jsonb_build_object('messageId', ${messageId}, 'noteId', ${noteId})))
        returning id),
      changed as (${tx
        .updateTable('ticket')
        .set({
          ...columns,
          ...(columns.routing === undefined ? {} : { routing: jsonb(columns.routing) }),
          ...(asks && message ? { question_id: saidId } : {}),
          changed_at: event.at,
          last_event_id: eventId,
          ...(publicActs.has(writing.step.act) ? { last_public_event_id: eventId } : {}),
        })
        .where('number', '=', ticket.number)})${steps ? sql`, ${steps}` : sql``}
    select ${eventId} as event_id, ${messageId} as message_id, ${noteId} as note_id
      ${job ? sql`, ${job} as job` : sql``}`.execute(tx);
  const [written] = rows;
  if (written === undefined) throw new Error('an act is written whole or not at all');
  return written;
}

const eventId = sql<number>`(select id from told)`;

const hasFiles = ({ files }: Writing): boolean => files !== undefined && files.ids.length > 0;

/** What the step says to everybody; undefined: nothing. */
function messageOf(tx: Db, ticket: LockedTicket, writing: Writing) {
  const { step, actor, now } = writing;
  const { message } = step;
  if (message === undefined) return undefined;
  const saysNothing = message.body === '' && (message.items ?? []).length === 0;
  if (saysNothing && !hasFiles(writing)) return undefined;
  return tx
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
    .returning('id');
}

function sideOf(actor: Actor, act: Act): 'requester' | 'team' | 'system' {
  if (actor.kind === 'system') return 'system';
  if (act === 'complete' || act === 'contest' || act === 'confirm') return 'requester';
  return actor.relation.agent ? 'team' : 'requester';
}

/** What the step says to the teams; undefined: nothing. */
function noteOf(tx: Db, ticket: LockedTicket, writing: Writing) {
  const { step, actor, now } = writing;
  if (step.note === undefined || (step.note.body === '' && !hasFiles(writing))) return undefined;
  return tx
    .insertInto('ticket_note')
    .values({
      ticket_number: ticket.number,
      author_id: actor.kind === 'person' ? actor.id : null,
      team_id: step.change?.noteTeamId ?? ticket.teamId,
      kind: step.note.kind,
      body: step.note.body,
      created_at: now,
    })
    .returning('id');
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
