import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock, systemClock } from './clock.ts';

test('the system clock tells whole milliseconds and never goes back between two readings', () => {
  const first = systemClock();
  const second = systemClock();
  assert.equal(first.epochNanoseconds % 1_000_000n, 0n);
  assert.ok(Temporal.Instant.compare(first, second) <= 0);
});

test('a fixed clock stands still until it is set or advanced', () => {
  const clock = fixedClock(Temporal.Instant.from('2026-11-23T09:00:00Z'));
  assert.equal(clock().toString(), '2026-11-23T09:00:00Z');
  assert.equal(clock().toString(), '2026-11-23T09:00:00Z');
  clock.advance({ hours: 1, minutes: 30 });
  assert.equal(clock().toString(), '2026-11-23T10:30:00Z');
  clock.set(Temporal.Instant.from('2024-02-29T00:00:00Z'));
  assert.equal(clock().toString(), '2024-02-29T00:00:00Z');
});
