import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ClosurePeriod } from './compile-calendar.ts';
import { planClosures } from './plan-closures.ts';

const closed = (
  label: string,
  from: string,
  to = from,
  hours?: [string, string],
): ClosurePeriod => ({
  ...{ label, from, to, kind: 'closed' },
  hours: hours ? [{ opens: hours[0], closes: hours[1] }] : [],
});

test('what a file brings is new, there already, or takes the place of what moved', () => {
  const bridge = closed('Pont', '2027-05-07');
  const summer = closed('Fermeture d’été', '2027-08-02', '2027-08-13');
  const opening = { ...closed('Noël', '2027-12-24'), kind: 'open' as const };
  const longer = closed('Fermeture d’ÉTÉ ', '2027-08-02', '2027-08-20');
  const christmas = closed('Noël', '2027-12-24');
  const plan = planClosures([bridge, summer, opening], [bridge, longer, christmas, christmas]);
  assert.deepEqual(plan, {
    added: [christmas],
    changed: [{ before: [summer], after: longer }],
    same: [bridge, christmas],
  });
});

test('a closure that had several parts gives way as a whole, one of another year stays', () => {
  const parts = [
    closed('Noël', '2026-12-24', '2026-12-24', ['12:00', '24:00']),
    closed('Noël', '2026-12-25', '2026-12-26'),
    closed('Noël', '2026-12-27', '2026-12-27', ['00:00', '08:00']),
  ];
  const former = closed('Noël', '2025-12-24', '2025-12-31');
  const longer = closed('Noël', '2026-12-24', '2026-12-31');
  const plan = planClosures([...parts, former], [longer]);
  assert.deepEqual(plan, { added: [], changed: [{ before: parts, after: longer }], same: [] });
});

test('imported again, a file changes nothing', () => {
  const anyClosure = fc
    .tuple(
      fc.constantFrom('Pont', 'pont', 'Noël', 'Été'),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom<[string, string] | undefined>(undefined, ['08:00', '12:00']),
    )
    .map(([label, first, days, hours]) => {
      const from = Temporal.PlainDate.from('2027-01-01').add({ days: first });
      return closed(label, `${from}`, `${from.add({ days })}`, hours);
    });
  const some = fc.array(anyClosure, { maxLength: 12 });
  fc.assert(
    fc.property(some, some, (kept, brought) => {
      const { added, changed } = planClosures(kept, brought);
      const gone = new Set(changed.flatMap(({ before }) => before));
      const after = [
        ...kept.filter((closure) => !gone.has(closure)),
        ...added,
        ...changed.map((change) => change.after),
      ];
      const again = planClosures(after, brought);
      assert.deepEqual([again.added, again.changed], [[], []]);
      assert.equal(again.same.length, brought.length);
    }),
  );
});
