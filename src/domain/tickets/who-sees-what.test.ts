import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { rolledBack, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { smallDesk, viewerOf } from '../../../test/support/desk.ts';
import { NotFound } from '../../platform/errors.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import { calendarOf, type DelayBook } from '../calendar/delay-book.ts';
import { type DelayTone, describeDelay } from '../calendar/describe-delay.ts';
import { listNoticeGroups } from '../notifications/notice-groups.ts';
import { countUnreadNotices } from '../notifications/notices.ts';
import { notifyOfAct } from '../notifications/notify-of-act.ts';
import type { Viewer } from '../people/person.ts';
import { correctSearch } from '../search/correct-search.ts';
import { learnWords } from '../search/learn-words.ts';
import { parseSearch } from '../search/parse-search.ts';
import { searchTickets, type TicketSearch } from '../search/search-tickets.ts';
import { understandSearch } from '../search/understand-search.ts';
import type { Db } from '../tables.ts';
import { removeTeamMember } from '../teams/team-members.ts';
import { listTeams } from '../teams/team-queries.ts';
import { boardTeams, readDueBoard } from './due-board.ts';
import { noteOnTicket } from './note-on-ticket.ts';
import { countOwnTickets, listOwnTickets, type OwnTab, ownTabs } from './own-tickets.ts';
import { listQueue, type QueueQuery } from './queue.ts';
import { countQueue } from './queue-counts.ts';
import { type QueueView, queueViews } from './queue-views.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { submitTicket } from './submit-ticket.ts';
import { readHistory, readThread } from './thread.ts';
import { isLive } from './ticket.ts';
import { accessTicket, peopleWhoSee, readsTeamSide } from './ticket-access.ts';
import { recentTicketsOf } from './ticket-queries.ts';
import { transferTicket } from './transfer-ticket.ts';

const start = Temporal.Instant.from('2026-03-02T08:00:00Z');

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof smallDesk>>;
before(async () => {
  database = await testDatabase({ seeded: false });
  desk = await smallDesk(database.db, start);
});
after(() => database.close());

const noteWords = 'mots de la note';

let words = 0;
/** A word no other ticket has, nor anything like it. */
function ownWord(): string {
  words += 1;
  const letters = createHash('sha1').update(String(words)).digest('hex');
  return `z${letters.replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit))).slice(0, 11)}`;
}

const filed = fc.record({
  requester: fc.nat(7),
  submitter: fc.nat(7),
  category: fc.nat(3),
  participant: fc.option(fc.nat(7)),
  // What its team then does, in order: a note, a reply that claims, a move to one of the teams.
  then: fc.array(fc.record({ kind: fc.constantFrom('note', 'reply', 'move'), team: fc.nat(2) }), {
    maxLength: 6,
  }),
});
const worlds = fc.record({
  tickets: fc.array(filed, { minLength: 1, maxLength: 8 }),
  // Somebody leaves a team in the end: what they saw through it is no longer theirs to see.
  leaves: fc.option(fc.constantFrom('alba', 'bruno', 'tom')),
});
type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

const at = <Value>(values: readonly Value[], index: number): Value => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error('an empty list has no value');
  return value;
};

async function build(db: Db, world: World): Promise<void> {
  const people = Object.values(desk.ids);
  let now = start;
  for (const one of world.tickets) {
    now = now.add({ minutes: 7 });
    const { number } = await submitTicket(
      db,
      {
        submittedBy: await viewerOf(db, at(people, one.submitter)),
        requesterId: at(people, one.requester),
        categoryId: at(Object.values(desk.categories), one.category),
        subject: `Sujet ${ownWord()}`,
        description: 'Description',
        blocked: 'no',
        impact: 'unit',
        phone: '',
        siteId: null,
        room: '',
        channel: 'web',
        submissionKey: crypto.randomUUID(),
      },
      now,
    );
    if (one.participant !== null) {
      await db
        .insertInto('ticket_participant')
        .values({ ticket_number: number, person_id: at(people, one.participant), added_at: now })
        .execute();
    }
    for (const step of one.then) {
      now = now.add({ minutes: 3 });
      await teamActs(db, number, step, now);
    }
  }
  const acts = await db
    .selectFrom('ticket_event')
    .select(['ticket_number as number', 'act_id as actId'])
    .distinct()
    .execute();
  for (const act of acts) {
    await notifyOfAct(db, act, now);
    await learnWords(db, act);
  }
  if (world.leaves !== null) {
    const teamOf = { alba: desk.teams.one, bruno: desk.teams.two, tom: desk.teams.triage };
    const membership = { personId: desk.ids[world.leaves], teamId: teamOf[world.leaves].id };
    await removeTeamMember(db, { actorId: null, ...membership }, now);
  }
}

