import { sql } from 'kysely';
import { readTogether } from '../../platform/db/read-together.ts';
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
  const told = await readTold(db, access.number);
  const events = told.events.filter(({ act }) => publicActs.has(act));
  return toThread({ ...told, events, notes: new Map() });
}

/** Reads everything that happened to a ticket, for the teams: notes they may read and all acts. */
export async function readHistory(
  db: Db,
  { viewer, access }: { viewer: Viewer; access: TicketAccess },
): Promise<Thread> {
  if (!readsTeamSide(access, viewer)) return readThread(db, access);
  const [told, notes] = await readTogether(db, (one) =>
    Promise.all([readTold(one, access.number), readNotes(one, { viewer, access })]),
  );
  const events = told.events.filter(
    // A note one may not read leaves no trace; a transfer remains, without its reason.
    ({ act, data }) => act !== 'note' || (data.noteId !== undefined && notes.has(data.noteId)),
  );
  return toThread({ ...told, events, notes });
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

const messagesOf = (db: Db, number: number) =>
  db
    .selectFrom('ticket_message')
    .select(['id', 'side', 'kind', 'body', 'items'])
    .select(filesWhere(sql`attachment.message_id = ticket_message.id`).as('files'))
    .where('ticket_number', '=', number)
    .execute();

type Told = {
  events: TicketEvent[];
  messages: Awaited<ReturnType<typeof messagesOf>>;
  names: EventNames;
};

/** Reads what a thread is made of, in one statement. */
async function readTold(db: Db, number: number): Promise<Told> {
  const [events, messages, names] = await readTogether(db, (one) =>
    Promise.all([readEvents(one, number), messagesOf(one, number), readNames(one, number)]),
  );
  return { events, messages, names };
}

function toThread({
  events,
  messages,
  names,
  notes,
}: Told & { notes: ReadonlyMap<number, NoteRow> }): Thread {
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

type NameRow = { id: number; table: string; name: string; firstName: string };

/** Reads the names that the ids in the events of a ticket stand for. */
async function readNames(db: Db, number: number): Promise<EventNames> {
  const ids = (key: 'holderId' | 'assigneeId' | 'categoryId' | 'teamId' | 'holdReasonId') =>
    sql`(data ->> ${sql.lit(key)})::bigint`;
  const { rows } =
    await sql<NameRow>`select id, 'person' as table, last_name as name, first_name as "firstName"
    from person where id = any(array(
      select unnest(array[actor_id, ${ids('holderId')}, ${ids('assigneeId')}])
      from ticket_event where ticket_number = ${number}))
    union all
    select id, 'category', name, '' from category where id = any(array(
      select ${ids('categoryId')} from ticket_event where ticket_number = ${number}))
    union all
    select id, 'team', code, '' from team where id = any(array(
      select ${ids('teamId')} from ticket_event where ticket_number = ${number}))
    union all
    select id, 'hold_reason', name, '' from hold_reason where id = any(array(
      select ${ids('holdReasonId')} from ticket_event where ticket_number = ${number}))`.execute(
      db,
    );
  const of = (table: string) => rows.filter((row) => row.table === table);
  const named = (table: string) => new Map(of(table).map(({ id, name }) => [id, name]));
  return {
    people: new Map(
      of('person').map(({ id, firstName, name }) => [id, { id, firstName, lastName: name }]),
    ),
    categories: named('category'),
    teams: named('team'),
    holdReasons: named('hold_reason'),
  };
}
