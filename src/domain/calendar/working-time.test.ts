import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyCalendarAndStart, isOpen, minuteOf } from '../../../test/support/minute-oracle.ts';
import { type Calendar, defaultCalendar, type Weekday } from './calendar.ts';
import {
  addWorkingDays,
  addWorkingTime,
  nextOpening,
  openIntervals,
  subtractWorkingTime,
  usualDayMinutes,
  workingMinutesBetween,
} from './working-time.ts';

const paris = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).toInstant();
const inParis = (instant: Temporal.Instant | null) =>
  instant?.toZonedDateTimeISO('Europe/Paris').toPlainDateTime().toString({
    smallestUnit: 'minute',
  }) ?? null;
const after = (start: string, minutes: number, calendar = defaultCalendar) =>
  inParis(addWorkingTime(calendar, paris(start), minutes));

const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const NEVER: Calendar = { ...defaultCalendar, weekly: [] };
const ALWAYS: Calendar = {
  ...defaultCalendar,
  weekly: WEEK.map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })),
  holidayZone: null,
};

test('working time stops at lunch, in the evening and over the weekend', () => {
  assert.equal(after('2026-11-23T09:00', 60), '2026-11-23T10:00');
  assert.equal(after('2026-11-23T11:30', 60), '2026-11-23T13:30');
  assert.equal(after('2026-11-23T11:30', 30), '2026-11-23T12:00');
  assert.equal(after('2026-11-23T17:59', 1), '2026-11-23T18:00');
  assert.equal(after('2026-11-23T17:59', 2), '2026-11-24T08:01');
  assert.equal(after('2026-11-27T17:30', 120), '2026-11-30T09:30');
  assert.equal(after('2026-11-28T11:00', 60), '2026-11-30T09:00');
  assert.equal(after('2026-11-23T06:00', 540), '2026-11-23T18:00');
});

test('seconds are cut off: an instant stands for its minute', () => {
  assert.equal(after('2026-11-23T09:00:59.999', 60), '2026-11-23T10:00');
  assert.equal(
    workingMinutesBetween(
      defaultCalendar,
      paris('2026-11-23T09:00:59'),
      paris('2026-11-23T09:01:00'),
    ),
    1,
  );
});

test('public holidays, New Year and 29 February are where the calendar has them', () => {
  assert.equal(after('2026-07-13T17:00', 120), '2026-07-15T09:00');
  assert.equal(after('2026-07-14T10:00', 60), '2026-07-15T09:00');
  assert.equal(after('2026-12-31T17:59', 2), '2027-01-04T08:01');
  assert.equal(after('2024-02-28T17:00', 120), '2024-02-29T09:00');
  assert.equal(after('2023-02-28T17:00', 120), '2023-03-01T09:00');
  const alsace: Calendar = { ...defaultCalendar, holidayZone: 'alsace-moselle' };
  assert.equal(after('2026-04-02T17:00', 120, alsace), '2026-04-07T09:00');
  assert.equal(after('2026-04-02T17:00', 120), '2026-04-03T09:00');
});

test('a closure counts for nothing, an exceptional opening wins over it and over a holiday', () => {
  const calendar: Calendar = {
    ...defaultCalendar,
    closures: [{ label: 'Noël', from: '2026-12-24', to: '2026-12-31' }],
    openings: [
      { label: 'Inventaire', date: '2026-12-28', opens: '09:00', closes: '10:00' },
      { label: 'Examens', date: '2027-01-01', opens: '09:00', closes: '10:00' },
      { label: 'Rentrée', date: '2027-01-04', opens: '17:00', closes: '20:00' },
    ],
  };
  assert.equal(after('2026-12-23T17:00', 61, calendar), '2026-12-28T09:01');
  assert.equal(after('2026-12-23T17:00', 121, calendar), '2027-01-01T09:01');
  assert.equal(after('2026-12-26T12:00', 121, calendar), '2027-01-04T08:01');
  // 17:00–20:00 adds to 13:00–18:00 and counts 17:00–18:00 once only.
  assert.equal(after('2027-01-04T13:00', 420, calendar), '2027-01-04T20:00');
});

test('a night desk works 23 hours or 25 when the clocks change', () => {
  const worked = (date: string) =>
    workingMinutesBetween(
      ALWAYS,
      paris(`${date}T00:00`),
      paris(`${Temporal.PlainDate.from(date).add({ days: 1 })}T00:00`),
    );
  assert.equal(worked('2026-03-28'), 24 * 60);
  assert.equal(worked('2026-03-29'), 23 * 60);
  assert.equal(worked('2026-10-25'), 25 * 60);
});

