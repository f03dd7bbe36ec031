import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { newClient, signedIn, testApp } from '../../../test/support/app.ts';
import { becomeFirstAdministrator } from '../../domain/people/first-administrator.ts';
import { findPersonByLogin } from '../../domain/people/person-queries.ts';
import { linesForFirstAdministrator } from '../../first-administrator.ts';
import { paths } from '../../paths.ts';

const site = await testApp();
const { db, clock } = site;
after(() => site.close());
const start = clock();

beforeEach(async () => {
  clock.set(start);
  await db.deleteFrom('first_administrator_link').execute();
  await db.updateTable('person').set({ is_administrator: false }).execute();
});

const administrators = async () =>
  (
    await db
      .selectFrom('person')
      .select('login')
      .where('is_administrator', '=', true)
      .orderBy('login')
      .execute()
  ).map(({ login }) => login);

/** What a start prints, and the path of its link. */
async function printed(): Promise<{ lines: string[]; path: string }> {
  const doors = { ...site.config.doors, enabled: ['cas', 'local'] as const };
  const lines = await linesForFirstAdministrator(db, { ...site.config, doors }, clock());
  const link = lines.find((line) => line.includes('cle='))?.trim() ?? '';
  return { lines, path: link.replace(site.config.baseUrl, '') };
}
const keyIn = (path: string) => new URLSearchParams(path.split('?')[1]).get('cle') ?? '';

test('the link that a start prints makes the first administrator of whoever signs in by it, once', async () => {
  const { lines, path } = await printed();
  assert.match(lines.join('\n'), /60 minutes/);
  const client = newClient(site);
  const way = await client.get(path);
  assert.equal(way.statusCode, 303);
  const retour = new URL(String(way.headers.location), site.config.baseUrl).searchParams;
  await client.get(paths.signIn());
  const landed = await client.post(paths.signIn(), {
    ...{ login: 'marie.dupont', password: 'demonstration' },
    retour: retour.get('retour') ?? '',
  });
  assert.equal(landed.headers.location, path, 'the link survives signing in');
  const page = await client.follow(landed);
  assert.match(page.body, /Vous êtes Marie DUPONT \(marie\.dupont\)/i);
  assert.deepEqual(await administrators(), [], 'looking gives nothing');
  const done = await client.post(paths.firstAdministrator(), { cle: keyIn(path) });
  assert.equal(done.headers.location, paths.administration());
  assert.match((await client.follow(done)).body, /Vous administrez désormais/);
  assert.deepEqual(await administrators(), ['marie.dupont']);
  const audited = await db
    .selectFrom('audit_entry')
    .innerJoin('person', 'person.id', 'audit_entry.actor_id')
    .select(['person.login', 'act', 'after'])
    .orderBy('audit_entry.id', 'desc')
    .executeTakeFirst();
  const after = { isAdministrator: true };
  assert.deepEqual(audited, { login: 'marie.dupont', act: 'set-administrator', after });
  assert.deepEqual(
    (await printed()).lines,
    [],
    'somebody administers: nothing is printed any more',
  );
});

test('a link serves once, in its hour, and only while nobody administers', async () => {
  const paul = await signedIn(site, 'paul.martin');
  const isOver = async (path: string) => {
    const shown = await paul.get(path);
    const sent = await paul.post(paths.firstAdministrator(), { cle: keyIn(path) });
    assert.deepEqual([shown.statusCode, sent.statusCode], [410, 410]);
    assert.match(shown.body, /Ce lien ne sert plus/);
    assert.ok(!(await administrators()).includes('paul.martin'));
  };
  const first = await printed();
  const second = await printed();
  const marie = await findPersonByLogin(db, 'marie.dupont');
  const order = { personId: marie?.id ?? 0, token: keyIn(second.path) };
  assert.equal(await becomeFirstAdministrator(db, order, clock()), true);
  await isOver(first.path);
  await isOver(second.path);
  // The first administrator has gone meanwhile: what was used stays used.
  await db.updateTable('person').set({ is_administrator: false }).execute();
  await isOver(second.path);
  await isOver(first.path);
  await isOver(paths.firstAdministrator());
  await isOver(paths.firstAdministrator({ cle: 'x' }));
  const late = await printed();
  assert.equal((await paul.get(late.path)).statusCode, 200);
  clock.advance({ minutes: 60 });
  await isOver(late.path);
});

test('two people with a link each, at once: one of them becomes the first', async () => {
  const people = ['marie.dupont', 'paul.martin'];
  const outcomes = await Promise.all(
    people.map(async (login) => {
      const { path } = await printed();
      const person = await findPersonByLogin(db, login);
      const order = { personId: person?.id ?? 0, token: keyIn(path) };
      return becomeFirstAdministrator(db, order, clock());
    }),
  );
  assert.equal((await administrators()).length, 1);
  assert.equal(outcomes.filter(Boolean).length, 1);
});

test('with passwords alone, nobody could follow a link: the command that creates is named instead', async () => {
  const lines = await linesForFirstAdministrator(db, site.config, clock());
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /npm run admin:create$/);
  const rows = await db.selectFrom('first_administrator_link').select('expires_at').execute();
  assert.equal(rows.length, 0);
  const doors = { ...site.config.doors, enabled: ['cas'] as const };
  const portal = await linesForFirstAdministrator(db, { ...site.config, doors }, clock());
  assert.doesNotMatch(portal.join('\n'), /admin:create/);
});

test('the secret of the link is not in the database', async () => {
  const { path } = await printed();
  const rows = await db.selectFrom('first_administrator_link').selectAll().execute();
  assert.equal(rows.length, 1);
  assert.ok(keyIn(path).length >= 43);
  assert.ok(!JSON.stringify(rows).includes(keyIn(path)));
  assert.ok(
    !Buffer.from(rows[0]?.hash ?? [])
      .toString('base64url')
      .includes(keyIn(path)),
  );
});
