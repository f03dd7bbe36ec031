import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSkipped, readLocalTime, toLocalTime } from './local-time.ts';

const read = (day: string, time: string) => readLocalTime({ day, time })?.toString() ?? null;

test('a day and a time are those of the desk, in winter and in summer', () => {
  assert.equal(read('2026-11-23', '14:05'), '2026-11-23T13:05:00Z');
  assert.equal(read('2026-07-14', '14:05'), '2026-07-14T12:05:00Z');
  assert.deepEqual(toLocalTime(Temporal.Instant.from('2026-07-14T12:05:59Z')), {
    day: '2026-07-14',
    time: '14:05',
  });
});

test('days are read as on paper and times as people write them', () => {
  for (const time of ['9:05', '09:05', '9h05', '9 h 05']) {
    assert.equal(read('23/11/2026', time), '2026-11-23T08:05:00Z', time);
  }
  assert.equal(read('1/5/2027', '8h'), '2027-05-01T06:00:00Z');
});

test('a time that the change of clocks skips is none, and is told from one that is badly written', () => {
  assert.equal(read('2027-03-28', '02:30'), null);
  assert.equal(isSkipped({ day: '2027-03-28', time: '02:30' }), true);
  for (const time of ['01:59', '03:00', '25:00', '']) {
    assert.equal(isSkipped({ day: '2027-03-28', time }), false, time);
  }
  assert.equal(read('2027-03-28', '03:00'), '2027-03-28T01:00:00Z');
  // The hour that comes twice is the first of the two.
  assert.equal(read('2027-10-31', '02:30'), '2027-10-31T00:30:00Z');
});

test('what is no day or no time is not read', () => {
  for (const [day, time] of [
    ['2026-02-30', '10:00'],
    ['31/11/2026', '10:00'],
    ['demain', '10:00'],
    ['0026-11-23', '10:00'],
    ['01/01/0001', '10:00'],
    ['', '10:00'],
    ['2026-11-23', ''],
    ['2026-11-23', '24:00'],
    ['2026-11-23', '10:60'],
    ['2026-11-23', 'midi'],
  ] as const) {
    assert.equal(read(day, time), null, `${day} ${time}`);
  }
});
