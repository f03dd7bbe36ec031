import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayName, fullName, initials } from './people.ts';

test('lists write NOM Prénom, capitals keep their accents', () => {
  assert.equal(displayName({ firstName: 'Marie', lastName: 'Dupont' }), 'DUPONT Marie');
  assert.equal(displayName({ firstName: 'Zoé', lastName: 'Lefèvre-Bœuf' }), 'LEFÈVRE-BŒUF Zoé');
  assert.equal(displayName({ firstName: ' Anne ', lastName: ' d’Arc ' }), 'D’ARC Anne');
});

test('a missing half of a name leaves no stray space', () => {
  assert.equal(displayName({ firstName: '', lastName: 'Dupont' }), 'DUPONT');
  assert.equal(displayName({ firstName: 'Marie', lastName: '' }), 'Marie');
  assert.equal(fullName({ firstName: '', lastName: '' }), '');
});

test('one speaks to Prénom Nom', () => {
  assert.equal(fullName({ firstName: 'Nadia', lastName: 'Benali' }), 'Nadia Benali');
});

test('initials are whole letters', () => {
  assert.equal(initials({ firstName: 'marie', lastName: 'Dupont' }), 'MD');
  assert.equal(initials({ firstName: 'e\u0301lodie', lastName: 'Œuf' }), 'E\u0301Œ');
  assert.equal(initials({ firstName: '👩‍🚀', lastName: '' }), '👩‍🚀');
});
