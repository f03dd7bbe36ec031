import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { rolledBack, testDatabase, worldNow } from '../../../test/support/database.ts';
import { putAside, sweepMessages, takeAside, takeMessage } from './take-message.ts';

const database = await testDatabase();
const { db } = database;
after(database.close);

const later = (minutes: number) => worldNow.add({ minutes });

test('what a portal sent is taken once, each portal counting for itself', () =>
  rolledBack(db, async (tx) => {
    const message = { issuer: 'https://portail.exemple.fr', id: '1', until: later(5) };
    const take = (more = {}) => takeMessage(tx, { ...message, ...more }, worldNow);
    assert.deepEqual(
      [await take(), await take(), await take({ id: '2' }), await take({ issuer: 'autre' })],
      [true, false, true, true],
    );
  }));

test('what is too old to be taken anyway is not kept', () =>
  rolledBack(db, async (tx) => {
    await takeMessage(tx, { issuer: 'a', id: '1', until: later(5) }, worldNow);
    await takeMessage(tx, { issuer: 'a', id: '2', until: later(10) }, later(6));
    const kept = await tx.selectFrom('portal_message').select('id').execute();
    assert.deepEqual(kept, [{ id: '2' }]);
  }));

test('what a portal said is put aside once, given once by its secret, and gone with its message', () =>
  rolledBack(db, async (tx) => {
    const message = { issuer: 'https://portail.exemple.fr', id: '1', until: later(5) };
    const put = (more = {}) =>
      putAside(tx, { ...message, content: { nom: 'Durand' }, ...more }, worldNow);
    const secret = (await put()) ?? assert.fail('taken');
    assert.equal(await put(), null, 'taken already');
    assert.equal(await takeMessage(tx, message, worldNow), false, 'the same as any message');
    assert.equal(await takeAside(tx, 'autre', worldNow), null);
    assert.deepEqual(await takeAside(tx, secret, worldNow), { nom: 'Durand' });
    assert.equal(await takeAside(tx, secret, worldNow), null);
    const late = (await put({ id: '2' })) ?? assert.fail('taken');
    assert.equal(await takeAside(tx, late, later(5)), null);
    assert.equal(await sweepMessages(tx, later(6)), 2);
  }));
