import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openSession, readSession } from '../src/domain/people/session.ts';
import { takeTicket } from '../src/domain/tickets/take-ticket.ts';
import { testDatabase, worldNow } from '../test/support/database.ts';
import { runScript } from '../test/support/scripts.ts';
import { fileTicket, viewerNamed } from '../test/support/tickets.ts';

const { db, url, close } = await testDatabase();
after(close);

const account = (...words: string[]) => runScript('account', words, { DATABASE_URL: url });

const statusOf = async (login: string) =>
  (
    await db
      .selectFrom('person')
      .select('status')
      .where('login', '=', login)
      .executeTakeFirstOrThrow()
  ).status;

test('an operator shuts an account, whose sessions end and whose tickets are free, and opens it again', async () => {
  const karim = await viewerNamed(db, 'karim.leroy');
  const number = await fileTicket(db, {}, worldNow);
  await takeTicket(db, { number, actor: karim }, worldNow);
  const token = await openSession(db, { personId: karim.id, door: 'local' }, worldNow);
  const { out, err, code } = await account('fermer', 'Karim.LEROY', '--parti');
  assert.deepEqual({ err, code }, { err: '', code: 0 });
  assert.match(
    out,
    /^Le compte karim\.leroy est fermé[^]*Demandes rendues à leurs équipes\s: [1-9]\d*\.\n$/,
  );
  assert.equal(await statusOf('karim.leroy'), 'left');
  assert.equal(await readSession(db, token, worldNow), null);
  const { holder_id } = await db
    .selectFrom('ticket')
    .select('holder_id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  assert.equal(holder_id, null);
  assert.match((await account('ouvrir', 'karim.leroy')).out, /est ouvert\.\n$/);
  assert.equal(await statusOf('karim.leroy'), 'active');
});

test('what cannot be understood, or nobody, is said in one line and changes nothing', async () => {
  for (const [words, line] of [
    [['fermer', 'personne.ici'], /^Personne n’a l’identifiant personne\.ici/],
    [['fermer'], /^Indiquez quoi faire/],
    [['ouvrir', 'paul.martin', '--parti'], /^Indiquez quoi faire/],
    [['fermer', 'paul.martin', '--tout'], /^Indiquez quoi faire/],
  ] as const) {
    const { err, code } = await account(...words);
    assert.match(err, line);
    assert.equal(err.trim().split('\n').length, 1, err);
    assert.equal(code, 1);
  }
  assert.equal(await statusOf('paul.martin'), 'active');
});
