import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type Client,
  newClient,
  signedIn,
  type TestApp,
  testApp,
} from '../../../test/support/app.ts';
import { refusedTopics } from '../../domain/notifications/notice-topics.ts';
import {
  findPersonByLogin,
  findProfileCard,
  listOrganisationUnits,
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

/** What the log of administration last kept of an act. */
const lastEntry = (act: string) =>
  site.db
    .selectFrom('audit_entry')
    .select(['before', 'after'])
    .where('act', '=', act)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();

test('other affectations are added one by one, kept when ticked, dropped when not', async () => {
  const [first, second] = (await listOrganisationUnits(site.db)).filter(
    ({ code }) => code === 'SIO' || code === 'FORM',
  );
  assert.ok(first && second);
  const others = async () => (await card()).otherUnits.map(({ id }) => id).sort();
  const add = async (id: number, units: number[]) => {
    const { phone, room, site: place } = await card();
    const sent = await marie.post(paths.profile(), {
      ...{ phone, room, site: String(place?.id ?? '') },
      ...{ addUnit: String(id), units: units.map(String), _units: units.join(' ') },
    });
    assert.equal(sent.statusCode, 303);
  };
  await add(first.id, []);
  await add(second.id, [first.id]);
  assert.deepEqual(await others(), [first.id, second.id].sort());
  assert.match((await marie.get(paths.profile())).body, /Autres affectations/);
  const { phone, room, site: place } = await card();
  const shownUnits = `${String(first.id)} ${String(second.id)}`;
  await marie.post(paths.profile(), {
    ...{ phone, room, site: String(place?.id ?? ''), addUnit: '' },
    ...{ units: [String(second.id)], _units: shownUnits },
  });
  assert.deepEqual(await others(), [second.id]);
  const entry = await lastEntry('update-profile');
  assert.deepEqual((entry.before as { otherUnitIds: number[] }).otherUnitIds.length, 2);
  assert.deepEqual((entry.after as { otherUnitIds: number[] }).otherUnitIds, [second.id]);
});

test('the affectation of the directory is not proposed, and one that does not exist is refused', async () => {
  const { organisationUnit } = await card();
  const { body } = await marie.get(paths.profile());
  const select = /<select[^>]*name="addUnit"[\s\S]*?<\/select>/.exec(body)?.[0] ?? '';
  assert.ok(select.includes('<option'));
  assert.ok(!select.includes(`value="${String(organisationUnit?.id)}"`));
  const sent = await marie.post(paths.profile(), { ...(await fields()), addUnit: '999999' });
  assert.equal(sent.statusCode, 422);
  assert.match(sent.body, /Choisissez une affectation de la liste/);
});

/** The fields of the form as they are. */
async function fields() {
  const { _phone: phone, _room: room, _site: place } = await shown();
  return { phone, room, site: place };
}

test('in English every word and the language of the page change, signed out as well', async () => {
  const paul = await signedIn(site, 'paul.martin');
  assert.match((await paul.get(paths.home())).body, /<html lang="fr"/);
  const choice = { language: 'en', colorScheme: 'dark', density: 'compact', shortcuts: 'off' };
  const sent = await paul.post(paths.preferences(), choice);
  assert.equal(sent.statusCode, 303);
  const { body } = await paul.follow(sent);
  assert.match(body, /Your display is saved/);
  assert.match(body, /<html lang="en" dir="ltr" data-density="compact" data-color-scheme="dark">/);
  assert.match(body, /<meta name="color-scheme" content="dark"\/>/);
  const out = await paul.follow(await paul.post(paths.signOut()));
  assert.match(out.body, /<html lang="en"/);
  assert.match(out.body, /<h1>Sign in<\/h1>/);
  const entry = await lastEntry('choose-preferences');
  assert.deepEqual(entry, {
    before: { language: 'fr', colorScheme: 'auto', density: 'auto', shortcuts: false },
    after: { language: 'en', colorScheme: 'dark', density: 'compact', shortcuts: false },
  });
});

test('signing in on another computer brings its pages into one’s language, and back into French', async () => {
  const other = newClient(site);
  const form = { login: 'thais.boisseau', password: 'demonstration' };
  await other.get(paths.signIn());
  assert.equal((await other.post(paths.signIn(), form)).statusCode, 303);
  assert.match((await other.get(paths.home())).body, /<html lang="en"/);
  other.cookies.delete('session');
  assert.match((await other.get(paths.signIn())).body, /<html lang="en"/);
  await other.post(paths.signIn(), { login: 'marie.dupont', password: 'demonstration' });
  other.cookies.delete('session');
  assert.match((await other.get(paths.signIn())).body, /<html lang="fr"/);
});

test('a choice that does not exist is refused and changes nothing', async () => {
  const sent = await marie.post(paths.preferences(), {
    ...{ language: 'de', colorScheme: 'pink', density: 'compact', shortcuts: 'on' },
  });
  assert.equal(sent.statusCode, 422);
  assert.match(sent.body, /href="#language"/);
  assert.match(sent.body, /href="#colorScheme"/);
  // What was chosen besides stays chosen in the form.
  assert.match(sent.body, /name="shortcuts" value="on" checked/);
  assert.match(
    (await marie.get(paths.home())).body,
    /<html lang="fr" dir="ltr" data-density="comfortable">/,
  );
  const notices = await marie.post(paths.noticeChoice(), { topics: ['reply', 'everything'] });
  assert.equal(notices.statusCode, 422);
  assert.match(notices.body, /Choisissez parmi les cases proposées/);
});

test('somebody who answers nothing is not asked about the tickets they would answer', async () => {
  assert.doesNotMatch((await marie.get(paths.profile())).body, /value="handover"/);
  const nadia = await signedIn(site, 'nadia.benali');
  assert.match((await nadia.get(paths.profile())).body, /name="topics" value="handover" checked/);
});

test('an unticked topic stays unticked, is written in the log, and can be ticked again', async () => {
  const { id } = await card();
  await marie.post(paths.noticeChoice(), { topics: ['progress', 'reply', 'question', 'outcome'] });
  assert.deepEqual(await refusedTopics(site.db, id), ['hold']);
  const { body } = await marie.get(paths.profile());
  assert.match(body, /name="topics" value="reply" checked/);
  assert.doesNotMatch(body, /name="topics" value="hold" checked/);
  assert.deepEqual((await lastEntry('choose-notices')).after, { refused: ['hold'] });
  await marie.post(paths.noticeChoice(), {});
  assert.equal((await refusedTopics(site.db, id)).length, 5);
  const all = ['progress', 'reply', 'question', 'hold', 'outcome'];
  await marie.post(paths.noticeChoice(), { topics: all });
  assert.deepEqual(await refusedTopics(site.db, id), []);
});

test('the letters reach the script only of who asked for them', async () => {
  assert.doesNotMatch((await marie.get(paths.home())).body, /data-controller="shortcuts"/);
  const lucie = await signedIn(site, 'lucie.moreau');
  const { body } = await lucie.get(paths.console());
  assert.match(body, /data-controller="shortcuts"/);
  assert.match(body, /<dialog[^>]*data-shortcuts-target="list"/);
  assert.match((await marie.get(paths.help())).body, /<kbd>r<\/kbd>/);
});
