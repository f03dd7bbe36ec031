import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Calendar, defaultCalendar } from './calendar.ts';
import { workDay } from './work-day.ts';

const paris = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).toInstant();

function told(now: string, calendar: Calendar = defaultCalendar) {
  const found = workDay(calendar, paris(now));
  if (found === null) return null;
  const time = (instant: Temporal.Instant | null) =>
    instant?.toZonedDateTimeISO('Europe/Paris').toPlainDateTime().toString() ?? '';
  const { day, isToday, closesAt, opensAt, ends } = found;
  return [`${day}${isToday ? ' today' : ''}`, time(closesAt), time(opensAt), time(ends)];
}

test('while it is open, a team looks at today and knows when it closes', () => {
  assert.deepEqual(told('2026-11-23T10:00'), [
    ...['2026-11-23 today', '2026-11-23T12:00:00'],
    ...['', '2026-11-24T00:00:00'],
  ]);
});

test('at lunch and before its opening it is closed, and still looks at today', () => {
  for (const [now, opens] of [
    ['2026-11-23T12:30', '2026-11-23T13:00:00'],
    ['2026-11-23T06:00', '2026-11-23T08:00:00'],
  ] as const) {
    const expected = ['2026-11-23 today', '', opens, '2026-11-24T00:00:00'];
    assert.deepEqual(told(now), expected);
  }
});

test('once it has closed for good, it looks at the next day on which it opens', () => {
  const monday = ['2026-11-30', '', '2026-11-30T08:00:00', '2026-12-01T00:00:00'];
  assert.deepEqual(told('2026-11-27T18:00'), monday);
  assert.deepEqual(told('2026-11-28T10:00'), monday);
  // The first of May is a holiday, and a Friday in 2026.
  assert.equal(told('2026-05-01T10:00')?.[0], '2026-05-04');
});

test('a night of change of hour makes the day an hour shorter, not the next one', () => {
  assert.equal(told('2027-03-26T10:00')?.[3], '2027-03-27T00:00:00');
  assert.equal(told('2027-03-28T10:00')?.[2], '2027-03-30T08:00:00');
});

test('a calendar that no longer opens has no day', () => {
  const never: Calendar = { ...defaultCalendar, weekly: [] };
  assert.equal(told('2026-11-23T10:00', never), null);
});
