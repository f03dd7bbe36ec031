import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { categoryIdOf, teamIdOf } from '../../../seeds/find.ts';
import {
  rolledBack,
  type TestDatabase,
  testDatabase,
  worldNow,
} from '../../../test/support/database.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { findCalendar, listCalendars } from '../calendar/calendar-queries.ts';
import { addClosures } from '../calendar/change-closures.ts';
import { dropHours, setHours } from '../calendar/set-hours.ts';
import { setTargets } from '../catalogue/set-targets.ts';
import { targetsFrom } from '../catalogue/target.ts';
import { readTargets } from '../catalogue/target-queries.ts';
import type { Db } from '../tables.ts';
import { setTeamCalendar } from '../teams/set-team-calendar.ts';
import { askRequester } from './ask-requester.ts';
import { runAutomaticActs } from './automatic-acts.ts';
import { completeTicket } from './complete-ticket.ts';
import { holdTicket } from './hold-ticket.ts';
import { recomputeDue } from './recompute-due.ts';
import { resolveTicket } from './resolve-ticket.ts';
import { setPriority } from './set-priority.ts';

let database: TestDatabase;
let db: Db;
before(async () => {
  database = await testDatabase();
  ({ db } = database);
});
after(() => database.close());

// The desk works from 8 to 12 and from 13 to 18; it is Monday, ten o’clock.
const nature = 'reseau-et-wifi';
const actorId = null;
const tomorrow = Temporal.PlainDate.from('2026-11-24');

async function usualOrder(tx: Db) {
  const usual = (await listCalendars(tx)).find(({ isDefault }) => isDefault);
  assert.ok(usual);
  return { actorId, id: usual.id, seenVersion: (await findCalendar(tx, usual.id))?.version ?? 0 };
}

const close = async (tx: Db, from: string, to = from) =>
  addClosures(
    tx,
    {
      ...(await usualOrder(tx)),
      closures: [{ label: 'Pont', from, to, kind: 'closed', hours: [] }],
    },
    worldNow,
  );

const onlyAfternoons = async (tx: Db) =>
  setHours(
    tx,
    {
      ...(await usualOrder(tx)),
      validFrom: tomorrow,
      weekly: ([1, 2, 3, 4, 5] as const).map((weekday) => ({
        weekday,
        opens: '13:00',
        closes: '18:00',
      })),
    },
    worldNow,
  );

const standing = (tx: Db) =>
  tx
    .selectFrom('ticket')
    .select(['number', 'take_due_at', 'resolve_due_at', 'team_take_due_at', 'spent_minutes'])
    .select(['promised_take_minutes', 'promised_resolve_minutes'])
    .orderBy('number')
    .execute();

async function dueIn(tx: Db, number: number): Promise<(string | null)[]> {
  const row = (await standing(tx)).find((one) => one.number === number);
  const local = (at: Temporal.Instant | null | undefined) =>
    at?.toZonedDateTimeISO('Europe/Paris').toPlainDateTime().toString({ smallestUnit: 'minute' }) ??
    null;
  return [local(row?.take_due_at), local(row?.resolve_due_at)];
}

test('hours that begin tomorrow change nothing of today, nor of what is over', () =>
  rolledBack(db, async (tx) => {
    const live = await fileTicket(tx, { category: nature }, worldNow);
    const finished = await fileTicket(tx, { category: nature }, worldNow);
    const nadia = await viewerNamed(tx, 'nadia.benali');
    const later = worldNow.add({ hours: 1 });
    await resolveTicket(tx, { number: finished, actor: nadia, body: 'Fait.' }, later);
    const over = (await standing(tx)).find(({ number }) => number === finished);
    assert.deepEqual(await dueIn(tx, live), ['2026-11-23T12:00', '2026-11-24T10:00']);
    await onlyAfternoons(tx);
    await recomputeDue(tx, worldNow);
    // Seven hours are left of today, as before; the two others are found tomorrow afternoon.
    assert.deepEqual(await dueIn(tx, live), ['2026-11-23T12:00', '2026-11-24T15:00']);
    assert.deepEqual(
      (await standing(tx)).find(({ number }) => number === finished),
      over,
    );
  }));

test('a calendar changed while a question waits counts from the answer on as it then stands', () =>
  rolledBack(db, async (tx) => {
    const number = await fileTicket(tx, { category: nature }, worldNow);
    const nadia = await viewerNamed(tx, 'nadia.benali');
    const marie = await viewerNamed(tx, 'marie.dupont');
    const asked = worldNow.add({ hours: 1 });
    await askRequester(tx, { number, actor: nadia, question: 'Lequel ?' }, asked);
    await close(tx, '2026-11-24', '2026-11-25');
    await recomputeDue(tx, asked);
    assert.deepEqual((await dueIn(tx, number))[1], null);
    await close(tx, '2026-11-27');
    const answered = Temporal.Instant.from('2026-11-26T09:00:00Z');
    await completeTicket(tx, { number, actor: marie, body: 'Le rouge.' }, answered);
    // One hour was counted on Monday, seven on Thursday; Friday is closed.
    assert.deepEqual((await dueIn(tx, number))[1], '2026-11-30T09:00');
    await recomputeDue(tx, answered);
    assert.deepEqual((await dueIn(tx, number))[1], '2026-11-30T09:00');
  }));

