import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { rolledBack, testDatabase } from '../../../test/support/database.ts';
import { Conflict } from '../../platform/errors.ts';
import { setTargets } from '../catalogue/set-targets.ts';
import { targetsFrom } from '../catalogue/target.ts';
import { readTargets } from '../catalogue/target-queries.ts';
import type { Db } from '../tables.ts';
import { addTeam } from '../teams/add-team.ts';
import { setTeamCalendar } from '../teams/set-team-calendar.ts';
import { addCalendar } from './add-calendar.ts';
import { defaultCalendar, type WeeklyHours } from './calendar.ts';
import { closureFault, hoursFault, isTimeZone, weeklyFaults } from './calendar-faults.ts';
import { findCalendar, listCalendars, readDelayBook } from './calendar-queries.ts';
import { addClosures, editClosure, removeClosure } from './change-closures.ts';
import { type ClosurePeriod, compileCalendar } from './compile-calendar.ts';
import { calendarOf, targetOf } from './delay-book.ts';
import { describeCalendar, makeDefaultCalendar } from './describe-calendar.ts';
import { mergeClosures } from './merge-closures.ts';
import { dropHours, setHours } from './set-hours.ts';
import { yearView } from './year-view.ts';

const { db, close } = await testDatabase({ seeded: false });
after(close);

const now = Temporal.Instant.from('2026-11-23T09:00:00Z');
const date = (text: string) => Temporal.PlainDate.from(text);
const actorId = null;
const mondays: WeeklyHours[] = [{ weekday: 1, opens: '09:00', closes: '17:00' }];
const place = {
  name: 'Lundi',
  timeZone: 'Indian/Reunion',
  holidayZone: 'la-reunion',
  pentecostWorked: true,
} as const;
const bridge: ClosurePeriod = {
  label: 'Pont',
  from: '2027-05-07',
  to: '2027-05-07',
  kind: 'closed',
  hours: [],
};

async function add(tx: Db): Promise<number> {
  const id = await addCalendar(tx, { actorId, ...place, weekly: mondays }, now);
  assert.ok(id);
  return id;
}
const read = async (tx: Db, id: number) => {
  const found = await findCalendar(tx, id);
  assert.ok(found);
  return found;
};
const order = async (tx: Db, id: number) => ({
  actorId,
  id,
  seenVersion: (await read(tx, id)).version,
});
const audits = (tx: Db) =>
  tx
    .selectFrom('audit_entry')
    .select(['act', 'subject', 'before', 'after'])
    .orderBy('id')
    .execute();
const waitingJobs = async (tx: Db) =>
  (
    await tx
      .selectFrom(sql<{ n: number }>`graphile_worker.jobs`.as('jobs'))
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where(sql<boolean>`task_identifier = 'recompute-due'`)
      .executeTakeFirstOrThrow()
  ).n;

test('a desk begins with the hours the code had, and its promises', () =>
  rolledBack(db, async (tx) => {
    const book = await readDelayBook(tx);
    assert.deepEqual(book.usual, defaultCalendar);
    assert.deepEqual(targetOf(book, 99, 'normal'), { takeMinutes: 540, resolveMinutes: 2700 });
    assert.deepEqual(targetOf(book, 99, 'urgent'), { takeMinutes: 135, resolveMinutes: 675 });
    assert.equal(await readDelayBook(tx), book, 'the same rows are the same object');
  }));

test('a team follows its own calendar, the others that of the desk', () =>
  rolledBack(db, async (tx) => {
    const id = await add(tx);
    const team = await addTeam(tx, { actorId, code: 'UN', name: 'Un' }, now);
    const choice = { actorId, teamId: team.id, calendarId: id, seen: null };
    await setTeamCalendar(tx, choice, now);
    const book = await readDelayBook(tx);
    assert.deepEqual(calendarOf(book, team.id).weekly, mondays);
    assert.equal(calendarOf(book, team.id + 1), book.usual);
    await assert.rejects(setTeamCalendar(tx, { ...choice, calendarId: null }, now), Conflict);
    await setTeamCalendar(tx, { ...choice, calendarId: null, seen: id }, now);
    assert.equal(calendarOf(await readDelayBook(tx), team.id), (await readDelayBook(tx)).usual);
    assert.equal(await waitingJobs(tx), 1, 'one computation for both changes');
    await makeDefaultCalendar(tx, await order(tx, id), now);
    assert.deepEqual((await readDelayBook(tx)).usual.weekly, mondays);
  }));

