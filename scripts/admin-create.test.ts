import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { verifyPassword } from '../src/domain/people/password-hash.ts';
import { findLocalAccount, findPersonByLogin } from '../src/domain/people/person-queries.ts';
import { testDatabase } from '../test/support/database.ts';

const root = join(import.meta.dirname, '..');
const { db, url, close } = await testDatabase({ seeded: false });
after(close);

/** Runs the command with options, and a password on its standard input. */
async function create(options: Record<string, string>, password: string) {
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/admin-create.ts', ...words], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'warn' },
  });
  child.stdin.end(`${password}\n`);
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}

const claire = {
  identifiant: 'Claire.Fontaine',
  nom: 'Fontaine',
  prenom: 'Claire',
  courriel: 'claire.fontaine@exemple.fr',
};
const phrase = 'quatre mots sans rapport';

test('an administrator is created with a password that only they know', async () => {
  const { out, err, code } = await create(claire, phrase);
  assert.deepEqual({ err, code }, { err: '', code: 0 });
  assert.equal(out, 'Le compte d’administration claire.fontaine est créé.\n');
  const account = await findLocalAccount(db, 'claire.fontaine');
  assert.ok(account && !account.isDemo);
  assert.equal(await verifyPassword(phrase, account.hash), true);
  const entries = await db.selectFrom('audit_entry').select(['act', 'after']).execute();
  assert.deepEqual(entries.map(({ act }) => act).sort(), ['add-person', 'set-password']);
  assert.doesNotMatch(JSON.stringify(entries), /claire|argon2/i);
});

test('a login that is taken is refused, and the password of its owner stays', async () => {
  const { err, code } = await create(claire, 'une tout autre phrase');
  assert.match(err, /^L’identifiant claire\.fontaine est déjà pris[^\n]*\n$/);
  assert.equal(code, 1);
  const account = await findLocalAccount(db, 'claire.fontaine');
  assert.equal(await verifyPassword(phrase, account?.hash ?? null), true);
});

test('what cannot be taken is said in one line, and nobody is created', async () => {
  const jean = { ...claire, identifiant: 'jean' };
  for (const [options, password, line] of [
    [jean, 'court', /au moins 12 caractères/],
    [jean, 'demonstration', /se devine/],
    [jean, 'jean est mon prénom', /se devine/],
    [jean, '', /au moins 12 caractères/],
    [{ ...jean, identifiant: 'Jean Valjean' }, phrase, /par exemple odile\.garnier/],
    [{ ...jean, courriel: 'jean' }, phrase, /courriel complet/],
    [{ identifiant: 'jean' }, phrase, /Indiquez --nom/],
    [{ ...jean, motdepasse: phrase }, phrase, /^Options possibles/],
  ] as const) {
    const { err, code } = await create(options, password);
    assert.match(err, line);
    assert.equal(err.trim().split('\n').length, 1, err);
    assert.equal(code, 1);
  }
  assert.equal(await findPersonByLogin(db, 'jean'), undefined);
});
