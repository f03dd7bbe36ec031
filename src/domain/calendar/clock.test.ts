import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyCalendarAndStart, isOpen, minuteOf } from '../../../test/support/minute-oracle.ts';
import { type Priority, type Target, targetPriorities } from '../catalogue/target.ts';
import { type Calendar, defaultCalendar } from './calendar.ts';
import {
  type ClockEvent,
  dueInstants,
  promiseStates,
  readClock,
  type StopReason,
  spentMinutes,
} from './clock.ts';
import { type DelayBook, targetKey } from './delay-book.ts';
import { explainDelay } from './explain-delay.ts';

const paris = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).toInstant();
const inParis = (instant: Temporal.Instant | null) =>
  instant?.toZonedDateTimeISO('Europe/Paris').toPlainDateTime().toString({
    smallestUnit: 'minute',
  }) ?? null;

const TARGET: Target = { takeMinutes: 120, resolveMinutes: 1080 };
/** The usual hours, or those given, and one promise for everything. */
function bookOf(target: Target, calendar: Calendar = defaultCalendar): DelayBook {
  const targets = targetPriorities.map((one) => [targetKey(null, one), target] as const);
  return { usual: calendar, byTeam: new Map(), targets: new Map(targets) };
}

const asked: StopReason = { code: 'waiting_requester' };
const held: StopReason = { code: 'on_hold', holdReasonId: 1 };
const over: StopReason = { code: 'over' };

/** What happens to a ticket, by the clock on the wall: the reason its clock stops for, null when it runs again. */
type Told = [at: string, stop: StopReason | null, rest?: Partial<ClockEvent>];

const eventsOf = (submittedAt: string, told: readonly Told[] = []): ClockEvent[] => [
  { at: paris(submittedAt), stop: null, teamId: 1, categoryId: 1, priority: 'normal' },
  ...told.map(([at, stop, rest]) => ({ at: paris(at), stop, ...rest })),
];

function due(submittedAt: string, told: readonly Told[] = [], calendar = defaultCalendar) {
  const found = dueInstants(readClock(eventsOf(submittedAt, told)), bookOf(TARGET, calendar));
  return [inParis(found.takeBy), inParis(found.resolveBy)];
}

test('a ticket of Friday 17:30 is promised on Monday, and two working days later', () => {
  assert.deepEqual(due('2026-11-27T17:30'), ['2026-11-30T09:30', '2026-12-01T17:30']);
  assert.deepEqual(due('2026-11-27T17:59'), ['2026-11-30T09:59', '2026-12-01T17:59']);
  assert.deepEqual(due('2026-07-14T10:00'), ['2026-07-15T10:00', '2026-07-16T18:00']);
  assert.deepEqual(due('2028-02-29T17:00'), ['2028-03-01T09:00', '2028-03-02T17:00']);
});

test('a pause moves the promises by the working time it lasted, holidays not counted', () => {
  // Tuesday 14 July is a holiday: from Monday 17:00 to Wednesday 10:00 is 1 h + 2 h of work.
  const question: Told[] = [
    ['2026-07-13T17:00', asked],
    ['2026-07-15T10:00', null],
  ];
  assert.deepEqual(due('2026-07-13T14:00', question), ['2026-07-13T16:00', '2026-07-16T17:00']);
  const weekend: Told[] = [
    ['2026-11-27T18:00', held],
    ['2026-11-30T08:00', null],
  ];
  assert.deepEqual(due('2026-11-27T17:30', weekend), ['2026-11-30T09:30', '2026-12-01T17:30']);
});

test('nothing is promised while the clock is stopped, save what was due before', () => {
  assert.deepEqual(due('2026-11-23T08:00', [['2026-11-23T09:00', asked]]), [null, null]);
  assert.deepEqual(due('2026-11-23T08:00', [['2026-11-23T10:00', asked]]), [
    '2026-11-23T10:00',
    null,
  ]);
});

test('an empty calendar is never, a closure over the due date moves it behind', () => {
  assert.deepEqual(due('2026-11-23T08:00', [], { ...defaultCalendar, weekly: [] }), [null, null]);
  const closed = {
    ...defaultCalendar,
    closures: [{ label: 'Noël', from: '2026-12-24', to: '2027-01-03' }],
  };
  assert.deepEqual(due('2026-12-23T17:00', [], closed), ['2027-01-04T09:00', '2027-01-05T17:00']);
});

