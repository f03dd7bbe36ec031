import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { addPerson } from '../src/domain/people/add-person.ts';
import { changeStatus } from '../src/domain/people/change-status.ts';
import { testDatabase, worldNow } from '../test/support/database.ts';
import { runScript } from '../test/support/scripts.ts';

const { db, url, close } = await testDatabase({ seeded: false });
after(close);

const grant = (...words: string[]) => runScript('admin-grant', words, { DATABASE_URL: url });

const named = { actorId: null, firstName: 'Claire', lastName: 'Fontaine', email: 'c@exemple.fr' };
const isAdministrator = async (login: string) =>
  (
    await db
      .selectFrom('person')
      .select('is_administrator')
      .where('login', '=', login)
      .executeTakeFirstOrThrow()
  ).is_administrator;

test('somebody who came in by the portal is made an administrator, with a line in the log of administration', async () => {
  const personId = await addPerson(db, { ...named, login: 'claire.fontaine' }, worldNow);
  const { out, err, code } = await grant('Claire.Fontaine');
  assert.deepEqual({ err, code }, { err: '', code: 0 });
  assert.equal(out, 'claire.fontaine administre désormais le centre de services.\n');
  assert.equal(await isAdministrator('claire.fontaine'), true);
  assert.equal((await grant('claire.fontaine')).code, 0, 'asked again');
  const entries = await db
    .selectFrom('audit_entry')
    .select(['act', 'actor_id', 'subject', 'after'])
    .where('act', '=', 'set-administrator')
    .execute();
  const subject = `person:${String(personId)}`;
  const after = { isAdministrator: true };
  assert.deepEqual(entries, [{ act: 'set-administrator', actor_id: null, subject, after }]);
});

test('who is not known, or has left, is refused in one line', async () => {
  const personId = await addPerson(db, { ...named, login: 'parti' }, worldNow);
  await changeStatus(db, { actorId: null, personId, status: 'left' }, worldNow);
  for (const [words, line] of [
    [['personne'], /^Personne n’a l’identifiant personne ici : demandez à la personne/],
    [['parti'], /^Le compte parti est fermé/],
    [[], /^Indiquez un identifiant/],
    [['--tous'], /^Indiquez un identifiant/],
    [['un', 'deux'], /^Indiquez un identifiant/],
  ] as const) {
    const { err, code } = await grant(...words);
    assert.match(err, line);
    assert.equal(err.trim().split('\n').length, 1, err);
    assert.equal(code, 1);
  }
  assert.equal(await isAdministrator('parti'), false);
});
