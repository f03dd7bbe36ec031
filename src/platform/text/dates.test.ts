import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatDate,
  formatDateTime,
  formatFullDate,
  formatFullDateTime,
  formatLongDate,
  formatRelative,
  formatTime,
} from './dates.ts';

const at = (text: string) => Temporal.Instant.from(text);
const day = (text: string) => Temporal.PlainDate.from(text);

test('a date is written day first, in Paris time', () => {
  assert.equal(formatDate(day('2020-03-17')), '17/03/2020');
  assert.equal(formatDate(day('0999-01-02')), '02/01/0999');
  assert.equal(formatDate(at('2026-12-31T23:30:00Z')), '01/01/2027');
  assert.equal(
    formatDate(at('2026-12-31T23:30:00Z'), { timeZone: 'Indian/Reunion' }),
    '01/01/2027',
  );
  assert.equal(
    formatDate(at('2026-12-31T23:30:00Z'), { timeZone: 'America/Miquelon' }),
    '31/12/2026',
  );
});

test('a time follows summer and winter time', () => {
  assert.equal(formatDateTime(at('2020-03-17T13:05:00Z')), '17/03/2020 à 14:05');
  assert.equal(formatDateTime(at('2020-07-17T12:05:00Z')), '17/07/2020 à 14:05');
  assert.equal(formatDateTime(at('2020-03-17T13:05:00Z'), { lang: 'en' }), '17/03/2020 at 14:05');
  assert.equal(formatTime(at('2026-03-29T00:59:00Z')), '01:59');
  assert.equal(formatTime(at('2026-03-29T01:00:00Z')), '03:00');
});

test('a long date says 1er in French', () => {
  assert.equal(formatLongDate(day('2027-05-01')), '1er mai 2027');
  assert.equal(formatLongDate(day('2027-08-21')), '21 août 2027');
  assert.equal(formatLongDate(day('2024-02-29')), '29 février 2024');
  assert.equal(formatLongDate(day('2027-05-01'), { lang: 'en' }), '1 May 2027');
});

test('an instant in full has its day of the week', () => {
  assert.equal(formatFullDateTime(at('2027-05-01T12:30:00Z')), 'samedi 1er mai 2027 à 14:30');
  assert.equal(
    formatFullDateTime(at('2026-11-29T23:30:00Z'), { lang: 'en' }),
    'Monday 30 November 2026 at 00:30',
  );
});

test('every day of the week has its name in both languages', () => {
  for (let day = 1; day <= 7; day++) {
    const date = Temporal.PlainDate.from({ year: 2026, month: 6, day });
    for (const [lang, locale] of [
      ['fr', 'fr-FR'],
      ['en', 'en-GB'],
    ] as const) {
      const expected = date.toLocaleString(locale, { weekday: 'long' });
      assert.ok(formatFullDate(date, { lang }).startsWith(`${expected} `));
    }
  }
});

test('every month has its name in both languages', () => {
  for (let month = 1; month <= 12; month++) {
    const date = Temporal.PlainDate.from({ year: 2026, month, day: 15 });
    for (const [lang, locale] of [
      ['fr', 'fr-FR'],
      ['en', 'en-GB'],
    ] as const) {
      const expected = date.toLocaleString(locale, { dateStyle: 'long' });
      assert.equal(formatLongDate(date, { lang }), expected);
    }
  }
});

test('a recent instant is written as seen from now', () => {
  const now = at('2026-11-23T14:00:00Z');
  const ago = (duration: Temporal.DurationLike) => formatRelative(now.subtract(duration), now);
  assert.equal(ago({ seconds: 59 }), 'à l’instant');
  assert.equal(ago({ minutes: 1 }), 'il y a 1\u00A0min');
  assert.equal(ago({ minutes: 59, seconds: 59 }), 'il y a 59\u00A0min');
  assert.equal(ago({ hours: 3, minutes: 10 }), 'il y a 3\u00A0h');
  assert.equal(ago({ hours: 24 }), 'il y a 1\u00A0jour');
  assert.equal(ago({ hours: 50 }), 'il y a 2\u00A0jours');
  assert.equal(ago({ hours: 24 * 7 }), 'le 16/11/2026');
  assert.equal(formatRelative(now.add({ hours: 2 }), now), 'dans 2\u00A0h');
  assert.equal(formatRelative(now.add({ seconds: 5 }), now), 'à l’instant');
});

test('a recent instant is written in English too', () => {
  const now = at('2026-11-23T14:00:00Z');
  const style = { lang: 'en' } as const;
  assert.equal(formatRelative(now, now, style), 'just now');
  assert.equal(formatRelative(now.subtract({ hours: 24 }), now, style), '1\u00A0day ago');
  assert.equal(formatRelative(now.subtract({ hours: 49 }), now, style), '2\u00A0days ago');
  assert.equal(formatRelative(now.add({ minutes: 5 }), now, style), 'in 5\u00A0min');
  assert.equal(formatRelative(now.subtract({ hours: 240 }), now, style), 'on 13/11/2026');
});

test('the clock on the wall is that of the zone, on both sides of each of its changes', () => {
  for (const timeZone of [
    'Europe/Paris',
    'America/Miquelon',
    'Pacific/Marquesas',
    'Asia/Kolkata',
  ]) {
    for (let at = Temporal.Instant.from('1972-01-01T00:00Z').toZonedDateTimeISO(timeZone); ; ) {
      const next = at.getTimeZoneTransition('next');
      if (next === null || next.year > 2030) break;
      for (const minutes of [-61, -60, -1, 0, 1, 59, 60]) {
        const near = next.add({ minutes });
        const wall = near.toPlainDateTime().toString({ smallestUnit: 'minute' });
        const [day, time] = wall.split('T');
        const instant = near.toInstant();
        assert.equal(formatTime(instant, { timeZone }), time, wall);
        assert.equal(formatDate(instant, { timeZone }).split('/').toReversed().join('-'), day);
      }
      at = next;
    }
  }
});