test('a calendar changed while the clock is stopped counts as it now stands, before and after', () => {
  const question: Told[] = [
    ['2026-11-23T09:00', asked],
    ['2026-11-25T09:00', null],
  ];
  const bridge = {
    ...defaultCalendar,
    closures: [{ label: 'Pont', from: '2026-11-24', to: '2026-11-25' }],
  };
  assert.deepEqual(due('2026-11-23T08:00', question), ['2026-11-25T10:00', '2026-11-26T18:00']);
  assert.deepEqual(due('2026-11-23T08:00', question, bridge), [
    '2026-11-26T09:00',
    '2026-11-27T17:00',
  ]);
});

const saturday: Calendar = {
  ...defaultCalendar,
  weekly: [...defaultCalendar.weekly, { weekday: 6, opens: '09:00', closes: '12:00' }],
};

/** Team 1 has the usual hours, team 2 those given. */
const twoTeams = (calendar: Calendar): DelayBook => ({
  ...bookOf(TARGET),
  byTeam: new Map([[2, calendar]]),
});

test('a transfer goes on with the hours of the new team; only its own time to take begins again', () => {
  const transferred = eventsOf('2026-11-27T16:00', [['2026-11-27T18:00', null, { teamId: 2 }]]);
  const clock = readClock(transferred);
  const { takeBy, teamTakeBy, resolveBy } = dueInstants(clock, twoTeams(saturday));
  assert.equal(inParis(takeBy), '2026-11-27T18:00', 'the requester has waited two hours');
  assert.equal(inParis(teamTakeBy), '2026-11-28T11:00', 'on the Saturday of the new team');
  assert.equal(inParis(resolveBy), '2026-12-01T12:00');
  assert.equal(clock.isTakenThere, false);
  const taken = readClock([
    ...transferred,
    { at: paris('2026-11-28T10:00'), stop: null, held: true },
  ]);
  assert.equal(taken.isTakenThere, true);
});

test('a promise is counting, stopped, kept or missed', () => {
  const book = bookOf(TARGET);
  const at = (told: Told[], now: string) => {
    const clock = readClock(eventsOf('2026-11-23T08:00', told));
    const { take, resolve } = promiseStates(clock, { book, now: paris(now) });
    return [take.state, take.spentMinutes, resolve.state, resolve.spentMinutes];
  };
  const taken: Told = ['2026-11-23T09:00', null, { held: true }];
  const late: Told = ['2026-11-23T10:01', null, { held: true }];
  assert.deepEqual(at([], '2026-11-23T10:00'), ['running', 120, 'running', 120]);
  assert.deepEqual(at([], '2026-11-23T10:01'), ['missed', 121, 'running', 121]);
  assert.deepEqual(at([taken], '2026-11-23T11:00'), ['kept', 60, 'running', 180]);
  assert.deepEqual(at([late], '2026-11-23T11:00'), ['missed', 121, 'running', 180]);
  const question: Told = ['2026-11-23T10:00', asked];
  assert.deepEqual(at([taken, question], '2026-11-24T11:00'), ['kept', 60, 'paused', 120]);
  const solved: Told = ['2026-11-24T18:00', over];
  assert.deepEqual(at([taken, solved], '2026-12-24T11:00'), ['kept', 60, 'kept', 1080]);
  const tooLate: Told = ['2026-11-25T08:01', over];
  assert.deepEqual(at([taken, tooLate], '2026-12-24T11:00'), ['kept', 60, 'missed', 1081]);
});

test('reopened a month later, a ticket has the time it had left', () => {
  const told: Told[] = [
    ['2026-11-23T17:00', over],
    ['2026-12-21T08:00', null],
  ];
  assert.deepEqual(due('2026-11-23T08:00', told)[1], '2026-12-22T09:00');
});

test('what changed of nature and priority counts from the start, in whatever order it changed', () => {
  const book: DelayBook = {
    ...bookOf(TARGET),
    targets: new Map([
      [targetKey(1, 'normal'), TARGET],
      [targetKey(1, 'urgent'), { takeMinutes: 30, resolveMinutes: 270 }],
      [targetKey(2, 'urgent'), { takeMinutes: 10, resolveMinutes: 60 }],
      [targetKey(null, 'low'), { takeMinutes: 900, resolveMinutes: 9000 }],
    ]),
  };
  const steps: Partial<ClockEvent>[] = [
    { categoryId: 2 },
    { priority: 'low' },
    { teamId: 2 },
    { priority: 'high' },
  ];
  const last: Partial<ClockEvent> = { priority: 'urgent', categoryId: 2, teamId: 1 };
  const found = (order: readonly Partial<ClockEvent>[]) => {
    const noon = paris('2026-11-23T12:00');
    const events = [...order, last].map((step) => ({ at: noon, stop: null, ...step }));
    return dueInstants(readClock([...eventsOf('2026-11-23T08:00'), ...events]), book);
  };
  const expected = found([]);
  assert.equal(inParis(expected.resolveBy), '2026-11-23T09:00');
  const orders = fc.shuffledSubarray(steps, { minLength: 0 });
  fc.assert(
    fc.property(orders, (order) => {
      const { takeBy, resolveBy } = found(order);
      assert.deepEqual([takeBy, resolveBy], [expected.takeBy, expected.resolveBy]);
    }),
  );
});

