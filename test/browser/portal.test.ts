import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { readClaimTable } from '../../src/config-claims.ts';
import { checkEveryLook } from '../support/axe.ts';
import { launchBrowser, type Visit, visit } from '../support/browser.ts';
import { type CasServer, startCasServer } from '../support/cas-server.ts';
import { type Site, servedSite } from '../support/site.ts';

let browser: Browser;
let server: CasServer;
let site: Site;
before(async () => {
  browser = await launchBrowser();
  server = await startCasServer();
  const claims = readClaimTable('fredu') ?? assert.fail();
  const portal = { label: 'Arena', claims, sharesLogins: true, patienceMs: 2_000 };
  site = await servedSite({
    enabled: ['cas', 'local'],
    groups: [],
    help: 'le 01 99 00 00 00',
    cas: { ...portal, url: server.url, gateway: false, renew: false },
    oidc: null,
    saml: null,
    entete: null,
  });
});
after(async () => {
  await browser.close();
  await site.close();
  await server.close();
});

const marie = { user: 'marie.dupont' };
const open = (): Promise<Visit> => visit(browser, { baseURL: site.address });

test('a click in the portal is enough: the page asked for is shown, and signing out stays out', async () => {
  server.user = marie;
  const { page, close } = await open();
  await page.goto('/mes-coordonnees');
  assert.equal(new URL(page.url()).pathname, '/mes-coordonnees');
  await page.getByRole('button', { name: 'Déconnexion (marie.dupont)' }).click();
  await page.getByRole('heading', { name: 'Vous êtes déconnecté' }).waitFor();
  await checkEveryLook(page, 'deconnecte');
  await page.getByRole('link', { name: 'Revenir au centre de services' }).click();
  await page.getByRole('button', { name: 'Déconnexion (marie.dupont)' }).waitFor();
  await close();
});

test('a form sent after the session is over goes through the portal, and its text is there', async () => {
  server.user = marie;
  const { page, close } = await open();
  await page.goto('/demandes/nouvelle?nature=messagerie');
  await page.getByLabel('Objet').fill('Écrit avant la pause');
  const former = site.clock();
  site.clock.set(former.add({ hours: 3 }));
  await page
    .getByRole('button', { name: /^Envoyer/ })
    .last()
    .click();
  await page.getByText('ce que vous avez écrit est conservé').first().waitFor();
  assert.equal(await page.getByLabel('Objet').inputValue(), 'Écrit avant la pause');
  site.clock.set(former);
  await close();
});

test('the page of a refusal and the choice of doors are clean for axe', async () => {
  server.user = marie;
  server.instead = () => ({ status: 500, body: '' });
  const { page, close } = await open();
  await page.goto('/');
  await page.getByRole('heading', { name: 'Vous n’êtes pas connecté' }).waitFor();
  await checkEveryLook(page, 'entree-refusee');
  server.instead = null;
  await page.goto('/connexion?choix');
  await checkEveryLook(page, 'portes');
  await page.getByRole('link', { name: /mot de passe du centre de services/ }).click();
  await page.getByLabel('Mot de passe').waitFor();
  await close();
});
