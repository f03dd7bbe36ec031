import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { allCategories } from '../../domain/catalogue/catalogue.ts';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { readRoutingRules } from '../../domain/routing/routing-queries.ts';
import { listTeams } from '../../domain/teams/team-queries.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

let site: TestApp;
before(async () => {
  site = await testApp();
});
after(() => site.close());

test('an administrator reads the teams, natures, rules, hold reasons and log as they are', async () => {
  const odile = await signedIn(site, 'odile.garnier');
  const { result, statements } = await recordStatements(() => odile.get(paths.administration()));
  const { body, statusCode } = result;
  assert.equal(statusCode, 200);
  for (const { code } of await listTeams(site.db)) assert.ok(body.includes(code), code);
  for (const { name } of allCategories(await readCatalogue(site.db))) {
    assert.ok(body.includes(name.replaceAll('&', '&amp;')), name);
  }
  const rules = await readRoutingRules(site.db);
  assert.ok(rules.length > 0);
  for (const { label } of rules) assert.ok(body.includes(label), label);
  assert.match(body, /la nature est «|la famille est «|le site est «/);
  assert.match(body, /MOREAU Lucie \(responsable\)/);
  assert.match(body, /jours?\souvrés?/);
  assert.match(body, /Équipe ajoutée|Fiche ajoutée|Message ajouté|Participant ajouté/);
  assert.ok(statements.length <= 11, String(statements.length));
});

test('every act of the log has words of its own', async () => {
  const odile = await signedIn(site, 'odile.garnier');
  const acts = await site.db.selectFrom('audit_entry').select('act').distinct().execute();
  assert.ok(acts.length > 5);
  const { body } = await odile.get(paths.administration());
  for (const { act } of acts) assert.ok(!body.includes(`<code>${act}</code>`), act);
});

test('for anybody else the administration does not exist', async () => {
  for (const login of ['marie.dupont', 'nadia.benali', 'lucie.moreau']) {
    const client = await signedIn(site, login);
    assert.equal((await client.get(paths.administration())).statusCode, 404, login);
  }
});