test('two machines that do not tell exactly the same time never make the clock go back', () => {
  const told: Told[] = [
    ['2026-11-23T09:00', asked],
    ['2026-11-23T08:59', null],
  ];
  assert.deepEqual(due('2026-11-23T08:00', told), due('2026-11-23T08:00'));
});

const anyStop = fc.constantFrom<StopReason | null>(null, null, asked, held, {
  ...held,
  holdReasonId: 2,
});
const anyStep = fc.record({
  wait: fc.integer({ min: 0, max: 1800 }),
  stop: anyStop,
  teamId: fc.option(fc.constantFrom(1, 2), { nil: undefined, freq: 2 }),
  priority: fc.constantFrom<Priority>('low', 'normal', 'urgent'),
  held: fc.boolean(),
});

/** Any life of a ticket between two teams with any hours. */
const anyLife = fc
  .tuple(anyCalendarAndStart, anyCalendarAndStart, fc.array(anyStep, { maxLength: 6 }))
  .map(([{ calendar, start }, other, steps]) => {
    let at = start;
    const events: ClockEvent[] = [
      { at, stop: null, teamId: 1, categoryId: 1, priority: 'normal' as const },
    ];
    for (const { wait, stop, teamId, priority, held } of steps) {
      at = at.add({ minutes: wait, seconds: 7 });
      events.push({ at, stop, priority, held, ...(teamId === undefined ? {} : { teamId }) });
    }
    return {
      events,
      start,
      hours: new Map([
        [1, calendar],
        [2, other.calendar],
      ]),
    };
  });
type Life = typeof anyLife extends fc.Arbitrary<infer L> ? L : never;

const bookFor = ({ hours }: Life, target: Target): DelayBook => ({
  ...bookOf(target),
  byTeam: hours,
});

/** Whether a minute counts, by looking at what was said before it: nothing in common with what is judged. */
function counts({ events, hours }: Life, minute: number): boolean {
  const before = events.filter(({ at }) => minuteOf(at) <= minute);
  const stop = before.at(-1)?.stop;
  const teamId = before.findLast((event) => event.teamId !== undefined)?.teamId ?? 0;
  const calendar = hours.get(teamId);
  return stop === null && calendar !== undefined && isOpen(calendar, minute);
}

const horizon = 4000;

test('what is spent and what is due are what one counts minute by minute', () => {
  const anyMinutes = fc.integer({ min: 1, max: 900 });
  fc.assert(
    fc.property(anyLife, anyMinutes, (life, minutes) => {
      const clock = readClock(life.events);
      const book = bookFor(life, { takeMinutes: minutes, resolveMinutes: minutes });
      const first = minuteOf(life.start);
      let counted = 0;
      let dueAt: number | null = null;
      for (let minute = first; minute < first + horizon; minute++) {
        if (counts(life, minute)) counted++;
        if (counted === minutes) dueAt ??= minute + 1;
      }
      const until = Temporal.Instant.fromEpochMilliseconds((first + horizon) * 60_000);
      assert.equal(spentMinutes(clock, book, until), counted);
      const { resolveBy } = dueInstants(clock, book);
      if (dueAt !== null) assert.equal(resolveBy && minuteOf(resolveBy), dueAt);
      else assert.ok(resolveBy === null || minuteOf(resolveBy) > first + horizon);
    }),
    { numRuns: 60 },
  );
});

test('the team’s own time is counted minute by minute from when it received the ticket', () => {
  fc.assert(
    fc.property(anyLife, fc.integer({ min: 1, max: 300 }), (life, minutes) => {
      const teams = life.events.map(({ teamId }) => teamId);
      let [team, arrived] = [1, life.start];
      for (const [index, event] of life.events.entries()) {
        const next = teams[index] ?? team;
        if (next !== team) arrived = event.at;
        team = next;
      }
      const book = bookFor(life, { takeMinutes: minutes, resolveMinutes: minutes });
      const { teamTakeBy } = dueInstants(readClock(life.events), book);
      let counted = 0;
      let minute = minuteOf(arrived);
      for (; counted < minutes && minute < minuteOf(arrived) + horizon; minute++) {
        if (counts(life, minute)) counted++;
      }
      if (counted === minutes) assert.equal(teamTakeBy && minuteOf(teamTakeBy), minute);
      else assert.ok(teamTakeBy === null || minuteOf(teamTakeBy) > minute);
    }),
    { numRuns: 40 },
  );
});

