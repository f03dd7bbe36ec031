import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type Client,
  newClient,
  signedIn,
  type TestApp,
  testApp,
} from '../../../test/support/app.ts';
import { readSetting } from '../../domain/settings/settings.ts';
import { paths } from '../../paths.ts';

let site: TestApp;
let odile: Client;
before(async () => {
  site = await testApp();
  odile = await signedIn(site, 'odile.garnier');
});
after(() => site.close());

/** What a form of the page had read, as the page says it. */
async function seen(part: string): Promise<string> {
  const { body } = await odile.get(paths.settings());
  const form = body.slice(body.indexOf(`action="${paths.setting(part)}"`));
  return (/name="vu" value="([^"]*)"/.exec(form)?.[1] ?? '').replaceAll('&quot;', '"');
}

test('only administrators read and write who answers for the site', async () => {
  for (const login of ['marie.dupont', 'nadia.benali', 'lucie.moreau']) {
    const client = await signedIn(site, login);
    assert.equal((await client.get(paths.settings())).statusCode, 404, login);
    const sent = { nom: 'Autre', adresse: 'Ailleurs', vu: '' };
    assert.equal((await client.post(paths.setting('editeur'), sent)).statusCode, 404, login);
  }
  assert.match((await odile.get(paths.administration())).body, /informations-legales/);
});

test('what is written is said by the pages it is for, and by the log', async () => {
  const publisher = { nom: ' Académie  d’essai ', adresse: '1 rue du Port', responsable: 'A. B.' };
  const vu = await seen('editeur');
  const saved = await odile.post(paths.setting('editeur'), { ...publisher, vu });
  assert.equal(saved.headers.location, paths.settings());
  const legal = await newClient(site).get(paths.legal());
  assert.match(legal.body, /Académie d’essai, 1 rue du Port/);
  const contacts = {
    ...{ donnees: 'dpd@essai.example', accessibilite: 'https://essai.example/aide' },
    ...{ securite: '', vu: await seen('contacts') },
  };
  assert.equal((await odile.post(paths.setting('contacts'), contacts)).statusCode, 303);
  assert.match((await newClient(site).get(paths.privacy())).body, /dpd@essai\.example/);
  const journal = await odile.get(paths.journal({ objet: 'setting' }));
  assert.match(journal.body, /Réglage Qui répond du site/);
  assert.match(journal.body, /Directeur ou directrice de la publication/);
});

test('an audit on record is said, and taken back by emptying its fields', async () => {
  const audit = { date: '2026-10-02', auteur: 'Cabinet d’essai', taux: '87,5 %' };
  await odile.post(paths.setting('audit'), { ...audit, vu: await seen('audit') });
  const { body } = await newClient(site).get(paths.accessibility());
  assert.match(body, /partiellement conforme[^]*Cabinet d’essai[^]*87,5/);
  // At the foot of every page, those that ask nothing of the database included.
  for (const path of [paths.home(), paths.legal(), paths.signIn()]) {
    const client = path === paths.home() ? odile : newClient(site);
    assert.match((await client.get(path)).body, /Accessibilité\s: partiellement conforme/, path);
  }
  assert.match((await odile.get(paths.settings())).body, /value="87,5"/);
  const nothing = { date: '', auteur: ' ', taux: '', vu: await seen('audit') };
  assert.equal((await odile.post(paths.setting('audit'), nothing)).statusCode, 303);
  assert.equal(await readSetting(site.db, 'accessibilityAudit'), null);
});

for (const [part, sent, errors] of [
  ['editeur', { adresse: '1 rue du Port' }, [/nom de l’établissement, ou videz/]],
  ['editeur', { nom: 'Académie' }, [/adresse postale de l’établissement\./]],
  ['editeur', { nom: 'é'.repeat(201), adresse: 'x' }, [/200/]],
  ['contacts', { securite: 'au bureau' }, [/adresse électronique/]],
  ['contacts', { donnees: 'javascript:alert(1)' }, [/adresse électronique/]],
  ['audit', { taux: '12' }, [/la date de l’audit\./, /qui a fait l’audit/]],
  ['audit', { date: '2027-10-02', auteur: 'Cabinet', taux: '101' }, [/à venir/, /de 0 à 100/]],
] as const) {
  test(`« ${Object.values(sent).join(', ').slice(0, 30)} » is no ${part}: said, and everything is kept`, async () => {
    const vu = await seen(part);
    const response = await odile.post(paths.setting(part), { ...sent, vu });
    assert.equal(response.statusCode, 422);
    for (const error of errors) assert.match(response.body, error);
    for (const text of Object.values(sent)) assert.ok(response.body.includes(`value="${text}"`));
    assert.equal(await seen(part), vu, 'nothing was written');
  });
}

test('who comes second is told who did what, keeps what was typed, and may save it all the same', async () => {
  const vu = await seen('contacts');
  const mine = { donnees: 'a@essai.example', accessibilite: '', securite: '' };
  await odile.post(paths.setting('contacts'), { ...mine, securite: 's@essai.example', vu });
  const late = await odile.post(paths.setting('contacts'), { ...mine, vu });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /ont changé entre-temps[^]*GARNIER Odile/);
  assert.match(late.body, /value="a@essai\.example"/);
  const again = await odile.post(paths.setting('contacts'), {
    ...mine,
    vu: await seen('contacts'),
  });
  assert.equal(again.statusCode, 303);
  assert.equal((await readSetting(site.db, 'contacts')).security, '');
  const silent = await odile.post(paths.setting('contacts'), { donnees: 'b@essai.example' });
  assert.equal(silent.statusCode, 409, 'a form that does not say what it had read');
});
