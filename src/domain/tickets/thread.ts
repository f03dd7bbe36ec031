import { sql } from 'kysely';
import { type AttachedFile, type FileRow, filesWhere, toFiles } from '../files/file.ts';
import type { Viewer } from '../people/person.ts';
import type { Db, Tables } from '../tables.ts';
import { isNoteVisibleTo, readsTeamSide, type TicketAccess } from './ticket-access.ts';
import { readEvents, type TicketEvent } from './ticket-event.ts';
import type { Name } from './ticket-summary.ts';
import { publicActs } from './transition.ts';

/** Something said to everybody on the ticket. */
export interface ThreadMessage {
  readonly entry: 'message';
  readonly eventId: number;
  readonly act: TicketEvent['act'];
  readonly at: Temporal.Instant;
  readonly author: Name | null;
  readonly side: 'requester' | 'team' | 'system';
  readonly kind: Tables['ticket_message']['kind'];
  readonly messageId: number;
  readonly body: string;
  readonly items: readonly string[];
  readonly files: readonly AttachedFile[];
}

/** Something written for the teams. */
export interface ThreadNote {
  readonly entry: 'note';
  readonly eventId: number;
  readonly act: TicketEvent['act'];
  readonly at: Temporal.Instant;
  readonly author: Name | null;
  readonly teamCode: string;
  readonly kind: 'note' | 'transfer';
  readonly body: string;
  readonly files: readonly AttachedFile[];
}

/** Something done without words. */
export interface ThreadAct {
  readonly entry: 'act';
  readonly eventId: number;
  readonly event: TicketEvent;
  readonly actor: Name | null;
}

export type ThreadEntry = ThreadMessage | ThreadNote | ThreadAct;

/** What happened to a ticket, in order, with the names its ids stand for. */
export interface Thread {
  readonly entries: readonly ThreadEntry[];
  /** The events the entries come from, oldest first. */
  readonly events: readonly TicketEvent[];
  readonly names: EventNames;
}

/** The names behind the ids of events. */
export interface EventNames {
  readonly people: ReadonlyMap<number, Name>;
  readonly teams: ReadonlyMap<number, string>;
  readonly categories: ReadonlyMap<number, string>;
  readonly holdReasons: ReadonlyMap<number, string>;
}

/**
 * Reads what happened to a ticket as its requester's side may read it: everything said, and what was done in public.
 * A colleague taking over, a change of priority or a note is not part of it.
 */
export async function readThread(db: Db, access: TicketAccess): Promise<Thread> {
  const events = (await readEvents(db, access.number)).filter(({ act }) => publicActs.has(act));
  return buildThread(db, access, { events, notes: new Map() });
}

/** Reads everything that happened to a ticket, for the teams: notes they may read and all acts. */
export async function readHistory(
  db: Db,
  { viewer, access }: { viewer: Viewer; access: TicketAccess },
): Promise<Thread> {
  if (!readsTeamSide(access, viewer)) return readThread(db, access);
  const notes = await readNotes(db, { viewer, access });
  const events = (await readEvents(db, access.number)).filter(
    // A note one may not read leaves no trace; a transfer remains, without its reason.
    ({ act, data }) => act !== 'note' || (data.noteId !== undefined && notes.has(data.noteId)),
  );
  return buildThread(db, access, { events, notes });
}

/** What others did to a ticket since an event: what a page opened then does not show. */
export interface TicketNews {
  readonly changed: boolean;
  /** How much of it was said to everybody. */
  readonly messages: number;
}

/** Reads what others did since an event, among what this person may read of the ticket. */
export async function readNews(
  db: Db,
  { viewer, access, sinceEventId }: { viewer: Viewer; access: TicketAccess; sinceEventId: number },
): Promise<TicketNews> {
  const isTeamSide = readsTeamSide(access, viewer);
  const readsNotes = access.relation.agent || access.relation.administrator;
  return db
    .selectFrom('ticket_event')
    .select([
      sql<boolean>`count(*) > 0`.as('changed'),
      sql<number>`count(*) filter (where data ? 'messageId')`.as('messages'),
    ])
    .where('ticket_number', '=', access.number)
    .where('id', '>', sinceEventId)
    .where('actor_id', 'is distinct from', viewer.id)
    .$if(!isTeamSide, (query) => query.where('act', '=', sql<string>`any(${[...publicActs]})`))
    .$if(isTeamSide && !readsNotes, (query) => query.where('act', '!=', 'note'))
    .executeTakeFirstOrThrow();
}

