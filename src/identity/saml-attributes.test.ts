import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesOf } from './saml-attributes.ts';

test('an attribute goes by its own name, by the short one it is known for, else by the one the portal adds', () => {
  assert.deepEqual(namesOf('urn:oid:2.5.4.42', ''), ['urn:oid:2.5.4.42', 'givenName']);
  assert.deepEqual(namesOf('URN:OID:2.5.4.42', 'prenom'), ['URN:OID:2.5.4.42', 'givenName']);
  assert.deepEqual(namesOf('urn:mace:dir:attribute-def:uid', ''), [
    'urn:mace:dir:attribute-def:uid',
    'uid',
  ]);
  assert.deepEqual(namesOf('urn:exemple:1', 'FrEduRne'), ['urn:exemple:1', 'FrEduRne']);
  assert.deepEqual(namesOf('mail', 'mail'), ['mail']);
  assert.deepEqual(namesOf('__proto__', ''), ['__proto__']);
});
