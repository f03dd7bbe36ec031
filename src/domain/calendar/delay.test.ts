import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyCalendarAndStart, isOpen, minuteOf } from '../../../test/support/minute-oracle.ts';
import { defaultCalendar } from './calendar.ts';
import {
  DEFAULT_TARGET,
  dueInstants,
  type Pause,
  type Priority,
  pausesOf,
  stopsClock,
  targetFor,
} from './delay.ts';

const paris = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).toInstant();
const inParis = (instant: Temporal.Instant | null) =>
  instant?.toZonedDateTimeISO('Europe/Paris').toPlainDateTime().toString({
    smallestUnit: 'minute',
  }) ?? null;
const pause = (from: string, to: string | null): Pause => ({
  from: paris(from),
  to: to === null ? null : paris(to),
});

const TARGET = { takeMinutes: 120, resolveMinutes: 1080 };

function due(submittedAt: string, pauses: Pause[] = [], calendar = defaultCalendar) {
  const { takeBy, resolveBy } = dueInstants({
    calendar,
    submittedAt: paris(submittedAt),
    pauses,
    target: TARGET,
  });
  return [inParis(takeBy), inParis(resolveBy)];
}

test('a ticket of Friday 17:30 is promised on Monday, and two working days later', () => {
  assert.deepEqual(due('2026-11-27T17:30'), ['2026-11-30T09:30', '2026-12-01T17:30']);
});

test('a pause moves the promises by the working time it lasted, holidays not counted', () => {
  // Tuesday 14 July is a holiday: from Monday 17:00 to Wednesday 10:00 is 1 h + 2 h of work.
  assert.deepEqual(due('2026-07-13T14:00', [pause('2026-07-13T17:00', '2026-07-15T10:00')]), [
    '2026-07-13T16:00',
    '2026-07-16T17:00',
  ]);
  assert.deepEqual(due('2026-11-27T17:30', [pause('2026-11-27T18:00', '2026-11-30T08:00')]), [
    '2026-11-30T09:30',
    '2026-12-01T17:30',
  ]);
});

test('nothing is promised while the clock is stopped, save what was due before', () => {
  assert.deepEqual(due('2026-11-23T08:00', [pause('2026-11-23T09:00', null)]), [null, null]);
  assert.deepEqual(due('2026-11-23T08:00', [pause('2026-11-23T10:00', null)]), [
    '2026-11-23T10:00',
    null,
  ]);
});

test('nothing is promised by a calendar that never opens', () => {
  const never = { ...defaultCalendar, weekly: [] };
  assert.deepEqual(due('2026-11-23T08:00', [], never), [null, null]);
});

test('a closure that covers the due date moves it behind', () => {
  const closed = {
    ...defaultCalendar,
    closures: [{ label: 'Noël', from: '2026-12-24', to: '2027-01-03' }],
  };
  assert.deepEqual(due('2026-12-23T17:00', [], closed), ['2027-01-04T09:00', '2027-01-05T17:00']);
});

test('pauses may overlap, touch and come in any order', () => {
  const [a, b, c] = [
    pause('2026-11-23T09:00', '2026-11-23T11:00'),
    pause('2026-11-23T10:00', '2026-11-23T10:30'),
    pause('2026-11-23T11:00', '2026-11-23T12:00'),
  ];
  const once = due('2026-11-23T08:00', [pause('2026-11-23T09:00', '2026-11-23T12:00')]);
  assert.deepEqual(due('2026-11-23T08:00', [c, b, a]), once);
  assert.deepEqual(once, ['2026-11-23T14:00', '2026-11-25T11:00']);
});

test('pauses are read out of the history of states, whatever its order', () => {
  const at = (hour: number) => paris(`2026-11-23T${String(hour).padStart(2, '0')}:00`);
  const changes = [
    { at: at(8), stopped: stopsClock('awaiting') },
    { at: at(9), stopped: stopsClock('needs_information') },
    { at: at(10), stopped: stopsClock('on_hold', true) },
    { at: at(11), stopped: stopsClock('in_progress') },
    { at: at(12), stopped: stopsClock('on_hold', false) },
    { at: at(13), stopped: stopsClock('in_progress') },
    { at: at(14), stopped: stopsClock('resolved') },
  ];
  const expected = [
    { from: at(9), to: at(11) },
    { from: at(14), to: null },
  ];
  assert.deepEqual(pausesOf(changes), expected);
  assert.deepEqual(pausesOf(changes.toReversed()), expected);
  assert.deepEqual(pausesOf([]), []);
});

test('a priority scales the promises of the nature, or the default ones', () => {
  assert.deepEqual(targetFor(TARGET, 'normal'), TARGET);
  assert.deepEqual(targetFor(TARGET, 'low'), { takeMinutes: 240, resolveMinutes: 2160 });
  assert.deepEqual(targetFor(TARGET, 'high'), { takeMinutes: 60, resolveMinutes: 540 });
  assert.deepEqual(targetFor(TARGET, 'urgent'), { takeMinutes: 30, resolveMinutes: 270 });
  assert.deepEqual(targetFor(null, 'normal'), DEFAULT_TARGET);
  assert.deepEqual(targetFor({ takeMinutes: 1, resolveMinutes: 1 }, 'urgent'), {
    takeMinutes: 1,
    resolveMinutes: 1,
  });
});

test('the more pressing a ticket, the sooner its promises', () => {
  const target = fc
    .tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 5000 }))
    .map(([take, more]) => ({ takeMinutes: take, resolveMinutes: take + more }));
  const order: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];
  fc.assert(
    fc.property(target, (nature) => {
      const targets = order.map((priority) => targetFor(nature, priority));
      targets.forEach((one, index) => {
        assert.ok(one.takeMinutes > 0 && one.takeMinutes <= one.resolveMinutes);
        assert.ok(one.resolveMinutes <= (targets[index + 1]?.resolveMinutes ?? Infinity));
      });
    }),
  );
});

const anyPause = fc.record({
  from: fc.integer({ min: -300, max: 4000 }),
  length: fc.option(fc.integer({ min: 0, max: 1500 }), { freq: 6 }),
});

test('promises are those found by counting, minute by minute, the open ones outside pauses', () => {
  const horizon = 5000;
  fc.assert(
    fc.property(
      anyCalendarAndStart,
      fc.array(anyPause, { maxLength: 4 }),
      fc.integer({ min: 1, max: 1000 }),
      ({ calendar, start }, drawn, minutes) => {
        const pauses = drawn.map(({ from, length }) => ({
          from: start.add({ minutes: from }),
          to: length === null ? null : start.add({ minutes: from + length }),
        }));
        const first = minuteOf(start);
        const paused = (minute: number) =>
          pauses.some(
            ({ from, to }) => minuteOf(from) <= minute && (to === null || minute < minuteOf(to)),
          );
        let counted = 0;
        let minute = first;
        for (; counted < minutes && minute < first + horizon; minute++) {
          if (!paused(minute) && isOpen(calendar, minute)) counted++;
        }
        const target = { takeMinutes: minutes, resolveMinutes: minutes };
        const { resolveBy } = dueInstants({ calendar, submittedAt: start, pauses, target });
        if (counted === minutes) assert.equal(resolveBy && minuteOf(resolveBy), minute);
        else assert.ok(resolveBy === null || minuteOf(resolveBy) > minute);
      },
    ),
    { numRuns: 60 },
  );
});