test('whatever the order in which hours, days, promises, calendar and priority change, dates are the same', async () => {
  const number = await fileTicket(db, { category: nature }, worldNow);
  const categoryId = await categoryIdOf(db, nature);
  const nadia = await viewerNamed(db, 'nadia.benali');
  const other = (await listCalendars(db)).find(({ name }) => name === 'Avec le samedi matin');
  assert.ok(other);
  const teamId = await teamIdOf(db, 'SYSTEM-RESEAU');
  const edits: ((tx: Db) => Promise<unknown>)[] = [
    onlyAfternoons,
    (tx) => close(tx, '2026-11-25'),
    (tx) => close(tx, '2026-12-24', '2026-12-30'),
    (tx) => setPriority(tx, { number, actor: nadia, priority: 'high' }, worldNow),
    (tx) => setTeamCalendar(tx, { actorId, teamId, calendarId: other.id, seen: null }, worldNow),
    async (tx) => {
      const targets = targetsFrom({ takeMinutes: 300, resolveMinutes: 6000 });
      const seen = await readTargets(tx, categoryId);
      await setTargets(tx, { actorId, categoryId, targets, seen }, worldNow);
    },
  ];
  const after_ = (order: typeof edits) =>
    rolledBack(db, async (tx) => {
      for (const edit of order) {
        await edit(tx);
        await recomputeDue(tx, worldNow);
      }
      return standing(tx);
    });
  const expected = await after_(edits);
  assert.notDeepEqual(expected, await standing(db));
  const turned = edits.map((_, index) => [...edits.slice(index), ...edits.slice(0, index)]);
  for (const order of [edits.toReversed(), ...turned, ...turned.map((one) => one.toReversed())]) {
    assert.deepEqual(await after_(order), expected);
  }
});

const automatic = async (tx: Db, numbers: readonly number[]) => {
  const rows = await tx
    .selectFrom('ticket')
    .select(['number', 'state', 'resume_at', 'expire_at', 'close_at'])
    .where('number', '=', (eb) => eb.fn.any(eb.val([...numbers])))
    .orderBy('number')
    .execute();
  return rows.map(({ state, resume_at, expire_at, close_at }) => {
    const day = (resume_at ?? expire_at ?? close_at)?.toZonedDateTimeISO('Europe/Paris');
    return `${state} ${day ? `${day.toPlainDate()}` : 'never'}`;
  });
};

test('what the desk does by itself follows the hours: put off by a closure, never without hours, back with them', () =>
  rolledBack(db, async (tx) => {
    const nadia = await viewerNamed(tx, 'nadia.benali');
    const [held, asked, resolved] = [
      await fileTicket(tx, { category: nature }, worldNow),
      await fileTicket(tx, { category: nature }, worldNow),
      await fileTicket(tx, { category: nature }, worldNow),
    ];
    const reason = await tx
      .selectFrom('hold_reason')
      .select('id')
      .where('needs_date', '=', true)
      .executeTakeFirstOrThrow();
    const until = Temporal.PlainDate.from('2026-11-27');
    const order = { number: held, actor: nadia };
    await holdTicket(tx, { ...order, reasonId: reason.id, until, body: '' }, worldNow);
    await askRequester(tx, { number: asked, actor: nadia, question: 'Lequel ?' }, worldNow);
    await resolveTicket(tx, { number: resolved, actor: nadia, body: 'Fait.' }, worldNow);
    const dates = () => automatic(tx, [held, asked, resolved]);
    const usual = ['on_hold 2026-11-27', 'needs_information 2026-12-07', 'resolved 2026-12-07'];
    assert.deepEqual(await dates(), usual);
    await close(tx, '2026-11-27', '2026-11-30');
    await recomputeDue(tx, worldNow);
    const late = ['on_hold 2026-12-01', 'needs_information 2026-12-09', 'resolved 2026-12-09'];
    assert.deepEqual(await dates(), late);
    await setHours(tx, { ...(await usualOrder(tx)), validFrom: tomorrow, weekly: [] }, worldNow);
    await recomputeDue(tx, worldNow);
    const never = ['on_hold never', 'needs_information never', 'resolved never'];
    assert.deepEqual(await dates(), never);
    await dropHours(tx, { ...(await usualOrder(tx)), validFrom: tomorrow }, worldNow);
    await recomputeDue(tx, worldNow);
    assert.deepEqual(await dates(), late);
    assert.equal(await recomputeDue(tx, worldNow), 0);
  }));

test('a date that came while nobody would ever work again is kept until somebody does', () =>
  rolledBack(db, async (tx) => {
    const nadia = await viewerNamed(tx, 'nadia.benali');
    const number = await fileTicket(tx, { category: nature }, worldNow);
    await askRequester(tx, { number, actor: nadia, question: 'Lequel ?' }, worldNow);
    // The sweep comes before the dates are computed again.
    await setHours(tx, { ...(await usualOrder(tx)), validFrom: tomorrow, weekly: [] }, worldNow);
    const come = Temporal.Instant.from('2026-12-08T09:00:00Z');
    await runAutomaticActs(tx, come);
    assert.deepEqual(await automatic(tx, [number]), ['needs_information never']);
    await dropHours(tx, { ...(await usualOrder(tx)), validFrom: tomorrow }, worldNow);
    await recomputeDue(tx, come);
    await runAutomaticActs(tx, come);
    assert.match((await automatic(tx, [number]))[0] ?? '', /^resolved/);
  }));