/** Somebody of the ticket's present team does it, if there is anyone for whom the ticket is not. */
async function teamActs(
  db: Db,
  number: number,
  step: { kind: 'note' | 'reply' | 'move'; team: number },
  now: Temporal.Instant,
): Promise<void> {
  const ticket = await db
    .selectFrom('ticket')
    .select(['team_id', 'requester_id'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const member = await db
    .selectFrom('team_member')
    .select('person_id')
    .where('team_id', '=', ticket.team_id)
    .where('person_id', '<>', ticket.requester_id)
    .orderBy('person_id')
    .executeTakeFirst();
  if (member === undefined) return;
  const order = { number, actor: await viewerOf(db, member.person_id) };
  const teamId = at(Object.values(desk.teams), step.team).id;
  if (step.kind === 'note') await noteOnTicket(db, { ...order, body: noteWords }, now);
  else if (step.kind === 'reply') await replyToTicket(db, { ...order, body: 'réponse' }, now);
  else if (teamId !== ticket.team_id) {
    await transferTicket(db, { ...order, teamId, reason: 'à vous' }, now);
  }
}

/** The rules of access, written a second time over plain rows: what the product's predicate must come to. */
async function readTruth(db: Db) {
  const tickets = await db
    .selectFrom('ticket')
    .select([
      'number',
      'requester_id',
      'submitted_by_id',
      'team_id',
      'state',
      'holder_id',
      'assignee_id',
      'subject',
      'team_take_due_at',
      'resolve_due_at',
    ])
    .orderBy('number')
    .execute();
  const had = await db.selectFrom('ticket_team').selectAll().execute();
  const invited = await db.selectFrom('ticket_participant').selectAll().execute();
  const notes = await db.selectFrom('ticket_note').selectAll().orderBy('id').execute();
  const notices = await db
    .selectFrom('notice')
    .select(['id', 'person_id', 'ticket_number'])
    .execute();
  type Row = (typeof tickets)[number];
  const answersIn = (viewer: Viewer, teamId: number) =>
    viewer.memberships.some((one) => one.teamId === teamId);
  const isOwn = (viewer: Viewer, row: Row) =>
    row.requester_id === viewer.id ||
    row.submitted_by_id === viewer.id ||
    invited.some((one) => one.ticket_number === row.number && one.person_id === viewer.id);
  const sees = (viewer: Viewer, row: Row) =>
    viewer.isAdministrator ||
    isOwn(viewer, row) ||
    had.some((one) => one.ticket_number === row.number && answersIn(viewer, one.team_id));
  const works = (viewer: Viewer, row: Row) =>
    answersIn(viewer, row.team_id) && row.requester_id !== viewer.id;
  const readsNote = (viewer: Viewer, row: Row, note: (typeof notes)[number]) => {
    if (row.requester_id === viewer.id) return false;
    if (viewer.isAdministrator || answersIn(viewer, row.team_id)) return true;
    return had.some(
      (one) =>
        one.ticket_number === row.number &&
        answersIn(viewer, one.team_id) &&
        (note.team_id === one.team_id ||
          (one.until !== null && Temporal.Instant.compare(note.created_at, one.until) <= 0)),
    );
  };
  return { tickets, notes, notices, isOwn, sees, works, readsNote };
}
type Truth = Awaited<ReturnType<typeof readTruth>>;

async function checkTicketPages(db: Db, viewer: Viewer, truth: Truth): Promise<void> {
  for (const row of truth.tickets) {
    if (!truth.sees(viewer, row)) {
      await assert.rejects(accessTicket(db, viewer, row.number), NotFound);
      continue;
    }
    const access = await accessTicket(db, viewer, row.number);
    const expected = truth.notes
      .filter((note) => note.ticket_number === row.number && truth.readsNote(viewer, row, note))
      .map((note) => note.body);
    const { entries } = await readHistory(db, { viewer, access });
    const shown = entries.flatMap((entry) => (entry.entry === 'note' ? entry.body : []));
    assert.deepEqual(shown, expected, `${viewer.login} reads the notes of ${String(row.number)}`);
    const thread = await readThread(db, access);
    assert.ok(thread.entries.every((entry) => entry.entry !== 'note'));
    const recent = await recentTicketsOf(db, { viewer, access });
    const others = truth.tickets.filter(
      (one) =>
        one.requester_id === row.requester_id &&
        one.number !== row.number &&
        truth.sees(viewer, one),
    );
    assert.equal(recent.length, Math.min(5, others.length));
    const numbers = new Set(others.map((one) => one.number));
    assert.ok(recent.every((one) => numbers.has(one.number)));
  }
}

async function checkOwnList(db: Db, viewer: Viewer, truth: Truth): Promise<void> {
  const { tabs } = await countOwnTickets(db, viewer);
  const query = { sort: 'numero', descending: false, size: 100, page: 1, text: '' } as const;
  const own = truth.tickets.filter((row) => truth.isOwn(viewer, row));
  for (const tab of Object.keys(ownTabs) as OwnTab[]) {
    const states: readonly string[] = ownTabs[tab];
    const expected = own.filter((row) => states.includes(row.state)).map((row) => row.number);
    const { rows, total } = await listOwnTickets(db, { viewer, query: { ...query, tab } }, start);
    assert.deepEqual(
      rows.map((row) => row.number),
      expected,
      `${viewer.login} ${tab}`,
    );
    assert.equal(total, expected.length);
    assert.equal(tabs[tab], expected.length);
  }
  const { rows } = await listOwnTickets(db, { viewer, query: { ...query, tab: null } }, start);
  const live = own.filter((row) => isLive(row.state)).map((row) => row.number);
  assert.deepEqual(
    rows.map((row) => row.number),
    live,
  );
}

async function checkConsole(db: Db, viewer: Viewer, truth: Truth): Promise<void> {
  type Row = Truth['tickets'][number];
  const mine = (row: Row) => row.holder_id === viewer.id || row.assignee_id === viewer.id;
  const book = await readDelayBook(db);
  const toneOf = (row: Row, now: Temporal.Instant) => toneNext(row, book, now);
  // When much is near or overrun: a working day and some minutes after the first ones were filed.
  const late = start.add({ hours: 24, minutes: 4 });
  for (const row of truth.tickets) tonesMet.add(toneOf(row, late) ?? 'none');
  const inView: Record<QueueView, (row: Row) => boolean> = {
    miennes: (row) => isLive(row.state) && mine(row),
    libres: (row) => isLive(row.state) && row.holder_id === null && row.assignee_id === null,
    equipe: (row) => isLive(row.state),
    'en-retard': (row) => toneOf(row, late) === 'late',
    bientot: (row) => toneOf(row, late) === 'soon',
    'a-completer': (row) => row.state === 'needs_information',
    'en-attente': (row) => row.state === 'on_hold',
    terminees: (row) => !isLive(row.state),
    toutes: (row) => isLive(row.state),
  };
  const reader = { viewer, book, now: late };
  const counts = await countQueue(db, reader);
  for (const view of queueViews) {
    const expected = truth.tickets
      .filter((row) => truth.works(viewer, row) || (ofAll.has(view) && viewer.isAdministrator))
      .filter(inView[view])
      .map((row) => row.number);
    const query: QueueQuery = {
      view,
      sort: 'numero',
      descending: false,
      size: 100,
      after: null,
      before: null,
      categoryId: null,
      state: null,
      priority: null,
      holder: null,
      teamId: null,
      text: null,
    };
    const { rows } = await listQueue(db, reader, query);
    assert.deepEqual(
      rows.map((row) => row.number),
      expected,
      `${viewer.login} ${view}`,
    );
    if (view !== 'terminees') assert.equal(counts[view], expected.length, `count of ${view}`);
  }
}

const tonesMet = new Set<DelayTone>();
const ofAll: ReadonlySet<QueueView> = new Set(['toutes', 'en-retard', 'bientot']);

/** How the first promise a team has to keep stands, told from the plain row. */
function toneNext(
  row: Truth['tickets'][number],
  book: DelayBook,
  now: Temporal.Instant,
): DelayTone | null {
  const [dueAt] = [row.team_take_due_at, row.resolve_due_at]
    .filter((one) => one !== null)
    .sort((a, b) => Temporal.Instant.compare(a, b));
  if (dueAt === undefined) return null;
  return describeDelay({ calendar: calendarOf(book, row.team_id), dueAt, paused: false, now }).tone;
}

async function checkBoard(db: Db, viewer: Viewer, truth: Truth): Promise<void> {
  const book = await readDelayBook(db);
  const teams = boardTeams(viewer, await listTeams(db));
  for (const hours of [4, 24, 24 * 12]) {
    const now = start.add({ hours });
    const boards = await readDueBoard(db, { viewer, teams, book, now });
    const shown = boards.flatMap(({ late, due }) => [...late.tickets, ...due.tickets]);
    const watched = truth.tickets.filter(
      (row) => truth.works(viewer, row) || (viewer.isAdministrator && toneNext(row, book, now)),
    );
    const isDue = (row: Truth['tickets'][number]) => {
      const tomorrow = Temporal.PlainDate.from('2026-03-02').add({
        days: Math.floor(hours / 24) + 1,
      });
      const ends = tomorrow.toZonedDateTime('Europe/Paris').toInstant();
      return [row.team_take_due_at, row.resolve_due_at].some(
        (dueAt) => dueAt !== null && Temporal.Instant.compare(dueAt, ends) < 0,
      );
    };
    assert.deepEqual(
      shown.map(({ number }) => number).sort((a, b) => a - b),
      watched.filter(isDue).map(({ number }) => number),
      `${viewer.login}, after ${String(hours)} hours`,
    );
  }
}

async function checkNotices(db: Db, viewer: Viewer, truth: Truth): Promise<void> {
  const seen = new Set(
    truth.tickets.filter((row) => truth.sees(viewer, row)).map((row) => row.number),
  );
  const expected = truth.notices
    .filter((notice) => notice.person_id === viewer.id && seen.has(notice.ticket_number))
    .map((notice) => notice.ticket_number)
    .sort((a, b) => a - b);
  const groups = await listNoticeGroups(db, { viewer, limit: 1000 });
  const told = groups.flatMap(({ number, kinds }) =>
    kinds.flatMap(({ count }) => Array.from({ length: count }, () => number)),
  );
  assert.deepEqual(
    told.sort((a, b) => a - b),
    expected,
  );
  assert.equal(await countUnreadNotices(db, viewer), expected.length);
}

const noFilters = understandSearch(parseSearch(''), {
  catalogue: { families: [], unknown: null },
  teams: [],
  viewer: { isAdministrator: false, memberships: [] },
  now: start,
}).filters;

const search = (viewer: Viewer, ...wanted: string[]): TicketSearch => ({
  viewer,
  wanted,
  refused: [],
  filters: noFilters,
  before: null,
  limit: 1000,
});

async function checkSearch(db: Db, viewer: Viewer, truth: Truth): Promise<void> {
  const expected = truth.tickets.filter((row) => truth.sees(viewer, row)).map((row) => row.number);
  const find = async (...wanted: string[]) => searchTickets(db, search(viewer, ...wanted), start);
  const everything = await find('descriptions');
  assert.deepEqual(everything.rows.map((row) => row.number).reverse(), expected);
  assert.equal(everything.count, expected.length);
  // Nobody finds a ticket by the words of a note: not even those who may read it there.
  assert.deepEqual((await find(noteWords)).rows, []);
  for (const row of truth.tickets) {
    const seen = truth.sees(viewer, row);
    const byNumber = await find(String(row.number));
    const isFound = byNumber.rows.some((one) => one.number === row.number);
    assert.equal(isFound, seen, `${viewer.login} looks for ${String(row.number)}`);
    // A word that only this ticket has, misspelled: told to those who see the ticket, and to nobody else.
    const [word = ''] = row.subject.split(' ').slice(1);
    const misspelled = `${word.slice(0, 5)}q${word.slice(6)}`;
    const asked = { search: search(viewer, misspelled), isRight: () => false };
    const corrected = await correctSearch(db, asked, start);
    assert.deepEqual(
      corrected?.wanted ?? null,
      seen ? [word] : null,
      `${viewer.login} looks for ${misspelled}`,
    );
  }
}

async function checkHints(db: Db, viewer: Viewer, truth: Truth): Promise<void> {
  const personIds = [viewer.id];
  for (const row of truth.tickets) {
    const { number } = row;
    const told = await peopleWhoSee(db, { number, personIds, teamOnly: false });
    assert.equal(told.includes(viewer.id), truth.sees(viewer, row), `${viewer.login} ${number}`);
    const access = truth.sees(viewer, row) ? await accessTicket(db, viewer, number) : null;
    const readsAll =
      access !== null &&
      readsTeamSide(access, viewer) &&
      (access.relation.agent || access.relation.administrator);
    const kept = await peopleWhoSee(db, { number, personIds, teamOnly: true });
    assert.equal(kept.includes(viewer.id), readsAll, `${viewer.login} ${number}, what teams keep`);
  }
}

test('every read path gives exactly what the rules of access allow', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, (world) =>
      rolledBack(database.db, async (db) => {
        await build(db, world);
        const truth = await readTruth(db);
        for (const personId of Object.values(desk.ids)) {
          const viewer = await viewerOf(db, personId);
          await checkTicketPages(db, viewer, truth);
          await checkOwnList(db, viewer, truth);
          await checkConsole(db, viewer, truth);
          await checkBoard(db, viewer, truth);
          await checkNotices(db, viewer, truth);
          await checkSearch(db, viewer, truth);
          await checkHints(db, viewer, truth);
        }
      }),
    ),
    { numRuns: 12, seed: 20_261_123 },
  );
  for (const tone of ['late', 'soon'] as const) {
    assert.ok(tonesMet.has(tone), `no ticket was ever ${tone}`);
  }
});
