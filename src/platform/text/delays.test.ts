import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type DelayParts,
  formatDelay,
  formatDuration,
  formatWorkingMinutes,
  parseDuration,
} from './delays.ts';

const delay = (kind: DelayParts['kind'], days = 0, hours = 0, minutes = 0): DelayParts => ({
  kind,
  days,
  hours,
  minutes,
});

/** Shows no-break spaces as _ so that the expected texts can be read. */
const shown = (parts: DelayParts, lang?: 'fr' | 'en') =>
  formatDelay(parts, lang).replaceAll('\u00A0', '_');

test('a délai is written by its largest part', () => {
  assert.equal(shown(delay('left', 2, 3, 10)), '2_jours_ouvrés');
  assert.equal(shown(delay('left', 1)), '1_jour_ouvré');
  assert.equal(shown(delay('left', 1234)), '1\u202F234_jours_ouvrés');
  assert.equal(shown(delay('left', 0, 3, 10)), '3_h');
  assert.equal(shown(delay('left', 0, 0, 45)), '45_min');
  assert.equal(shown(delay('left')), 'moins d’une minute');
});

test('a délai overrun, suspended or without date says so', () => {
  assert.equal(shown(delay('late', 0, 3)), 'en retard de 3_h');
  assert.equal(shown(delay('late', 1)), 'en retard de 1_jour_ouvré');
  assert.equal(shown(delay('late')), 'en retard');
  assert.equal(shown(delay('paused', 2)), 'suspendu');
  assert.equal(shown(delay('none')), 'sans échéance');
});

test('a délai is written in English too', () => {
  assert.equal(shown(delay('left', 2), 'en'), '2_working_days');
  assert.equal(shown(delay('left'), 'en'), 'less than a minute');
  assert.equal(shown(delay('late', 0, 3), 'en'), 'late by 3_h');
  assert.equal(shown(delay('late'), 'en'), 'late');
  assert.equal(shown(delay('paused'), 'en'), 'paused');
  assert.equal(shown(delay('none'), 'en'), 'no due date');
});

test('minutes that were counted are written to the minute', () => {
  assert.equal(formatWorkingMinutes(450), '7\u00a0h\u00a030\u00a0min');
  assert.equal(formatWorkingMinutes(420), '7\u00a0h');
  assert.equal(formatWorkingMinutes(45), '45\u00a0min');
  assert.equal(formatWorkingMinutes(0), '0\u00a0min');
});

test('a working time is written by its days and what is left', () => {
  const written = (days: number, hours: number, minutes: number, lang?: 'fr' | 'en') =>
    formatDuration({ days, hours, minutes }, lang).replaceAll('\u00A0', '_');
  assert.equal(written(2, 0, 0), '2_jours_ouvrés');
  assert.equal(written(1, 3, 0), '1_jour_ouvré et_3_h');
  assert.equal(written(0, 2, 30), '2_h_30_min');
  assert.equal(written(1, 0, 15, 'en'), '1_working_day and_15_min');
});

test('a working time is read as people write it', () => {
  const cases: [string, number | null][] = [
    ['2 j', 1080],
    ['2J', 1080],
    ['1,5 j', 810],
    ['1 jour ouvré et 3 h', 720],
    ['2 working days and 30 min', 1110],
    ['4h30', 270],
    ['4 h 30 min', 270],
    ['0.5h', 30],
    ['90 min', 90],
    [' 45\u00A0mn ', 45],
    ...['', '4', 'h', 'deux jours', '2 j 3', '3 h 2 j', '2 h 1 h', '4 h 75', '-2 j', '1e3 j'].map(
      (text): [string, null] => [text, null],
    ),
  ];
  for (const [text, minutes] of cases) assert.equal(parseDuration(text, 540), minutes, text);
  assert.equal(parseDuration('1 j', 0), null);
  assert.equal(parseDuration('3 h', 0), 180);
});

test('a working time that was written is read as it was', () => {
  const anyMinutes = fc.tuple(
    fc.integer({ min: 1, max: 100_000 }),
    fc.integer({ min: 60, max: 1440 }),
  );
  fc.assert(
    fc.property(anyMinutes, fc.constantFrom('fr', 'en'), ([total, day], lang) => {
      const rest = total % day;
      const parts = { days: Math.floor(total / day), hours: Math.floor(rest / 60) };
      const text = formatDuration({ ...parts, minutes: rest % 60 }, lang);
      assert.equal(parseDuration(text, day), total, text);
    }),
  );
});
