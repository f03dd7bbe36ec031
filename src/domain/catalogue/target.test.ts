import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mostPromised, targetFaults, targetPriorities, targetsFrom } from './target.ts';

test('promises are proposed from the normal ones, rounded up', () => {
  assert.deepEqual(targetsFrom({ takeMinutes: 121, resolveMinutes: 1080 }), {
    low: { takeMinutes: 242, resolveMinutes: 2160 },
    normal: { takeMinutes: 121, resolveMinutes: 1080 },
    high: { takeMinutes: 61, resolveMinutes: 540 },
    urgent: { takeMinutes: 31, resolveMinutes: 270 },
  });
});

test('the more pressing a ticket, the sooner its promises, and they can stand', () => {
  const normal = fc
    .tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 5000 }))
    .map(([take, more]) => ({ takeMinutes: take, resolveMinutes: take + more }));
  fc.assert(
    fc.property(normal, (target) => {
      const targets = targetsFrom(target);
      assert.deepEqual(targetFaults(targets), {});
      const promised = targetPriorities.map((priority) => targets[priority].resolveMinutes);
      assert.deepEqual(
        promised,
        promised.toSorted((a, b) => b - a),
      );
    }),
  );
});

test('a promise of nothing, of years, or resolved before it is taken, is a fault', () => {
  const targets = targetsFrom({ takeMinutes: 60, resolveMinutes: 600 });
  const wrong = {
    ...targets,
    low: { takeMinutes: 0, resolveMinutes: 10 },
    normal: { takeMinutes: 60, resolveMinutes: mostPromised + 1 },
    high: { takeMinutes: 60, resolveMinutes: 59 },
    urgent: { takeMinutes: 1.5, resolveMinutes: 59 },
  };
  assert.deepEqual(targetFaults(wrong), {
    low: 'not_positive',
    normal: 'too_long',
    high: 'resolved_before_taken',
    urgent: 'not_positive',
  });
});