test('Saint-Pierre-et-Miquelon changes its clocks when the United States do', () => {
  const timeZone = 'America/Miquelon';
  const calendar: Calendar = { ...ALWAYS, timeZone };
  const worked = (date: string) => {
    const day = Temporal.PlainDate.from(date);
    const [from, to] = [day, day.add({ days: 1 })].map((one) =>
      one.toZonedDateTime(timeZone).toInstant(),
    );
    return from && to && workingMinutesBetween(calendar, from, to) / 60;
  };
  // The second Sunday of March and the first of November; the Sundays of Europe are days like others.
  assert.deepEqual(
    ['2026-03-08', '2026-11-01', '2027-03-14', '2027-11-07'].map(worked),
    [23, 25, 23, 25],
  );
  assert.deepEqual(['2026-03-29', '2026-10-25'].map(worked), [24, 24]);
  const office: Calendar = {
    ...defaultCalendar,
    timeZone,
    holidayZone: 'saint-pierre-et-miquelon',
  };
  const friday = Temporal.ZonedDateTime.from(`2026-03-06T17:30[${timeZone}]`).toInstant();
  const due = addWorkingTime(office, friday, 120)?.toZonedDateTimeISO(timeZone);
  assert.equal(due?.toPlainDateTime().toString(), '2026-03-09T09:30:00');
});

test('hours that do not exist count for nothing, hours that come twice count twice', () => {
  const night: Calendar = {
    ...defaultCalendar,
    weekly: [{ weekday: 7, opens: '02:15', closes: '02:45' }],
  };
  const worked = (from: string, to: string) => workingMinutesBetween(night, paris(from), paris(to));
  assert.equal(worked('2026-03-29T00:00', '2026-03-30T00:00'), 0);
  assert.equal(worked('2026-10-25T00:00', '2026-10-26T00:00'), 60);
  assert.equal(worked('2026-11-01T00:00', '2026-11-02T00:00'), 0, 'Toussaint');
  assert.equal(worked('2026-11-08T00:00', '2026-11-09T00:00'), 30);
});

test('a calendar that never opens gives no instant, at once', () => {
  const now = paris('2026-11-23T09:00');
  const closed: Calendar = {
    ...defaultCalendar,
    closures: [{ label: '', from: '2000-01-01', to: '9999-12-31' }],
  };
  for (const calendar of [NEVER, closed]) {
    assert.equal(addWorkingTime(calendar, now, 1), null);
    assert.equal(addWorkingDays(calendar, now, 1), null);
    assert.equal(workingMinutesBetween(calendar, now, now.add({ hours: 9999 })), 0);
    assert.deepEqual(openIntervals(calendar, now, now.add({ hours: 9999 })), []);
  }
  assert.deepEqual(addWorkingTime(NEVER, now, 0), now);
  assert.equal(usualDayMinutes(NEVER, paris('2026-11-23T08:00')), 0);
});

test('a calendar of exceptional openings only ends with the last of them', () => {
  const once: Calendar = {
    ...NEVER,
    openings: [{ label: 'Salon', date: '2026-11-28', opens: '09:00', closes: '17:00' }],
  };
  assert.equal(after('2026-11-23T09:00', 480, once), '2026-11-28T17:00');
  assert.equal(after('2026-11-23T09:00', 481, once), null);
});

test('hours that make no sense are refused', () => {
  const hours = (opens: string, closes: string): Calendar => ({
    ...defaultCalendar,
    weekly: [{ weekday: 1, opens, closes }],
  });
  const now = paris('2026-11-23T09:00');
  for (const [opens, closes] of [
    ['9:00', '12:00'],
    ['12:00', '09:00'],
    ['09:00', '09:00'],
    ['09:00', '24:30'],
    ['09:60', '12:00'],
    ['', ''],
  ] as const) {
    assert.throws(
      () => usualDayMinutes(hours(opens, closes), now),
      RangeError,
      `${opens}-${closes}`,
    );
  }
  for (const count of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => addWorkingTime(defaultCalendar, now, count), RangeError);
    assert.throws(() => addWorkingDays(defaultCalendar, now, count), RangeError);
  }
});

test('the usual day is the most frequent one, the longest when several are', () => {
  assert.equal(usualDayMinutes(defaultCalendar, paris('2026-11-23T08:00')), 540);
  const shortFriday: Calendar = {
    ...defaultCalendar,
    weekly: defaultCalendar.weekly.filter((entry) => entry.weekday < 5 || entry.opens < '12'),
  };
  assert.equal(usualDayMinutes(shortFriday, paris('2026-11-23T08:00')), 540);
  const asManyShortAsLong: Calendar = {
    ...defaultCalendar,
    weekly: [
      { weekday: 1, opens: '08:00', closes: '12:00' },
      { weekday: 2, opens: '08:00', closes: '16:00' },
    ],
  };
  assert.equal(usualDayMinutes(asManyShortAsLong, paris('2026-11-23T08:00')), 480);
});

