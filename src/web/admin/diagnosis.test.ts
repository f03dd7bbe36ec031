import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Client, newClient, signedIn, testApp } from '../../../test/support/app.ts';
import { throwawayFile } from '../../../test/support/files.ts';
import { makeSamlPortal } from '../../../test/support/saml-portal.ts';
import { readConfig } from '../../config.ts';
import { directoryOutcomes, recordDirectoryRun } from '../../domain/people/directory-run.ts';
import { findPersonByLogin } from '../../domain/people/person-queries.ts';
import { recordSignIn, signInReasons } from '../../domain/people/sign-in-trace.ts';
import { paths } from '../../paths.ts';
import { referenceIn } from '../../platform/text/reference.ts';

const site = await testApp();
const { db, clock } = site;
after(() => site.close());
const odile = await signedIn(site, 'odile.garnier');
const marie = await findPersonByLogin(db, 'marie.dupont');

const rowsOf = (body: string) => (body.split('<tbody')[1] ?? '').split('<tr').slice(1);

test('nobody but an administrator reads who came in; before anybody did, the page says so', async () => {
  for (const login of ['marie.dupont', 'nadia.benali', 'lucie.moreau']) {
    const client = await signedIn(site, login);
    assert.equal((await client.get(paths.diagnosis())).statusCode, 404, login);
    assert.doesNotMatch((await client.get(paths.administration())).body, /Diagnostic/);
  }
  assert.equal((await newClient(site).get(paths.diagnosis())).statusCode, 303);
  assert.match((await odile.get(paths.administration())).body, /Diagnostic de connexion/);
  const { body } = await odile.get(paths.diagnosis());
  assert.match(body, /Personne ne s’est encore connecté/);
  assert.match(body, /Portes ouvertes[^]*Identifiant et mot de passe/);
});

test('an attempt through the door is there with its reason, and nothing of what was typed', async () => {
  const client = newClient(site);
  await client.get(paths.signIn());
  for (const [login, password] of [
    ['mon-mot-de-passe', 'x'],
    ['marie.dupont', 'pas-le-bon'],
    ['marie.dupont', 'demonstration'],
  ] as const) {
    await client.post(paths.signIn(), { login, password });
  }
  const { body } = await odile.get(paths.diagnosis());
  const [first = '', second = '', third = ''] = rowsOf(body);
  assert.match(first, /DUPONT Marie[^]*Identifiant et mot de passe[^]*Entrée/);
  assert.match(second, /DUPONT Marie[^]*Refus[^]*le mot de passe n’était pas le bon/);
  assert.match(third, /non reconnue[^]*l’identifiant n’est celui de personne ici/);
  assert.doesNotMatch(body, /mon-mot-de-passe|pas-le-bon/);
  const refusals = await odile.get(paths.diagnosis({ issue: 'refus' }));
  assert.equal(rowsOf(refusals.body).length, 2);
  assert.equal(rowsOf((await odile.get(paths.diagnosis({ q: 'marie' }))).body).length, 2);
  const none = await odile.get(paths.diagnosis({ q: 'hugo' }));
  assert.match(none.body, /Aucune tentative ne correspond/);
});

test('the reference somebody dictates finds their attempt, however it is written', async () => {
  const refused = { door: 'cas', outcome: 'refused', reason: 'claim_missing' } as const;
  await recordSignIn(
    db,
    { ...refused, detail: 'supannAliasLogin', reference: '3FA2910C5E' },
    clock(),
  );
  for (const q of [
    '3FA2910C5E',
    ' 3f a2 91 0c 5e ',
    'réf. 3FA2910C5E',
    'Référence : 3fa2-910c-5e',
  ]) {
    const { body } = await odile.get(paths.diagnosis({ q }));
    const rows = rowsOf(body);
    assert.equal(rows.length, 1, q);
    assert.match(rows[0] ?? '', /Portail \(CAS\)[^]*attribut nécessaire \(supannAliasLogin\)/);
    assert.match(rows[0] ?? '', /3FA2910C5E/);
  }
  for (const text of ['', 'marie', '3FA2910C5', '3FA2910C5EE', 'ZZZZZZZZZZ']) {
    assert.equal(referenceIn(text), null, text);
  }
});

test('every reason has its words and its advice, and one that nobody knows any more does not break the page', async () => {
  for (const reason of signInReasons) {
    await recordSignIn(db, { door: 'oidc', outcome: 'refused', reason, reference: 'R' }, clock());
  }
  await db
    .insertInto('sign_in_trace')
    .values({ at: clock(), door: 'disparue', person_id: null, reason: 'no_longer' })
    .execute();
  const { body, statusCode } = await odile.get(paths.diagnosis({ issue: 'refus' }));
  assert.equal(statusCode, 200);
  assert.match(body, /disparue[^]*no_longer/);
  assert.doesNotMatch(body, /reason\.|advice\.|session:/);
});

