import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { readRoutingRules } from '../../domain/routing/routing-queries.ts';
import { paths } from '../../paths.ts';

let site: TestApp;
before(async () => {
  site = await testApp();
});
after(() => site.close());

const everybodys = [
  paths.teamDesk(),
  paths.categoryDesk(),
  paths.calendarDesk(),
  paths.targetDesk(),
  paths.articleDesk(),
  paths.announcements(),
];

test('an administrator finds the way to all, and reads the rules and the hold reasons as they are', async () => {
  const odile = await signedIn(site, 'odile.garnier');
  const { body, statusCode } = await odile.get(paths.administration());
  const statements = await statementsOf(() => odile.get(paths.administration()));
  assert.equal(statusCode, 200);
  for (const path of [...everybodys, paths.journal()]) {
    assert.ok(body.includes(`href="${path}"`), path);
  }
  const rules = await readRoutingRules(site.db);
  assert.ok(rules.length > 0);
  for (const { label } of rules) assert.ok(body.includes(label), label);
  assert.match(body, /la nature est «|la famille est «|le site est «/);
  assert.ok(statements.length <= 9, String(statements.length));
});

test('a lead finds the way to what is theirs, and nothing of the rest', async () => {
  const lucie = await signedIn(site, 'lucie.moreau');
  const { body, statusCode } = await lucie.get(paths.administration());
  assert.equal(statusCode, 200);
  assert.match(body, /l’équipe DOPSI, dont vous êtes responsable/);
  for (const path of everybodys) assert.ok(body.includes(`href="${path}"`), path);
  assert.ok(!body.includes(paths.journal()));
  assert.doesNotMatch(body, /Règles de ventilation/);
  assert.equal((await lucie.get(paths.journal())).statusCode, 404);
});

test('for anybody else the administration does not exist', async () => {
  for (const login of ['marie.dupont', 'nadia.benali']) {
    const client = await signedIn(site, login);
    for (const path of [paths.administration(), ...everybodys, paths.journal()]) {
      assert.equal((await client.get(path)).statusCode, 404, `${login} ${path}`);
    }
  }
});

test('a rule about a nature or a site that is no longer offered still says their names', async () => {
  const name = 'Copieur multifonction';
  const closed = { active: false };
  await site.db.updateTable('category').set(closed).where('name', '=', name).execute();
  await site.db.updateTable('site').set(closed).where('name', 'like', 'Siège%').execute();
  const odile = await signedIn(site, 'odile.garnier');
  const { body } = await odile.get(paths.administration());
  assert.match(body, /le site est «.Siège, hôtel des Tilleuls.» et la nature est «.Copieur/);
  assert.doesNotMatch(body, /inconnu/);
});
