import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { teamIdOf } from '../../../seeds/find.ts';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { viewerNamed } from '../../../test/support/tickets.ts';
import { recordAudit } from '../../domain/audit/record-audit.ts';
import { chooseNotices } from '../../domain/notifications/choose-notices.ts';
import { choosePreferences } from '../../domain/people/choose-preferences.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

let site: TestApp;
let odile: Client;
before(async () => {
  site = await testApp();
  odile = await signedIn(site, 'odile.garnier');
});
after(() => site.close());

const rows = (body: string): number => (body.match(/<tr/g) ?? []).length - 1;

test('the log is read newest first, a page at a time, each line once, in a fixed number of statements', async () => {
  const seen: string[] = [];
  let path: string | undefined = paths.journal();
  const total = await site.db
    .selectFrom('audit_entry')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  while (path !== undefined && seen.length < 100) {
    const at: string = path;
    const { result, statements } = await recordStatements(() => odile.get(at));
    assert.equal(result.statusCode, 200);
    assert.ok(statements.length <= 4, String(statements.length));
    seen.push(String(rows(result.body)));
    const older: string | undefined = /href="([^"]*)"[^>]*>Changements plus anciens/.exec(
      result.body,
    )?.[1];
    path = older?.replaceAll('&amp;', '&');
  }
  assert.equal(
    seen.reduce((sum, count) => sum + Number(count), 0),
    total.count,
  );
  assert.ok(seen.length > 1);
});

test('each act has words of its own, and names rather than numbers', async () => {
  const acts = await site.db.selectFrom('audit_entry').select('act').distinct().execute();
  assert.ok(acts.length > 5);
  for (const { act } of acts) {
    const found = await site.db
      .selectFrom('audit_entry')
      .select('id')
      .where('act', '=', act)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const { body } = await odile.get(paths.journal({ avant: found.id + 1 }));
    assert.ok(!body.includes(`>${act}<`), act);
  }
  const { body } = await odile.get(paths.journal({ objet: 'team' }));
  assert.match(body, /Équipe DOPSI, Personne MOREAU Lucie/);
  const natures = (await odile.get(paths.journal({ objet: 'category' }))).body;
  assert.match(natures, /Questions d’une nature publiées[\s\S]*Nature [^<,]+, Questions</);
  assert.match(body, /Rôle, Actif/);
});

test('what is a code in the log is read in words', async () => {
  const entry = { actorId: null, act: 'edit-announcement', subject: 'announcement:1' };
  const before = { level: 'information', status: 'active' };
  const after = { level: 'disruption', status: 'left', changed: ['title', 'body', 'categoryIds'] };
  await recordAudit(site.db, { ...entry, before, after }, site.clock());
  const { body } = await odile.get(paths.journal());
  assert.match(body, /Titre, Texte, Natures/);
  assert.match(body, /Information[\s\S]{0,200}Perturbation/);
  assert.match(body, /Actif[\s\S]{0,200}Parti/);
  assert.doesNotMatch(body, />disruption<|categoryIds/);
});

test('the log is narrowed by subject, by who did it and by day; a day that is none is said', async () => {
  const teamId = await teamIdOf(site.db, 'DOPSI');
  const entry = { actorId: null, act: 'rename-team', subject: `team:${String(teamId)}` };
  const later = site.clock().add({ hours: 48 });
  await recordAudit(site.db, { ...entry, before: { name: 'a' }, after: { name: 'b' } }, later);
  const teams = (await odile.get(paths.journal({ objet: 'team' }))).body;
  assert.match(teams, /Équipe renommée/);
  assert.doesNotMatch(teams, /Nature ajoutée/);
  const mine = await odile.get(paths.journal({ qui: 'garnier odile' }));
  assert.equal(mine.statusCode, 200);
  assert.doesNotMatch(mine.body, /Équipe renommée/);
  assert.match((await odile.get(paths.journal({ qui: '%' }))).body, /Aucun changement ne corres/);
  for (const du of ['2026-02-30', '0001-01-01', '0026-11-23']) {
    const wrong = await odile.get(paths.journal({ du }));
    assert.equal(wrong.statusCode, 422, du);
  }
  const day = later.toString().slice(0, 10);
  assert.equal(rows((await odile.get(paths.journal({ du: day, au: day }))).body), 1);
  assert.match(
    (await odile.get(paths.journal({ du: '2019-01-01', au: '2019-01-02' }))).body,
    /Aucun changement/,
  );
  const crossed = await odile.get(paths.journal({ du: '2026-11-23', au: '2026-11-22' }));
  assert.equal(crossed.statusCode, 422);
  assert.match(
    crossed.body,
    /href="#au"[\s\S]*Choisissez un jour qui ne vienne pas avant le premier/,
  );
  const wrong = await odile.get(paths.journal({ du: 'hier' }));
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /href="#du"[\s\S]*Indiquez un jour, par exemple 17\/03\/2027/);
});

test('what was typed about a thing is shown as text, never read as a page', async () => {
  const teamId = await teamIdOf(site.db, 'DOPSI');
  const entry = { actorId: null, act: '<b>odd</b>', subject: `team:${String(teamId)}` };
  const after_ = { name: '<script>x</script>', constructor: 'y' };
  await recordAudit(site.db, { ...entry, after: after_ }, site.clock());
  const { body } = await odile.get(paths.journal());
  assert.doesNotMatch(body, /<script>x|<b>odd/);
  assert.match(body, /&lt;script>x/);
});

test('what people choose for themselves is said in words', async () => {
  const { id } = await viewerNamed(site.db, 'hugo.petit');
  const person = { actorId: id, personId: id };
  const display = { colorScheme: 'dark', density: 'compact', shortcuts: true } as const;
  await choosePreferences(site.db, { ...person, ...display, language: 'en' }, site.clock());
  const asked = { asked: ['hold'], wanted: [] } as const;
  await chooseNotices(site.db, { ...person, ...asked }, site.clock());
  const { body } = await odile.get(paths.journal());
  for (const words of [
    'Langue',
    'Couleurs',
    'Densité',
    'Français',
    'Compacte',
    'Notifications refusées',
  ]) {
    assert.ok(body.includes(words), words);
  }
  assert.match(body, /Les mises en attente et les reprises/);
  assert.doesNotMatch(body, /colorScheme|shortcuts|>refused/);
});