test('new hours leave the days before as they were; a planned change may be given up', () =>
  rolledBack(db, async (tx) => {
    const id = await add(tx);
    await assert.rejects(
      setHours(tx, { ...(await order(tx, id)), validFrom: date('2026-11-22'), weekly: [] }, now),
      Conflict,
    );
    const validFrom = date('2026-12-01');
    const tuesdays: WeeklyHours[] = [{ weekday: 2, opens: '09:00', closes: '12:00' }];
    await setHours(tx, { ...(await order(tx, id)), validFrom, weekly: tuesdays }, now);
    const changed = compileCalendar((await read(tx, id)).stored);
    assert.deepEqual(changed.weekly, mondays);
    assert.deepEqual(changed.changes, [{ from: '2026-12-01', weekly: tuesdays }]);
    await dropHours(tx, { ...(await order(tx, id)), validFrom }, now);
    assert.deepEqual(compileCalendar((await read(tx, id)).stored).changes, []);
    await dropHours(tx, { ...(await order(tx, id)), validFrom: date('2026-11-23') }, now);
    assert.deepEqual((await read(tx, id)).stored.versions.length, 1, 'the last hours stay');
  }));

test('closures are added once, edited, removed; every change says how it was before and after', () =>
  rolledBack(db, async (tx) => {
    const id = await add(tx);
    await addClosures(tx, { ...(await order(tx, id)), closures: [bridge, bridge] }, now);
    const stale = await order(tx, id);
    const [closure] = (await read(tx, id)).stored.closures;
    assert.ok(closure);
    const fair: ClosurePeriod = {
      label: 'Salon',
      from: '2027-05-08',
      to: '2027-05-09',
      kind: 'open',
      hours: [{ opens: '10:00', closes: '16:00' }],
    };
    await editClosure(tx, { ...stale, closureId: closure.id, closure: fair }, now);
    const { openings, closures } = compileCalendar((await read(tx, id)).stored);
    assert.deepEqual(closures, []);
    assert.deepEqual(
      openings.map((opening) => opening.date),
      ['2027-05-08', '2027-05-09'],
    );
    // Somebody who had not seen it: the same change is none, another one is a conflict.
    await editClosure(tx, { ...stale, closureId: closure.id, closure: fair }, now);
    await assert.rejects(
      editClosure(tx, { ...stale, closureId: closure.id, closure: bridge }, now),
      Conflict,
    );
    await removeClosure(tx, { ...(await order(tx, id)), closureId: closure.id }, now);
    const described = { ...place, name: 'Le lundi' };
    assert.ok(await describeCalendar(tx, { ...(await order(tx, id)), ...described }, now));
    const taken = { ...place, name: 'Horaires du centre de services' };
    assert.equal(await describeCalendar(tx, { ...(await order(tx, id)), ...taken }, now), false);
    const entries = (await audits(tx)).filter(
      ({ subject }) => subject === `calendar:${String(id)}`,
    );
    assert.deepEqual(
      entries.map(({ act }) => act),
      ['add-calendar', 'add-closures', 'edit-closure', 'remove-closure', 'describe-calendar'],
    );
    for (const [index, { before }] of entries.entries()) {
      if (index > 1) assert.deepEqual(before, entries[index - 1]?.after);
    }
    assert.equal((await read(tx, id)).version, 5);
  }));

test('a name is given once; hours, days and places that make no sense are refused', () =>
  rolledBack(db, async (tx) => {
    await add(tx);
    assert.equal(await addCalendar(tx, { actorId, ...place, weekly: mondays }, now), null);
    const nowhere = { actorId, ...place, name: 'X', timeZone: 'Mars/Olympus', weekly: mondays };
    assert.throws(() => addCalendar(tx, nowhere, now), RangeError);
    assert.deepEqual(['Europe/Paris', 'America/Miquelon', '+02:00', '', 'Paris'].map(isTimeZone), [
      true,
      true,
      false,
      false,
      false,
    ]);
    const hours = (...pairs: [string, string][]) =>
      hoursFault(pairs.map(([opens, closes]) => ({ opens, closes })));
    assert.equal(hours(['08:00', '12:00'], ['12:00', '24:00']), null);
    assert.equal(hours(['13:00', '18:00'], ['08:00', '13:01']), 'overlap');
    assert.equal(hours(['12:00', '12:00']), 'closes_before_opens');
    assert.equal(hours(['8:00', '12:00']), 'not_a_time');
    assert.deepEqual(
      [...weeklyFaults([...mondays, ...mondays, { weekday: 2, opens: '09:00', closes: '10:00' }])],
      [[1, 'overlap']],
    );
    assert.equal(closureFault(bridge), null);
    assert.equal(closureFault({ ...bridge, kind: 'open' }), 'no_hours');
    assert.equal(closureFault({ ...bridge, from: '2027-02-29' }), 'not_a_date');
    assert.equal((await listCalendars(tx))[0]?.isDefault, true);
  }));

