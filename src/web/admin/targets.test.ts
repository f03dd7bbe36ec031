import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { categoryIdOf, personIdOf } from '../../../seeds/find.ts';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { assertTrailIsWhole } from '../../../test/support/audit.ts';
import { formFields } from '../../../test/support/forms.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { fileTicket } from '../../../test/support/tickets.ts';
import { targetPriorities } from '../../domain/catalogue/target.ts';
import { readTargets } from '../../domain/catalogue/target-queries.ts';
import { findDraft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';

let site: TestApp;
let odile: Client;
let lucie: Client;
before(async () => {
  site = await testApp();
  odile = await signedIn(site, 'odile.garnier');
  lucie = await signedIn(site, 'lucie.moreau');
});
after(async () => {
  await assertTrailIsWhole(site.db);
  await site.close();
});

const [slug, ownedByLucie] = ['messagerie', 'developpement'];
const page = paths.categoryTargets(slug);

const formOf = async (path: string) => formFields((await odile.get(path)).body, path);
const kept = async (name: string) => readTargets(site.db, await categoryIdOf(site.db, name));
const lastEntry = () =>
  site.db
    .selectFrom('audit_entry')
    .select(['act', 'subject', 'before', 'after'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
const recomputes = async () => {
  const { rows } = await site.pool.query(
    "select 1 from graphile_worker.jobs where task_identifier = 'recompute-due'",
  );
  return rows.length;
};

/** Every promise written the same way, so that a test says only what it is about. */
const all = (take: string, resolve: string) =>
  Object.fromEntries(
    targetPriorities.flatMap((priority) => [
      [`prise-${priority}`, take],
      [`resolution-${priority}`, resolve],
    ]),
  );

test('the effect shown is what a ticket filed then is promised', async () => {
  const friday = Temporal.Instant.from('2026-11-27T16:30:00Z');
  await odile.post(page, { ...(await formOf(page)), ...all('1 h 30', '1 j 4 h') });
  const shown = await odile.get(page);
  assert.match(
    shown.body,
    /demande déposée vendredi 27\/11\/2026 à 17:30, d’après les horaires de SYSTEM-RESEAU/,
  );
  assert.match(
    shown.body,
    /Urgente[\s\S]*lundi 30\/11\/2026 à 09:00[\s\S]*mardi 01\/12\/2026 à 11:30/,
  );
  const number = await fileTicket(site.db, { category: slug }, friday);
  const ticket = await site.db
    .selectFrom('ticket')
    .select(['take_due_at', 'resolve_due_at'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  assert.deepEqual([ticket.take_due_at, ticket.resolve_due_at].map(String), [
    '2026-11-30T08:00:00Z',
    '2026-12-01T10:30:00Z',
  ]);
});

test('an administrator changes what a nature promises: before and after are kept, due dates computed again', async () => {
  const form = await formOf(page);
  const before_ = await kept(slug);
  const typed = { ...form, 'prise-urgent': '45 min', 'resolution-urgent': '4h30' };
  const sent = await odile.post(page, typed);
  assert.equal(sent.headers.location, page);
  const now = await kept(slug);
  assert.deepEqual(now?.urgent, { takeMinutes: 45, resolveMinutes: 270 });
  assert.deepEqual(now?.normal, before_?.normal);
  assert.equal(await recomputes(), 1);
  const entry = await lastEntry();
  assert.equal(entry.subject, `category:${String(await categoryIdOf(site.db, slug))}`);
  assert.deepEqual([entry.before, entry.after], [before_, now]);
  const history = await odile.get(paths.categoryTargetsHistory(slug));
  assert.match(
    history.body,
    /Délais changés, par GARNIER Odile[\s\S]*Priorité urgente[\s\S]*prise en charge en 45\smin, résolution en 4\sh\s30\smin/,
  );
  // Sent again, as a double click does, it changes nothing more.
  assert.equal((await odile.post(page, typed)).statusCode, 303);
  assert.deepEqual(await kept(slug), now);
  assert.match((await odile.get(page)).body, /value="45\smin"/);
});

test('a nature goes back to the default and follows it; saying the same as the default is not its own', async () => {
  const standing = await odile.get(page);
  assert.match(standing.body, /Cette nature a ses propres délais/);
  const end = paths.categoryTargetsEnd(slug);
  const back = await odile.post(end, formFields(standing.body, end));
  const followed = await odile.follow(back);
  assert.match(followed.body, /suit à nouveau les délais par défaut/);
  assert.equal(await kept(slug), null);
  assert.doesNotMatch(followed.body, /Revenir aux délais par défaut/);
  assert.match((await odile.get(paths.targetDesk())).body, /Messagerie[\s\S]{0,400}>Par défaut</);
  assert.match((await odile.get(paths.categoryTargetsHistory(slug))).body, /délais par défaut/);

  await odile.post(page, formFields(followed.body, page));
  assert.equal(await kept(slug), null);

  const usual = paths.defaultTargets();
  assert.match(
    (await odile.get(usual)).body,
    /Natures qui suivent ces délais[\s\S]{0,200}>Messagerie</,
  );
  const changed = await odile.post(usual, { ...(await formOf(usual)), 'prise-normal': '3 h 07' });
  assert.equal(changed.statusCode, 303);
  const now = await odile.get(page);
  assert.match(now.body, /name="prise-normal"[^>]*|Par défaut\s: 3\sh\s7\smin/);
  assert.equal(formFields(now.body, page)['prise-normal']?.replaceAll('\u00A0', ' '), '3 h 7 min');
  assert.equal((await lastEntry()).subject, 'targets');
  assert.match((await odile.get(paths.defaultTargetsHistory())).body, /Priorité normale/);
  assert.match((await odile.get(paths.journal())).body, /Délais par défaut/);
});

test('what cannot stand comes back as typed, with what to correct, and is kept', async () => {
  const form = await formOf(page);
  const wrong = {
    ...form,
    ...{ 'prise-low': 'bientôt', 'prise-normal': '4', 'prise-high': '0 h' },
    ...{ 'prise-urgent': '2 h', 'resolution-urgent': '1 h', 'resolution-low': '900 j' },
  };
  const sent = await odile.post(page, wrong);
  assert.equal(sent.statusCode, 422);
  for (const [name, words] of [
    ['prise-low', /Priorité basse, prise en charge\s: écrivez une durée avec son unité/],
    ['prise-normal', /Priorité normale, prise en charge\s: écrivez une durée/],
    ['prise-high', /au moins une minute/],
    ['resolution-urgent', /pas plus courte que la prise en charge/],
    ['resolution-low', /dépasse une année de travail/],
  ] as const) {
    assert.match(sent.body, new RegExp(`href="#${name}"`), name);
    assert.match(sent.body, words);
  }
  // Of a priority, only the promise that cannot be read.
  assert.equal(sent.body.match(/durée à corriger/g)?.length, 2);
  const again = await odile.get(page);
  assert.equal(formFields(again.body, page)['prise-low'], 'bientôt');
  assert.match(again.body, /Brouillon/);
  await odile.post(paths.categoryTargetsDraft(slug), { ...wrong, _effacer: 'oui' });
  assert.equal(
    await findDraft(site.db, await personIdOf(site.db, 'odile'), `targets:${slug}`),
    null,
  );
  assert.equal(await kept(slug), null);
});

test('another moment is tried with the durations as typed, and nothing is changed', async () => {
  const form = await formOf(page);
  const tried = { ...form, ...all('1 h', '2 h'), _jour: '2026-12-24', _heure: '17:30' };
  const sent = await odile.post(paths.categoryTargetsDraft(slug), { ...tried, _apercu: 'oui' });
  const shown = await odile.follow(sent);
  assert.match(shown.body, /déposée jeudi 24\/12\/2026 à 17:30/);
  // The desk of the demonstration closes between Christmas and New Year.
  assert.match(shown.body, /lundi 04\/01\/2027 à 09:00/);
  assert.equal(await kept(slug), null);
  const other = await odile.get(`${page}?jour=2026-13-45&heure=99`);
  assert.match(other.body, /déposée vendredi 27\/11\/2026 à 17:30/);
  await odile.post(paths.categoryTargetsDraft(slug), { ...form, _effacer: 'oui' });
});

test('of two who change promises at once, the second is told who did what and loses nothing', async () => {
  const form = await formOf(page);
  assert.equal(form['vu'], 'defaut');
  const other = await signedIn(site, 'odile.garnier');
  const first = formFields((await other.get(page)).body, page);
  assert.equal((await other.post(page, { ...first, ...all('1 h', '1 j') })).statusCode, 303);
  const late = await odile.post(page, { ...form, ...all('2 h', '3 j') });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Ces délais ont changé[\s\S]*Délais changés, par GARNIER Odile/);
  const again = formFields(late.body, page);
  assert.equal(again['prise-low'], '2 h');
  assert.equal((await odile.post(page, again)).statusCode, 303);
  assert.deepEqual((await kept(slug))?.low, { takeMinutes: 120, resolveMinutes: 1620 });
  const stale = await odile.post(paths.categoryTargetsEnd(slug), { vu: form['vu'] ?? '' });
  assert.equal(stale.statusCode, 409);
  assert.ok(await kept(slug));
  // A form that says nothing of what it has seen replaces nothing.
  assert.equal((await odile.post(page, all('1 h', '1 j'))).statusCode, 409);
  await odile.post(paths.categoryTargetsDraft(slug), { _effacer: 'oui' });
});

test('promises sent after the session ended are given back after signing in', async () => {
  const form = await formOf(page);
  site.clock.advance({ hours: 24 * 40 });
  await odile.post(page, { ...form, 'prise-low': '7 h' });
  odile = await signedIn(site, 'odile.garnier');
  lucie = await signedIn(site, 'lucie.moreau');
  assert.equal((await formOf(page))['prise-low'], '7 h');
  await odile.post(paths.categoryTargetsDraft(slug), { _effacer: 'oui' });
  site.clock.advance({ hours: -24 * 40 });
});

test('a lead reads what their natures promise and changes nothing; the others do not exist', async () => {
  const list = await lucie.get(paths.targetDesk());
  assert.equal(list.statusCode, 200);
  assert.ok(list.body.includes(paths.categoryTargets(ownedByLucie)));
  assert.ok(!list.body.includes(page));
  const read = await lucie.get(paths.categoryTargets(ownedByLucie));
  assert.match(read.body, /d’après les horaires de DOPSI/);
  assert.doesNotMatch(read.body, /Enregistrer/);
  assert.equal((await lucie.get(paths.defaultTargets())).statusCode, 200);
  for (const path of [page, paths.categoryTargetsHistory(slug), paths.categoryTargets('%00')]) {
    assert.equal((await lucie.get(path)).statusCode, 404, path);
  }
  const own = paths.categoryTargets(ownedByLucie);
  for (const path of [own, paths.categoryTargetsEnd(ownedByLucie), paths.defaultTargets()]) {
    assert.equal((await lucie.post(path, all('1 h', '2 h'))).statusCode, 404, path);
  }
  const marie = await signedIn(site, 'marie.dupont');
  assert.equal((await marie.get(paths.targetDesk())).statusCode, 404);
});

test('a nature follows the hours of its team; one that never opens promises in hours, and never', async () => {
  const list = await odile.get(paths.targetDesk());
  assert.match(list.body, /avant lundi 30\/11\/2026/);
  const calendar = await site.db
    .selectFrom('calendar')
    .select('id')
    .where('name', '=', 'Antenne de La Réunion')
    .executeTakeFirstOrThrow();
  const team = await site.db
    .updateTable('team')
    .set({ calendar_id: calendar.id })
    .where('code', '=', 'SYSTEM-RESEAU')
    .returning('id')
    .executeTakeFirstOrThrow();
  assert.match((await odile.get(page)).body, /Les heures sont celles de Indian\/Reunion/);
  await site.db
    .updateTable('calendar_version')
    .set({ weekly: '[]' })
    .where('calendar_id', '=', calendar.id)
    .execute();
  const never = await odile.get(page);
  assert.match(never.body, /jamais\s: l’équipe n’ouvre plus/);
  const unpromised = await odile.get(paths.targetDesk());
  assert.match(unpromised.body, />jamais\s: l’équipe n’ouvre plus/);
  assert.doesNotMatch(unpromised.body, /avant jamais/);
  const form = formFields(never.body, page);
  const refused = await odile.post(page, { ...form, 'prise-low': '1 j' });
  assert.match(refused.body, /Sans horaires, un jour ne vaut rien/);
  await site.db.updateTable('team').set({ calendar_id: null }).where('id', '=', team.id).execute();
});

test('the pages of délais ask the database the same few things, however many natures there are', async () => {
  for (const path of [paths.targetDesk(), page, paths.defaultTargets()]) {
    const statements = await statementsOf(() => odile.get(path));
    assert.ok(statements.length <= 6, `${path} ${String(statements.length)}`);
  }
});
