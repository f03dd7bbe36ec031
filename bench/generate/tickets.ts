import { spentMinutes } from '../../src/domain/calendar/clock.ts';
import { targetOf } from '../../src/domain/calendar/delay-book.ts';
import { concernsTeam, kindOf, recipients } from '../../src/domain/notifications/recipients.ts';
import { clockOf, hoursOf, resumeInstant } from '../../src/domain/tickets/due.ts';
import { promiseColumns } from '../../src/domain/tickets/promise-columns.ts';
import { remindersOf } from '../../src/domain/tickets/reminder.ts';
import { isLive } from '../../src/domain/tickets/ticket.ts';
import type { TicketEvent } from '../../src/domain/tickets/ticket-event.ts';
import { publicActs } from '../../src/domain/tickets/transition.ts';
import { answersOf } from './answers.ts';
import { line } from './copy.ts';
import { busiestRequester, type Desk, deskSize } from './desk.ts';
import { closingOf, expiryOf, type Life, live, type Moment } from './life.ts';
import type { Random } from './random.ts';
import { filingInstants } from './seasons.ts';
import { type Matter, matterOf } from './texts.ts';
import type { Said } from './words.ts';

export const firstNumber = 100_001;
const day = 86_400_000;
/** Notices go so long after they were read. */
const noticesKept = 90 * day;
/** Contents that many people send again: signatures, logos. */
const sharedContents = 40;

/** The columns written, by table, in the order of the cells below. */
export const columns = {
  ticket:
    'number category_id requester_id submitted_by_id team_id holder_id assignee_id state priority blocked impact channel subject description phone site_id room routing hold_reason_id hold_until question_id submitted_at changed_at take_due_at resolve_due_at team_take_due_at promised_take_minutes promised_resolve_minutes spent_minutes remind_at taken_at resolved_at outcome closed_at cancelled_at resume_at expire_at close_at continues_number submission_key form_id answers answers_text last_event_id last_public_event_id'.split(
      ' ',
    ),
  ticket_words: ['ticket_number', 'words'],
  ticket_event: [
    'id',
    'ticket_number',
    'act_id',
    'act',
    'at',
    'actor_id',
    'from_state',
    'to_state',
    'data',
  ],
  ticket_message: [
    'id',
    'ticket_number',
    'author_id',
    'side',
    'kind',
    'body',
    'items',
    'created_at',
  ],
  ticket_note: ['id', 'ticket_number', 'author_id', 'team_id', 'kind', 'body', 'created_at'],
  ticket_team: ['ticket_number', 'team_id', 'since', 'until'],
  ticket_participant: ['ticket_number', 'person_id', 'added_at'],
  ticket_read: ['ticket_number', 'person_id', 'last_event_id'],
  notice: [
    'id',
    'person_id',
    'ticket_number',
    'event_id',
    'kind',
    'created_at',
    'read_at',
    'team_id',
  ],
  attachment: [
    'id',
    'hash',
    'name',
    'added_by_id',
    'added_at',
    'ticket_number',
    'message_id',
    'note_id',
  ],
  stored_file: ['hash', 'size', 'media_type', 'scan', 'scanned_at', 'stored_at'],
} as const;
export type Written = keyof typeof columns;
export const written = Object.keys(columns) as Written[];

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: Temporal.Instant | null | undefined): string | null =>
  at?.toString() ?? null;
const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(at);
const hex = (random: Random): string => (random.uuid() + random.uuid()).replaceAll('-', '');

type Attachment = { name: string; hash: string; by: number; at: number; of: Moment | null };

type Drawn = {
  number: number;
  life: Life;
  matter: Matter;
  description: string;
  files: Attachment[];
  participants: number[];
};

type Order = { desk: Desk; random: Random; tickets: number; now: number };

/** The last identity given in each table that has one. */
export type Ids = { event: number; message: number; note: number; notice: number };