test('closures of a file are merged once: added, put in place of what moved, or left', () =>
  rolledBack(db, async (tx) => {
    const id = await add(tx);
    const eve: ClosurePeriod = {
      ...bridge,
      label: 'Noël',
      hours: [{ opens: '12:00', closes: '24:00' }],
    };
    await addClosures(tx, { ...(await order(tx, id)), closures: [bridge] }, now);
    const jobs = await waitingJobs(tx);
    const closures = [{ ...bridge, from: '2027-05-06' }, eve, eve];
    const stale = await order(tx, id);
    await mergeClosures(tx, { ...stale, closures }, now);
    const labels = (await read(tx, id)).stored.closures.map(
      ({ from, label }) => `${from} ${label}`,
    );
    assert.deepEqual(labels, ['2027-05-06 Pont', '2027-05-07 Noël']);
    const { version } = await read(tx, id);
    // The same file, from a page opened before: it changes nothing, so nobody is told of a conflict.
    await mergeClosures(tx, { ...stale, closures }, now);
    assert.equal((await read(tx, id)).version, version);
    const other = { ...stale, closures: [{ ...bridge, label: 'Inventaire' }] };
    await assert.rejects(mergeClosures(tx, other, now), Conflict);
    assert.equal((await audits(tx)).filter(({ act }) => act === 'import-closures').length, 1);
    assert.equal(await waitingJobs(tx), jobs);
    const wrong = { ...(await order(tx, id)), closures: [{ ...bridge, label: ' ' }] };
    assert.throws(() => mergeClosures(tx, wrong, now), RangeError);
  }));

test('a year is shown day by day, with why each is open or closed', () => {
  const fair = { label: 'Salon', date: '2027-05-09', opens: '10:00', closes: '16:00' };
  const calendar = {
    ...defaultCalendar,
    closures: [bridge],
    openings: [fair],
    changes: [{ from: '2027-12-01', weekly: mondays }],
  };
  const year = yearView(calendar, 2027);
  assert.equal(year.length, 365);
  const day = (text: string) => {
    const found = year.find((one) => `${one.date}` === text);
    const hours = found?.hours.map(({ opens, closes }) => `${opens}-${closes}`) ?? [];
    return [...hours, ...Object.values(found?.reason ?? {})];
  };
  assert.deepEqual(day('2027-05-05'), ['08:00-12:00', '13:00-18:00', 'usual']);
  assert.deepEqual(day('2027-05-06'), ['holiday', 'ascension']);
  assert.deepEqual(day('2027-05-07'), ['closure', 'Pont']);
  assert.deepEqual(day('2027-05-08'), ['holiday', 'victory_1945']);
  assert.deepEqual(day('2027-05-09'), ['10:00-16:00', 'opening', 'Salon']);
  assert.deepEqual(day('2027-11-30'), ['08:00-12:00', '13:00-18:00', 'usual']);
  assert.deepEqual(day('2027-12-01'), ['day_off']);
  assert.deepEqual(day('2027-12-06'), ['09:00-17:00', 'usual']);
});

test('what a nature promises is changed for all its priorities, or left to the default', () =>
  rolledBack(db, async (tx) => {
    const before = await readTargets(tx, null);
    const targets = targetsFrom({ takeMinutes: 60, resolveMinutes: 600 });
    const change = { actorId, categoryId: null, targets, seen: before };
    await setTargets(tx, change, now);
    assert.deepEqual(await readTargets(tx, null), targets);
    assert.deepEqual(targetOf(await readDelayBook(tx), 99, 'normal'), targets.normal);
    // Sent again: nothing changes, and nobody is told of a conflict.
    await setTargets(tx, change, now);
    const others = targetsFrom({ takeMinutes: 90, resolveMinutes: 900 });
    await assert.rejects(setTargets(tx, { ...change, targets: others }, now), Conflict);
    const [entry, ...more] = (await audits(tx)).filter(({ act }) => act === 'set-targets');
    assert.deepEqual([entry?.before, entry?.after, more], [before, targets, []]);
    assert.equal(await waitingJobs(tx), 1);
  }));
