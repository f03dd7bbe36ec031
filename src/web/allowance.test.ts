import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeAllowance } from './allowance.ts';

const noon = Temporal.Instant.from('2026-11-23T12:00:00Z');
const later = (seconds: number) => noon.add({ milliseconds: seconds * 1000 });

test('a minute’s worth may come at once, then one by one', () => {
  const ask = makeAllowance(6);
  for (let n = 0; n < 6; n += 1) assert.equal(ask('a', noon), 0);
  assert.equal(ask('a', noon), 10);
  assert.equal(ask('a', later(4)), 6);
  assert.equal(ask('a', later(10)), 0);
  assert.equal(ask('a', later(10)), 10);
  assert.equal(ask('b', noon), 0, 'others have their own');
});

test('a clock set back takes nothing away, and 0 is no limit', () => {
  const ask = makeAllowance(1);
  assert.equal(ask('a', noon), 0);
  assert.equal(ask('a', later(-3600)), 60);
  const free = makeAllowance(0);
  for (let n = 0; n < 1000; n += 1) assert.equal(free('a', noon), 0);
});

test('a flood of addresses does not fill the memory, and the limit still holds after it', () => {
  const ask = makeAllowance(1);
  for (let n = 0; n < 100_000; n += 1) ask(String(n), noon);
  assert.equal(ask('last', noon), 0);
  assert.ok(ask('last', noon) > 0);
});