/** Draws tickets of a desk in the order they were filed, and writes their rows chunk by chunk. */
export function ticketWriter({ desk, random, tickets, now }: Order) {
  const filedAt = filingInstants(now);
  let ids: Ids = idsBefore(0);
  const lastClosed = new Map<number, { number: number; closedAt: number }>();
  const ofBusiest = Math.min(2000, Math.floor(tickets / 5));

  const requesterOf = (): number =>
    random.chance(ofBusiest / tickets) ? busiestRequester : desk.drawRequester(random);

  const draw = (index: number): Drawn => {
    const at = filedAt((index + random.next()) / tickets);
    const requesterId = requesterOf();
    const submittedById = random.chance(0.04) ? desk.drawRequester(random) : requesterId;
    const nature = desk.drawNature(random);
    const matter = matterOf(random, nature.topic);
    const age = (tickets - index) / tickets;
    const isLiveStill = random.chance(0.75 * Math.exp(-age / 0.02) + 0.06 * Math.exp(-age / 0.08));
    const former = lastClosed.get(requesterId);
    const continues =
      former && at - former.closedAt > 31 * day && random.chance(0.01) ? former.number : null;
    const filing = { at, requesterId, submittedById, nature, continuesNumber: continues };
    const life = live({ desk, random, matter, now, filing, isLive: isLiveStill });
    const number = firstNumber + index;
    if (life.closedAt)
      lastClosed.set(requesterId, { number, closedAt: life.closedAt.epochMilliseconds });
    const files: Attachment[] = [];
    const attach = (by: number, when: number, of: Moment | null) => {
      const hash = random.chance(0.12) ? sharedHash(random.below(sharedContents)) : hex(random);
      files.push({ name: matter.fileName(), hash, by, at: when, of });
    };
    if (random.chance(0.18)) attach(submittedById, at, null);
    for (const moment of life.moments) {
      if ((moment.message ?? moment.note) && moment.actorId !== null && random.chance(0.035)) {
        attach(moment.actorId, moment.at, moment);
      }
    }
    const participants = random.chance(0.03)
      ? [desk.drawRequester(random)].filter((id) => id !== requesterId && id !== submittedById)
      : [];
    return { number, life, matter, description: matter.describe(), files, participants };
  };

  /** Draws some tickets; gives their lines by table, what their documents are made of, and the last identities. */
  const chunk = (
    first: number,
    count: number,
  ): { lines: Record<Written, string>; said: Said[]; ids: Ids } => {
    ids = idsBefore(first);
    const drawn = Array.from({ length: count }, (_, place) => draw(first + place));
    const lines = Object.fromEntries(written.map((table) => [table, ''])) as Record<
      Written,
      string
    >;
    const put = (table: Written, cells: Parameters<typeof line>[0]): void => {
      lines[table] += line(cells);
    };
    if (first === 0) {
      for (let shared = 0; shared < sharedContents; shared++) {
        put('stored_file', [
          sharedHash(shared),
          4_000 + 97 * shared,
          'image/png',
          'clean',
          iso(filedAt(0)),
          iso(filedAt(0)),
        ]);
      }
    }
    const told = drawn.flatMap((one) => one.life.moments.map((moment) => ({ one, moment })));
    const events = new Map<Moment, TicketEvent>();
    const ofTicket = new Map<number, TicketEvent[]>(drawn.map(({ number }) => [number, []]));
    const messageIds = new Map<Moment, { messageId: number } | { noteId: number }>();
    // As they were written: the acts of one day stand together, whatever their ticket.
    told.sort((a, b) => a.moment.at - b.moment.at);
    for (const { one, moment } of told) {
      const { message, note, actorId, at } = moment;
      const spoken = one.number;
      let said: { messageId: number } | { noteId: number } | undefined;
      if (message) {
        const id = ++ids.message;
        said = { messageId: id };
        const items = `{${message.items.map((item) => `"${item}"`).join(',')}}`;
        put('ticket_message', [
          id,
          spoken,
          actorId,
          message.side,
          message.kind,
          message.body,
          items,
          iso(at),
        ]);
      } else if (note) {
        const id = ++ids.note;
        said = { noteId: id };
        put('ticket_note', [id, spoken, actorId, note.teamId, note.kind, note.body, iso(at)]);
      }
      if (said) messageIds.set(moment, said);
      const event: TicketEvent = {
        id: ++ids.event,
        actId: moment.actId,
        act: moment.act,
        at: instant(at),
        actorId,
        from: moment.from,
        to: moment.to,
        data: said ? { ...moment.data, ...said } : moment.data,
      };
      events.set(moment, event);
      ofTicket.get(one.number)?.push(event);
      put('ticket_event', eventCells(one.number, event));
    }
    for (const one of drawn)
      writeTicket(one, { events: ofTicket.get(one.number) ?? [], messageIds, put });
    assertWithin(ids, idsBefore(first + count));
    return { lines, said: drawn.map(saidOf), ids };
  };

  type Pen = {
    events: TicketEvent[];
    messageIds: ReadonlyMap<Moment, { messageId: number } | { noteId: number }>;
    put: (table: Written, cells: Parameters<typeof line>[0]) => void;
  };

  const writeTicket = (one: Drawn, { events, messageIds, put }: Pen): void => {
    const { number, life } = one;
    const acted = [...events];
    const promises = promisesOf(life, events);
    for (const event of promises.reminders) {
      const reminder = { ...event, id: ++ids.event };
      events.push(reminder);
      put('ticket_event', eventCells(number, reminder));
    }
    put('ticket', ticketCells(one, acted, promises));
    for (const [teamId, { since, until }] of life.teams) {
      put('ticket_team', [number, teamId, iso(since), until === null ? null : iso(until)]);
    }
    for (const id of one.participants) put('ticket_participant', [number, id, iso(life.filing.at)]);
    for (const file of one.files) {
      if (!file.hash.startsWith('5'.repeat(20))) {
        const size = Math.floor(random.longTailed(180_000, 1.4)) + 1;
        put('stored_file', [
          file.hash,
          size,
          mediaTypeOf(file.name),
          'clean',
          iso(file.at),
          iso(file.at),
        ]);
      }
      const said = file.of === null ? undefined : messageIds.get(file.of);
      const messageId = said && 'messageId' in said ? said.messageId : null;
      const noteId = said && 'noteId' in said ? said.noteId : null;
      put('attachment', [
        random.uuid(),
        file.hash,
        file.name,
        file.by,
        iso(file.at),
        number,
        messageId,
        noteId,
      ]);
    }
    writeReads(one, acted, put);
    writeNotices(one, events, put);
  };

  const writeReads = (
    { number, life }: Drawn,
    events: readonly TicketEvent[],
    put: Pen['put'],
  ): void => {
    const last = events.at(-1)?.id ?? 0;
    const seen = new Map<number, number>();
    for (const { actorId, id } of events) if (actorId !== null) seen.set(actorId, id);
    if (random.chance(0.9) && !seen.has(life.filing.requesterId))
      seen.set(life.filing.requesterId, 0);
    const isOver = !isLive(life.state);
    for (const [personId, id] of seen) {
      const hasReadAll = id === 0 || random.chance(isOver ? 0.85 : 0.6);
      put('ticket_read', [number, personId, hasReadAll ? last : id]);
    }
  };

  const writeNotices = (
    { number, life, participants }: Drawn,
    events: readonly TicketEvent[],
    put: Pen['put'],
  ): void => {
    const oldest = now - noticesKept;
    const neverCameBack = random.chance(0.02);
    if ((events.at(-1)?.at.epochMilliseconds ?? 0) < oldest && !neverCameBack) return;
    const requesters = [life.filing.requesterId, life.filing.submittedById, ...participants];
    const leads = desk.leadsOf.get(life.teamId) ?? [];
    for (const event of events) {
      const at = event.at.epochMilliseconds;
      const told = recipients(event, { events, requesters, leads });
      for (const personId of told) {
        const isRead = !neverCameBack && random.chance(now - at > 3 * day ? 0.95 : 0.6);
        const readAt = isRead
          ? Math.min(now, at + Math.floor(random.longTailed(day / 4, 1.5)))
          : null;
        if (readAt !== null && readAt < oldest) continue;
        if (personId > deskSize.people) continue;
        put('notice', [
          ++ids.notice,
          personId,
          number,
          event.id,
          kindOf(event),
          iso(at),
          readAt === null ? null : iso(readAt),
          null,
        ]);
      }
      if (at >= oldest && concernsTeam(event))
        writeTeamNotices({ number, event, events, requesters, told }, put);
    }
  };

  type TeamNews = {
    number: number;
    event: TicketEvent;
    events: readonly TicketEvent[];
    requesters: readonly number[];
    told: ReadonlySet<number>;
  };

  /** A team is told of its free tickets; told no more once somebody has it. */
  const writeTeamNotices = (
    { number, event, events, requesters, told }: TeamNews,
    put: Pen['put'],
  ): void => {
    let [holder, assignee, teamId] = [null, null, 0] as [number | null, number | null, number];
    let ended: number | null = null;
    for (const one of events) {
      if (one.id <= event.id) {
        holder = one.data.holderId === undefined ? holder : one.data.holderId;
        assignee = one.data.assigneeId === undefined ? assignee : one.data.assigneeId;
        teamId = one.data.teamId ?? teamId;
        continue;
      }
      const isTaken =
        typeof one.data.holderId === 'number' || typeof one.data.assigneeId === 'number';
      const isGone = one.data.teamId !== undefined && one.data.teamId !== teamId;
      if (ended === null && (isTaken || isGone || !isLive(one.to)))
        ended = one.at.epochMilliseconds;
    }
    if (holder !== null || assignee !== null || !isLive(event.to)) return;
    const at = iso(event.at.epochMilliseconds);
    for (const personId of desk.membersOf.get(teamId) ?? []) {
      if (requesters.includes(personId) || told.has(personId) || personId === event.actorId)
        continue;
      put('notice', [
        ++ids.notice,
        personId,
        number,
        event.id,
        event.act,
        at,
        ended === null ? null : iso(ended + 2000),
        teamId,
      ]);
    }
  };

  type Promises = ReturnType<typeof promiseColumns> & {
    reminders: Omit<TicketEvent, 'id'>[];
    spent: number | null;
  };

  /** What is promised, reminded and counted, by the rules of the domain. */
  const promisesOf = (life: Life, events: readonly TicketEvent[]): Promises => {
    const { state, teamId } = life;
    const { book } = desk;
    if (!isLive(state)) {
      const { takeMinutes, resolveMinutes } = targetOf(book, life.categoryId, life.priority);
      const kept = { promised_take_minutes: takeMinutes, promised_resolve_minutes: resolveMinutes };
      const resolution = events.findLast(({ act }) => act === 'resolve' || act === 'expire');
      const until = resolution && events.slice(0, events.indexOf(resolution) + 1);
      const spent = until && resolution ? spentMinutes(clockOf(until), book, resolution.at) : null;
      return {
        ...promiseColumns({ state, teamId, events, book }, instant(now)),
        ...kept,
        reminders: [],
        spent,
      };
    }
    const reminders: Omit<TicketEvent, 'id'>[] = [];
    const all = [...events];
    const clock = clockOf(events);
    const at = instant(now);
    for (const due of remindersOf({ state, teamId, events: all, book }, { clock }, at)) {
      if (Temporal.Instant.compare(due.at, at) > 0) continue;
      const last = all.at(-1)?.at ?? due.at;
      const when = Temporal.Instant.compare(due.at, last) > 0 ? due.at : last;
      const data = { reminder: due.kind, about: due.about.toString() };
      const told = {
        actId: random.uuid(),
        act: 'remind',
        at: when,
        actorId: null,
        from: state,
        to: state,
        data,
      } as const;
      reminders.push(told);
      all.push({ ...told, id: 0 });
    }
    return { ...promiseColumns({ state, teamId, events: all, book }, at), reminders, spent: null };
  };

  const ticketCells = (one: Drawn, events: readonly TicketEvent[], promises: Promises) => {
    const { number, life, matter, description } = one;
    const { filing, state } = life;
    const person = desk.people[filing.requesterId];
    const answered = answersOf(filing.nature, { random, matter, at: filing.at });
    answersByTicket.set(number, answered.text);
    const isResolved = state === 'resolved' || state === 'closed';
    const resolution = isResolved
      ? events.findLast(({ act }) => act === 'resolve' || act === 'expire')
      : undefined;
    const held =
      state === 'on_hold' ? events.findLast(({ act }) => act === 'hold')?.data : undefined;
    const until = held?.holdUntil ? Temporal.PlainDate.from(held.holdUntil) : null;
    const hours = hoursOf({ teamId: life.teamId, book: desk.book });
    const question =
      state === 'needs_information' ? events.findLast(({ act }) => act === 'ask') : undefined;
    const expiry = question ? expiryOf(life, desk) : null;
    const closing = state === 'resolved' && resolution ? closingOf(life, desk) : null;
    const taken = events.find(({ data }) => typeof data.holderId === 'number');
    const routing = events.findLast(({ data }) => data.routing !== undefined)?.data.routing;
    const lastPublic = events.findLast(({ act }) => publicActs.has(act));
    const [last] = events.slice(-1);
    const cancelled = state === 'cancelled' ? last?.at : undefined;
    return [
      ...[number, life.categoryId, filing.requesterId, filing.submittedById, life.teamId],
      ...[
        life.holderId,
        life.assigneeId,
        state,
        life.priority,
        life.blocked,
        life.impact,
        life.channel,
      ],
      ...[
        matter.subject,
        description,
        person?.phone ?? '',
        person?.siteId ?? null,
        person?.room ?? '',
      ],
      ...[JSON.stringify(routing), held?.holdReasonId ?? null, held?.holdUntil ?? null],
      ...[question?.data.messageId ?? null, iso(filing.at), isoOrNull(last?.at)],
      ...[
        isoOrNull(instantOf(promises.take_due_at)),
        isoOrNull(instantOf(promises.resolve_due_at)),
      ],
      ...[isoOrNull(instantOf(promises.team_take_due_at))],
      ...[
        promises.promised_take_minutes ?? null,
        promises.promised_resolve_minutes ?? null,
        isResolved ? promises.spent : null,
      ],
      ...[
        isoOrNull(instantOf(promises.remind_at)),
        isoOrNull(taken?.at),
        isoOrNull(resolution?.at),
      ],
      ...[resolution?.data.outcome ?? null, isoOrNull(life.closedAt), isoOrNull(cancelled)],
      ...[
        isoOrNull(until && resumeInstant(hours, until)),
        expiry === null ? null : iso(expiry),
        isoOrNull(closing),
      ],
      ...[
        filing.continuesNumber,
        random.uuid(),
        answered.formId,
        JSON.stringify(answered.answers),
        answered.text,
      ],
      ...[last?.id ?? 0, lastPublic?.id ?? 0],
    ];
  };

  const answersByTicket = new Map<number, string>();
  const saidOf = ({ number, life, matter, description, files }: Drawn): Said => {
    const answers = answersByTicket.get(number) ?? '';
    answersByTicket.delete(number);
    const messages = life.moments.flatMap(({ message }) =>
      message ? [`${message.body} ${message.items.join(' ')}`] : [],
    );
    const names = files.filter(({ of }) => !of?.note || of.message).map(({ name }) => name);
    return {
      number,
      subject: matter.subject,
      description,
      answers,
      messages: messages.reverse(),
      files: names,
    };
  };

  return { chunk };
}

