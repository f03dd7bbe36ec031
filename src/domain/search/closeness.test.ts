import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeness, orderByCloseness } from './closeness.ts';

test('a title is close by the words it says, in any form, even misspelled', () => {
  assert.equal(closeness('Les imprimantes du secrétariat', 'imprimente secretariat'), 1);
  assert.equal(closeness('Imprimante', 'imprimante scanner'), 0.5);
  assert.equal(closeness('Wi-Fi', 'imprimante'), 0);
  assert.equal(closeness('Wi-Fi', ''), 0);
});

test('the closest kind comes first, what found nothing does not come, and equals keep their order', () => {
  const order = (text: string) =>
    orderByCloseness(
      [
        { kind: 'tickets', titles: ['Plus de réseau', 'Écran noir'] },
        { kind: 'categories', titles: ['Imprimante'] },
        { kind: 'articles', titles: [] },
      ],
      text,
    );
  assert.deepEqual(order('imprimante'), ['categories', 'tickets']);
  assert.deepEqual(order('écran noir'), ['tickets', 'categories']);
  assert.deepEqual(order('autre chose'), ['tickets', 'categories']);
});