interface NoteRow {
  id: number;
  body: string;
  kind: 'note' | 'transfer';
  teamCode: string;
  files: FileRow[];
}

async function readNotes(
  db: Db,
  { viewer, access }: { viewer: Viewer; access: TicketAccess },
): Promise<ReadonlyMap<number, NoteRow>> {
  const rows = await db
    .selectFrom('ticket_note')
    .innerJoin('team', 'team.id', 'ticket_note.team_id')
    .select(['ticket_note.id', 'ticket_note.body', 'ticket_note.kind', 'team.code as teamCode'])
    .select(filesWhere(sql`attachment.note_id = ticket_note.id`).as('files'))
    .where('ticket_note.ticket_number', '=', access.number)
    .where(isNoteVisibleTo(viewer, access))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function buildThread(
  db: Db,
  access: TicketAccess,
  { events, notes }: { events: TicketEvent[]; notes: ReadonlyMap<number, NoteRow> },
): Promise<Thread> {
  const messages = await db
    .selectFrom('ticket_message')
    .select(['id', 'side', 'kind', 'body', 'items'])
    .select(filesWhere(sql`attachment.message_id = ticket_message.id`).as('files'))
    .where('ticket_number', '=', access.number)
    .execute();
  const names = await readNames(db, events);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const entries = events.flatMap((event): ThreadEntry[] => {
    const who = event.actorId === null ? null : (names.people.get(event.actorId) ?? null);
    const common = { eventId: event.id, act: event.act, at: event.at, author: who };
    const message = byId.get(event.data.messageId ?? -1);
    const note = notes.get(event.data.noteId ?? -1);
    const saysAll = message !== undefined && ['reply', 'complete'].includes(event.act);
    const isNote = event.act === 'note';
    return [
      ...(saysAll || isNote
        ? []
        : [{ entry: 'act' as const, eventId: event.id, event, actor: who }]),
      ...(message === undefined
        ? []
        : [{ entry: 'message' as const, ...common, ...said(message), messageId: message.id }]),
      ...(note === undefined ? [] : [{ entry: 'note' as const, ...common, ...said(note) }]),
    ];
  });
  return { entries, events, names };
}

/** What was said, with the files beside it. */
const said = <Row extends { files: FileRow[] }>(row: Row) => ({
  ...row,
  files: toFiles(row.files),
});

const idsIn = (events: readonly TicketEvent[], pick: (event: TicketEvent) => unknown[]) => [
  ...new Set(events.flatMap(pick).filter((id): id is number => typeof id === 'number')),
];

async function readNames(db: Db, events: readonly TicketEvent[]): Promise<EventNames> {
  const people = await db
    .selectFrom('person')
    .select(['id', 'first_name as firstName', 'last_name as lastName'])
    .where('id', '=', (eb) =>
      eb.fn<number>('any', [
        eb.val(idsIn(events, ({ actorId, data }) => [actorId, data.holderId, data.assigneeId])),
      ]),
    )
    .execute();
  const ids = (key: 'categoryId' | 'teamId' | 'holdReasonId') =>
    idsIn(events, ({ data }) => [data[key]]);
  const { rows: catalogue } = await sql<{ id: number; name: string; table: string }>`
    select id, name, 'category' as table from category where id = any(${ids('categoryId')}::bigint[])
    union all
    select id, code, 'team' from team where id = any(${ids('teamId')}::bigint[])
    union all
    select id, name, 'hold_reason' from hold_reason where id = any(${ids('holdReasonId')}::bigint[])`.execute(
    db,
  );
  const named = (table: string) =>
    new Map(catalogue.filter((row) => row.table === table).map((row) => [row.id, row.name]));
  return {
    people: new Map(people.map((person) => [person.id, person])),
    categories: named('category'),
    teams: named('team'),
    holdReasons: named('hold_reason'),
  };
}