test('counting is additive and never goes back, and a longer promise is never due sooner', () => {
  const anyMinutes = fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 0, max: 900 }));
  const anyUntil = fc.tuple(fc.integer({ max: 9000, min: 0 }), fc.integer({ min: 0, max: 9000 }));
  fc.assert(
    fc.property(anyLife, anyMinutes, anyUntil, (life, [take, more], [one, two]) => {
      const clock = readClock(life.events);
      const book = bookFor(life, { takeMinutes: take, resolveMinutes: take + more });
      const [near, far] = [
        life.start.add({ minutes: one }),
        life.start.add({ minutes: one + two }),
      ];
      const between = explainDelay(clock, book, far)
        .filter(({ from }) => Temporal.Instant.compare(from, near) >= 0)
        .reduce((sum, { minutes }) => sum + minutes, 0);
      const [before, after] = [near, far].map((until) => spentMinutes(clock, book, until));
      assert.ok(before !== undefined && after !== undefined && before <= after);
      assert.ok(between <= after - before, 'a line that began before may hold some of it');
      const { takeBy, resolveBy } = dueInstants(clock, book);
      if (resolveBy !== null) {
        assert.ok(takeBy && Temporal.Instant.compare(takeBy, resolveBy) <= 0);
        assert.equal(spentMinutes(clock, book, resolveBy), take + more);
      }
    }),
  );
});

test('« Pourquoi ce délai ? »: lines follow each other, each is right, and they add up to the figure', () => {
  fc.assert(
    fc.property(anyLife, (life) => {
      const clock = readClock(life.events);
      const book = bookFor(life, TARGET);
      const until = life.start.add({ minutes: horizon });
      const lines = explainDelay(clock, book, until);
      const total = lines.reduce((sum, { minutes }) => sum + minutes, 0);
      assert.equal(total, spentMinutes(clock, book, until));
      assert.equal(lines[0] && minuteOf(lines[0].from), minuteOf(life.start));
      assert.equal(minuteOf(lines.at(-1)?.to ?? life.start), minuteOf(until));
      for (const [index, line] of lines.entries()) {
        const next = lines[index + 1];
        if (next) assert.deepEqual(next.from, line.to);
        assert.ok(Temporal.Instant.compare(line.from, line.to) < 0);
        let counted = 0;
        for (let minute = minuteOf(line.from); minute < minuteOf(line.to); minute++) {
          if (counts(life, minute)) counted++;
        }
        assert.equal(line.minutes, counted);
        if (!['usual', 'opening'].includes(line.reason.code)) assert.equal(line.minutes, 0);
      }
    }),
    { numRuns: 40 },
  );
});

test('an explanation reads as a person would tell it', () => {
  const bridge = {
    ...defaultCalendar,
    closures: [{ label: 'Pont', from: '2026-07-13', to: '2026-07-13' }],
  };
  const told: Told[] = [
    ['2026-07-15T10:00', asked],
    ['2026-07-16T10:00', null],
    ['2026-07-16T19:00', held],
    ['2026-07-16T20:00', null, { teamId: 2 }],
  ];
  const clock = readClock(eventsOf('2026-07-10T16:00', told));
  const lines = explainDelay(clock, bookOf(TARGET, bridge), paris('2026-07-16T21:00'));
  assert.deepEqual(
    lines.map(({ from, to, minutes, reason, teamId }) => [
      inParis(from)?.slice(5),
      inParis(to)?.slice(5),
      minutes,
      'holiday' in reason ? reason.holiday : 'label' in reason ? reason.label : reason.code,
      teamId,
    ]),
    [
      ['07-10T16:00', '07-11T00:00', 120, 'usual', 1],
      ['07-11T00:00', '07-13T00:00', 0, 'day_off', 1],
      ['07-13T00:00', '07-14T00:00', 0, 'Pont', 1],
      ['07-14T00:00', '07-15T00:00', 0, 'national_day', 1],
      ['07-15T00:00', '07-15T10:00', 120, 'usual', 1],
      ['07-15T10:00', '07-16T10:00', 0, 'waiting_requester', 1],
      ['07-16T10:00', '07-16T19:00', 420, 'usual', 1],
      ['07-16T19:00', '07-16T20:00', 0, 'on_hold', 1],
      ['07-16T20:00', '07-16T21:00', 0, 'usual', 2],
    ],
  );
});