test('working days keep the time of day and skip weekends, holidays and closures', () => {
  const later = (start: string, count: number, calendar = defaultCalendar) =>
    inParis(addWorkingDays(calendar, paris(start), count));
  assert.equal(later('2026-11-23T14:05', 0), '2026-11-23T14:05');
  assert.equal(later('2026-11-23T14:05', 10), '2026-12-07T14:05');
  assert.equal(later('2026-12-23T14:05', 2), '2026-12-28T14:05');
  assert.equal(later('2026-11-28T14:05', 1), '2026-11-30T14:05');
  assert.equal(later('2026-03-27T14:05', 1), '2026-03-30T14:05');
  assert.equal(later('2026-03-28T02:30', 1, ALWAYS), '2026-03-29T03:30');
  const closed = {
    ...defaultCalendar,
    closures: [{ label: '', from: '2026-11-24', to: '2026-11-25' }],
  };
  assert.equal(later('2026-11-23T14:05', 1, closed), '2026-11-26T14:05');
});

test('working days are the ones counted on the wall calendar', () => {
  const count = fc.integer({ min: 1, max: 8 });
  fc.assert(
    fc.property(anyCalendarAndStart, count, ({ calendar, start }, count) => {
      const local = start.toZonedDateTimeISO(calendar.timeZone);
      let left = count;
      let days = 0;
      while (left > 0 && days < 200) {
        days++;
        const day = local.toPlainDate().add({ days });
        const midnight = minuteOf(day.toZonedDateTime(calendar.timeZone).toInstant());
        const next = day.add({ days: 1 }).toZonedDateTime(calendar.timeZone).toInstant();
        // Every opening of these calendars starts on a quarter of an hour of the wall clock.
        for (let minute = midnight; minute < minuteOf(next); minute += 15) {
          if (!isOpen(calendar, minute)) continue;
          left--;
          break;
        }
      }
      const expected = left === 0 ? local.add({ days }).toInstant() : null;
      const found = addWorkingDays(calendar, start, count);
      if (expected) assert.deepEqual(found, expected);
      else
        assert.ok(
          found === null || Temporal.Instant.compare(found, start.add({ hours: 4700 })) > 0,
        );
    }),
    { numRuns: 40 },
  );
});

test('working minutes are those counted one by one', () => {
  fc.assert(
    fc.property(anyCalendarAndStart, fc.integer({ min: 0, max: 5000 }), (given, length) => {
      const { calendar, start } = given;
      const end = start.add({ minutes: length });
      let expected = 0;
      for (let minute = minuteOf(start); minute < minuteOf(end); minute++) {
        if (isOpen(calendar, minute)) expected++;
      }
      assert.equal(workingMinutesBetween(calendar, start, end), expected);
      assert.equal(workingMinutesBetween(calendar, end, start), 0 - expected);
    }),
    { numRuns: 60 },
  );
});

test('a due instant is the first by which the minutes have been counted one by one', () => {
  fc.assert(
    fc.property(anyCalendarAndStart, fc.integer({ min: 1, max: 1500 }), (given, minutes) => {
      const { calendar, start } = given;
      const due = addWorkingTime(calendar, start, minutes);
      const first = minuteOf(start);
      let counted = 0;
      let minute = first;
      for (; counted < minutes && minute < first + 5000; minute++) {
        if (isOpen(calendar, minute)) counted++;
      }
      if (counted === minutes) assert.equal(due && minuteOf(due), minute);
      else assert.ok(due === null || minuteOf(due) > minute);
    }),
    { numRuns: 60 },
  );
});

test('working time adds up, and never goes back', () => {
  const minutes = fc.integer({ min: 0, max: 60_000 });
  fc.assert(
    fc.property(anyCalendarAndStart, minutes, minutes, (given, one, two) => {
      const { calendar, start } = given;
      const [middle, end] = [start.add({ minutes: one }), start.add({ minutes: one + two })];
      const between = workingMinutesBetween(calendar, start, middle);
      const rest = workingMinutesBetween(calendar, middle, end);
      assert.ok(between >= 0 && rest >= 0);
      assert.equal(workingMinutesBetween(calendar, start, end), between + rest);
    }),
  );
});