/** Identities that one ticket may take at most, taking one with another. */
const room: Ids = { event: 40, message: 40, note: 40, notice: 1_000 };

/** The identities before those of a ticket, whoever draws the others: each chunk has its own, with room to spare. */
function idsBefore(ticket: number): Ids {
  const { event, message, note, notice } = room;
  return {
    event: ticket * event,
    message: ticket * message,
    note: ticket * note,
    notice: ticket * notice,
  };
}

function assertWithin(ids: Ids, end: Ids): void {
  for (const key of ['event', 'message', 'note', 'notice'] as const) {
    if (ids[key] > end[key]) throw new Error(`more of ${key} than a chunk has room for`);
  }
}

const sharedHash = (place: number): string => `${'5'.repeat(20)}${String(place).padStart(44, '0')}`;
const instantOf = (value: unknown): Temporal.Instant | null =>
  value instanceof Temporal.Instant ? value : null;

function eventCells(number: number, { id, actId, act, at, actorId, from, to, data }: TicketEvent) {
  return [id, number, actId, act, at.toString(), actorId, from, to, JSON.stringify(data)];
}

function mediaTypeOf(name: string): string {
  const types: Readonly<Record<string, string>> = {
    pdf: 'application/pdf',
    png: 'image/png',
    jpg: 'image/jpeg',
    txt: 'text/plain',
  };
  return types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
}
