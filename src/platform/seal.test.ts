import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seal, sealingKey, unseal } from './seal.ts';

test('what is sealed is read with its key alone, and each time looks otherwise', () => {
  const key = sealingKey('secret', 'essai');
  const sealed = seal(key, 'né le 31 janvier');
  assert.equal(unseal(key, sealed), 'né le 31 janvier');
  assert.notEqual(seal(key, 'né le 31 janvier'), sealed);
  for (const other of [sealingKey('secret', 'autre'), sealingKey('autre', 'essai'), '', 'clef']) {
    assert.equal(unseal(other, sealed), null);
  }
  const last = sealed.endsWith('A') ? 'B' : 'A';
  for (const changed of ['', 'AAAA', `${last}${sealed.slice(1)}`, sealed.slice(0, -4)]) {
    assert.equal(unseal(key, changed), null, changed);
  }
});
