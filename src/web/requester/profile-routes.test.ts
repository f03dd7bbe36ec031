import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import {
  findPersonByLogin,
  findProfileCard,
  listSites,
} from '../../domain/people/person-queries.ts';
import { paths } from '../../paths.ts';

let site: TestApp;
let marie: Client;
before(async () => {
  site = await testApp();
  marie = await signedIn(site, 'marie.dupont');
});
after(() => site.close());

async function card() {
  const person = await findPersonByLogin(site.db, 'marie.dupont');
  const found = await findProfileCard(site.db, person?.id ?? 0);
  assert.ok(found);
  return found;
}

/** The hidden fields that say what the page showed. */
async function shown() {
  const { phone, room, site: place } = await card();
  return { _phone: phone, _room: room, _site: String(place?.id ?? '') };
}

test('a person reads what the directory says of them and may change the rest', async () => {
  const { body } = await marie.get(paths.profile());
  assert.match(body, /marie\.dupont@/);
  assert.match(body, /ressources humaines/);
  assert.doesNotMatch(body, /name="(email|login|firstName)"/);
  const [, other] = await listSites(site.db);
  assert.ok(other);
  const form = { phone: '05 36 49 99 99', room: ' B 12 ', site: String(other.id) };
  const sent = await marie.post(paths.profile(), { ...(await shown()), ...form });
  assert.equal(sent.statusCode, 303);
  assert.match((await marie.follow(sent)).body, /Vos coordonnées sont enregistrées/);
  const after = await card();
  assert.deepEqual([after.phone, after.room, after.site?.id], ['05 36 49 99 99', 'B 12', other.id]);
});

test('what is too long or no site comes back to be corrected, and nothing is saved', async () => {
  const before = await card();
  const form = { phone: '1'.repeat(41), room: 'x'.repeat(61), site: '999999' };
  const sent = await marie.post(paths.profile(), { ...(await shown()), ...form });
  assert.equal(sent.statusCode, 422);
  assert.match(sent.body, /3 points sont à corriger/);
  assert.ok(sent.body.includes('1'.repeat(41)));
  for (const field of ['phone', 'site', 'room']) assert.ok(sent.body.includes(`href="#${field}"`));
  assert.deepEqual(await card(), before);
});

test('changed elsewhere meanwhile, the page says so, keeps what was typed and then lets it through', async () => {
  const former = await shown();
  const place = former._site;
  await marie.post(paths.profile(), { ...former, phone: '1111', room: former._room, site: place });
  const mine = { phone: '2222', room: former._room, site: place };
  const late = await marie.post(paths.profile(), { ...former, ...mine });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /value="2222"/);
  assert.match(late.body, /téléphone «\u00a01111\u00a0»/);
  assert.equal((await card()).phone, '1111');
  assert.equal(
    (await marie.post(paths.profile(), { ...(await shown()), ...mine })).statusCode,
    303,
  );
  assert.equal((await card()).phone, '2222');
});

test('the change is in the log of administration, without what was typed', async () => {
  const row = await site.db
    .selectFrom('audit_entry')
    .select(['act', 'after'])
    .where('act', '=', 'update-profile')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  assert.doesNotMatch(JSON.stringify(row), /2222/);
});