test('pages go back line by line, none twice and none missed', async () => {
  const personId = marie?.id ?? 0;
  for (let n = 0; n < 70; n += 1) {
    await recordSignIn(db, { door: 'local', outcome: 'admitted', personId }, clock());
  }
  const seen: string[] = [];
  let path: string | undefined = paths.diagnosis({ q: 'marie.dupont' });
  let pages = 0;
  while (path !== undefined) {
    const { body } = await odile.get(path);
    seen.push(...rowsOf(body));
    pages += 1;
    path = /href="(\/administration\/connexion\?[^"]*avant=[^"]*)"/.exec(body)?.[1];
    path = path?.replaceAll('&amp;', '&');
  }
  assert.equal(pages, 3);
  assert.equal(seen.length, 72);
});

test('behind portals, each door is there with its address, and a refusal by the reference its page gave', async () => {
  const portal = makeSamlPortal();
  const { doors } = readConfig({
    ...{ DOORS: 'cas,oidc,saml,entete,local', PORTAL_TIMEOUT: '2' },
    ...{ CAS_URL: 'https://cas.exemple.fr/cas', OIDC_ISSUER: 'http://127.0.0.1:1/' },
    ...{ OIDC_CLIENT_ID: 'essai', OIDC_CLIENT_SECRET: 'secret' },
    SAML_METADATA: throwawayFile('portail.xml', portal.metadata),
    ...{ HEADER_PROXIES: '10.0.0.5', HEADER_SECRET: '0123456789abcdef'.repeat(2) },
  });
  const desk = await testApp({ config: { doors } });
  const administrator = await signedIn(desk, 'odile.garnier');
  const { body } = await administrator.get(paths.diagnosis());
  for (const [door, address] of [
    ['Portail \\(CAS\\)', 'https://cas.exemple.fr/cas'],
    ['Portail \\(OpenID Connect\\)', 'http://127.0.0.1:1/'],
    ['Portail \\(SAML\\)', portal.idp],
    ['Portail \\(mandataire\\)', '10.0.0.5'],
    ['Identifiant et mot de passe', 'ouverte ici, sans portail'],
  ]) {
    assert.match(body, new RegExp(`<dt[^>]*>${String(door)}</dt><dd[^>]*>[^<]*${String(address)}`));
  }
  const attempts: [
    door: string,
    why: RegExp,
    tries: (client: Client) => ReturnType<Client['get']>,
  ][] = [
    [
      'cas',
      /commencé ailleurs/,
      (client) => client.get(paths.portalReturn('cas', { ticket: 'ST-1' })),
    ],
    ['oidc', /n’a pas répondu/, (client) => client.get(paths.portal('oidc'))],
    [
      'saml',
      /illisible \(no-answer\)/,
      (client) => client.post(paths.portalReturn('saml'), {}, { 'sec-fetch-site': 'cross-site' }),
    ],
    ['entete', /mandataire attendu \(address\)/, (client) => client.get(paths.portal('entete'))],
  ];
  for (const [door, why, tries] of attempts) {
    const refused = await tries(newClient(desk));
    const [, reference = ''] = /référence\s*: (\S+)\./.exec(refused.body) ?? [];
    const found = await administrator.get(paths.diagnosis({ q: reference }));
    const rows = rowsOf(found.body);
    assert.equal(rows.length, 1, door);
    assert.match(rows[0] ?? '', why, door);
  }
  await desk.close();
});

test('a directory that was not followed is told of, with what to do; without one nothing is said', async () => {
  const page = async () => (await odile.get(paths.diagnosis())).body;
  assert.doesNotMatch(await page(), /id="annuaire"/);
  const issuer = 'ldap:///dc=exemple,dc=fr?entryuuid';
  for (const outcome of directoryOutcomes) {
    await recordDirectoryRun(db, { issuer, outcome, code: 'ECONNREFUSED' }, clock());
    assert.doesNotMatch(await page(), /outcomes\.|session:directory/);
  }
  assert.match(await page(), /Rien n’a été changé[^]*a refusé[^]*\(ECONNREFUSED\)/);
  const stop = { issuer, outcome: 'too_many_departures', read: 90, departures: 12 } as const;
  await recordDirectoryRun(db, stop, clock().add({ hours: 1 }));
  const told = await page();
  assert.match(told, /ne nomme plus 12 personnes[^]*directory:sync -- --departs 12/);
  assert.match(
    told,
    /Dernier suivi<[^]*23\/11\/2026 à 11:00[^]*Dernier suivi réussi<[^]*23\/11\/2026 à 10:00/,
  );
});
