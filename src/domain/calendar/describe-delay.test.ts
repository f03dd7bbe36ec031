import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDelay } from '../../platform/text/delays.ts';
import { type Calendar, defaultCalendar } from './calendar.ts';
import { describeAtMost, describeDelay, soonUntil } from './describe-delay.ts';
import { usualDayMinutes } from './working-time.ts';

const paris = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).toInstant();

type Given = { now: string; dueAt: string | null; paused?: boolean; calendar?: Calendar };

function told({ now, dueAt, paused = false, calendar = defaultCalendar }: Given) {
  const delay = describeDelay({
    calendar,
    dueAt: dueAt === null ? null : paris(dueAt),
    paused,
    now: paris(now),
  });
  return [formatDelay(delay).replaceAll('\u00A0', ' '), delay.tone];
}

test('the time left is told in working days, hours or minutes', () => {
  const dueAt = '2026-11-27T18:00';
  assert.deepEqual(told({ now: '2026-11-23T08:00', dueAt }), ['5 jours ouvrés', 'ok']);
  assert.deepEqual(told({ now: '2026-11-26T08:00', dueAt }), ['2 jours ouvrés', 'ok']);
  assert.deepEqual(told({ now: '2026-11-26T08:01', dueAt }), ['1 jour ouvré', 'ok']);
  assert.deepEqual(told({ now: '2026-11-27T08:01', dueAt }), ['8 h', 'ok']);
  assert.deepEqual(told({ now: '2026-11-27T16:00', dueAt }), ['2 h', 'soon']);
  assert.deepEqual(told({ now: '2026-11-27T17:15', dueAt }), ['45 min', 'soon']);
  assert.deepEqual(told({ now: dueAt, dueAt }), ['moins d’une minute', 'soon']);
});

test('what is due before « soon until », and only that, is told as near', () => {
  const friday = Temporal.ZonedDateTime.from('2026-11-27T00:00[Europe/Paris]').toInstant();
  fc.assert(
    fc.property(
      fc.nat(4 * 24 * 60),
      fc.nat({ max: 59 }),
      fc.nat(4 * 24 * 60),
      (nowMinute, seconds, dueMinute) => {
        const now = friday.add({ minutes: nowMinute, seconds });
        const dueAt = now.add({ minutes: dueMinute });
        const until = soonUntil(defaultCalendar, now);
        const { tone } = describeDelay({ calendar: defaultCalendar, dueAt, paused: false, now });
        const isBefore = until !== null && Temporal.Instant.compare(dueAt, until) < 0;
        assert.equal(tone, isBefore ? 'soon' : 'ok');
      },
    ),
  );
  assert.equal(soonUntil({ ...defaultCalendar, weekly: [] }, friday), null);
});

test('a weekend is not time left', () => {
  assert.deepEqual(told({ now: '2026-11-27T17:30', dueAt: '2026-11-30T08:30' }), ['1 h', 'soon']);
});

test('an overrun is told in working time too', () => {
  const dueAt = '2026-11-27T17:00';
  assert.deepEqual(told({ now: '2026-11-27T17:00:01', dueAt }), ['en retard', 'late']);
  assert.deepEqual(told({ now: '2026-11-30T10:00', dueAt }), ['en retard de 3 h', 'late']);
  assert.deepEqual(told({ now: '2026-12-01T17:00', dueAt }), [
    'en retard de 2 jours ouvrés',
    'late',
  ]);
});

test('a stopped clock and a promise without date say so', () => {
  const now = '2026-11-23T08:00';
  assert.deepEqual(told({ now, dueAt: null }), ['sans échéance', 'none']);
  assert.deepEqual(told({ now, dueAt: null, paused: true }), ['suspendu', 'paused']);
  assert.deepEqual(told({ now, dueAt: '2026-11-20T08:00', paused: true }), ['suspendu', 'paused']);
});

test('a calendar of exceptional openings only counts in hours', () => {
  const calendar: Calendar = {
    ...defaultCalendar,
    weekly: [],
    openings: [{ label: 'Salon', date: '2026-11-28', opens: '08:00', closes: '20:00' }],
  };
  const given = { now: '2026-11-23T08:00', dueAt: '2026-11-28T20:00', calendar };
  assert.deepEqual(told(given), ['12 h', 'ok']);
});

test('how long something took is rounded up to its largest unit, never down', () => {
  const calendar = defaultCalendar;
  const at = Temporal.Instant.from('2026-11-23T09:00:00Z');
  const day = usualDayMinutes(calendar, at);
  const most = (minutes: number) => describeAtMost(calendar, minutes, at);
  assert.deepEqual(most(day * 3), { days: 3, hours: 0, minutes: 0 });
  assert.deepEqual(most(day * 3 + 1), { days: 4, hours: 0, minutes: 0 });
  assert.deepEqual(most(95), { days: 0, hours: 2, minutes: 0 });
  assert.deepEqual(most(45), { days: 0, hours: 0, minutes: 45 });
  assert.deepEqual(most(day - 1), { days: 1, hours: 0, minutes: 0 });
});