test('a due instant is reached in steps or at once, and is exactly as far as was asked', () => {
  const minutes = fc.integer({ min: 0, max: 6000 });
  fc.assert(
    fc.property(anyCalendarAndStart, minutes, minutes, (given, one, two) => {
      const { calendar, start } = given;
      const middle = addWorkingTime(calendar, start, one);
      const end = addWorkingTime(calendar, start, one + two);
      if (middle === null) return assert.equal(end, null);
      assert.deepEqual(addWorkingTime(calendar, middle, two), end);
      assert.equal(workingMinutesBetween(calendar, start, middle), one);
      if (end) assert.ok(Temporal.Instant.compare(middle, end) <= 0);
    }),
  );
});

test('a desk that does not close at midnight is open without a break', () => {
  const [from, to] = [paris('2026-11-23T08:00'), paris('2026-11-25T08:00')];
  assert.deepEqual(openIntervals(ALWAYS, from, to), [{ start: from, end: to }]);
});

test('open intervals are in order, apart, and as long as the working time', () => {
  fc.assert(
    fc.property(anyCalendarAndStart, fc.integer({ min: 0, max: 30_000 }), (given, length) => {
      const { calendar, start } = given;
      const end = start.add({ minutes: length });
      const bounds = openIntervals(calendar, start, end).flatMap((open) => [
        minuteOf(open.start),
        minuteOf(open.end),
      ]);
      let total = 0;
      bounds.forEach((bound, index) => {
        const previous = bounds[index - 1];
        if (previous !== undefined) assert.ok(previous < bound);
        total += index % 2 === 0 ? -bound : bound;
      });
      assert.equal(total, workingMinutesBetween(calendar, start, end));
      assert.ok(bounds.every((bound) => bound >= minuteOf(start) && bound <= minuteOf(end)));
    }),
  );
});

test('new weekly hours count from their date on, and not a minute before', () => {
  const calendar: Calendar = {
    ...defaultCalendar,
    changes: [
      { from: '2026-11-25', weekly: [{ weekday: 3, opens: '09:00', closes: '17:00' }] },
      { from: '2026-12-07', weekly: [] },
    ],
  };
  assert.equal(after('2026-11-24T17:00', 61, calendar), '2026-11-25T09:01');
  assert.equal(after('2026-11-25T16:00', 61, calendar), '2026-12-02T09:01');
  assert.equal(after('2026-12-02T16:00', 61, calendar), null);
  assert.equal(usualDayMinutes(calendar, paris('2026-11-24T23:59')), 540);
  assert.equal(usualDayMinutes(calendar, paris('2026-11-25T00:00')), 480);
});

test('a closure of part of a day leaves the rest; the Monday of Pentecost may be worked', () => {
  const eve: Calendar = {
    ...defaultCalendar,
    closures: [
      {
        label: 'Réveillon',
        from: '2026-12-24',
        to: '2026-12-24',
        hours: [{ opens: '12:30', closes: '24:00' }],
      },
    ],
  };
  assert.equal(after('2026-12-24T11:00', 61, eve), '2026-12-28T08:01');
  assert.equal(after('2026-05-22T17:00', 61), '2026-05-26T08:01');
  const worked = { ...defaultCalendar, pentecostWorked: true };
  assert.equal(after('2026-05-22T17:00', 61, worked), '2026-05-25T08:01');
});

test('going back over working time undoes going forward', () => {
  const minutes = fc.integer({ min: 0, max: 600 });
  fc.assert(
    fc.property(anyCalendarAndStart, minutes, ({ calendar, start }, minutes) => {
      const end = addWorkingTime(calendar, start, minutes);
      if (end === null || minutes === 0) return;
      const back = subtractWorkingTime(calendar, end, minutes);
      assert.ok(back && Temporal.Instant.compare(back, end) < 0);
      assert.equal(workingMinutesBetween(calendar, back, end), minutes);
      assert.ok(isOpen(calendar, minuteOf(back)), 'the latest such instant is an open one');
    }),
  );
});

test('the next opening is the first open minute from now on, or now', () => {
  fc.assert(
    fc.property(anyCalendarAndStart, ({ calendar, start }) => {
      const found = nextOpening(calendar, start);
      const first = minuteOf(start);
      if (isOpen(calendar, first)) assert.deepEqual(found, start);
      const limit = found === null ? first + 20_000 : minuteOf(found);
      for (let minute = first; minute < limit; minute++) assert.ok(!isOpen(calendar, minute));
      if (found !== null) assert.ok(isOpen(calendar, minuteOf(found)));
    }),
  );
});
