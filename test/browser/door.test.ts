import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildAssets } from '../../scripts/build-assets.ts';
import { readAssets } from '../../src/web/assets.ts';
import { testApp } from '../support/app.ts';
import { axeCheck, checkEveryLook } from '../support/axe.ts';
import { launchBrowser, type Visit, visit } from '../support/browser.ts';
import { fragileDatabase } from '../support/fragile-database.ts';
import { signIn } from '../support/site.ts';
import { testDoors } from './door-site.tsx';

const outDir = await mkdtemp(join(tmpdir(), 'assets-'));
await buildAssets({ outDir, minify: true });
const database = await fragileDatabase();
const desk = await testApp({ database, assets: await readAssets(outDir), extend: testDoors });
await desk.app.listen({ port: 0, host: '127.0.0.1' });
const { port } = desk.app.server.address() as AddressInfo;
const baseURL = `http://localhost:${String(port)}`;
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await desk.close();
  await rm(outDir, { recursive: true, force: true });
});

const open = (javaScript = true): Promise<Visit> => visit(browser, { baseURL, javaScript });
const heading = (visitor: Visit) => visitor.page.getByRole('heading', { level: 1 }).innerText();

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript';

  test(`a person signs in and out by the keyboard, ${how}`, async () => {
    const visitor = await open(javaScript);
    const { page } = visitor;
    await page.goto('/essai');
    assert.equal(await heading(visitor), 'Connexion');
    await page.getByLabel('Identifiant').focus();
    await page.keyboard.type('marie.dupont');
    await page.keyboard.press('Tab');
    await page.keyboard.type('demonstration');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/essai');
    await page.getByRole('button', { name: 'Déconnexion (marie.dupont)' }).click();
    await page.getByText('Déconnexion effectuée.').waitFor();
    assert.deepEqual(visitor.complaints, []);
    await visitor.close();
  });

  test(`what was typed before the session ended is there after signing in, ${how}`, async () => {
    const visitor = await open(javaScript);
    const { page } = visitor;
    await page.goto('/essai');
    await signIn(page, 'marie.dupont');
    await page.getByLabel('Description').fill('Ligne 1\nLigne « 2 » <b>');
    desk.clock.advance({ hours: 3 });
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.getByText('ce que vous avez écrit est conservé').waitFor();
    await signIn(page, 'marie.dupont');
    assert.equal(await page.getByLabel('Description').inputValue(), 'Ligne 1\nLigne « 2 » <b>');
    await visitor.close();
  });

  test(`a form sent during a breakdown is sent again from its page, ${how}`, async () => {
    const visitor = await open(javaScript);
    const { page } = visitor;
    await page.goto('/essai');
    await signIn(page, 'paul.martin');
    await page.getByLabel('Description').fill('Un texte "long"\nsur deux lignes');
    await database.fail();
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.getByText('Service momentanément indisponible').first().waitFor();
    // axe needs the page's own timers.
    if (javaScript) await axeCheck(page, { name: 'breakdown' });
    await database.heal();
    await page.getByRole('button', { name: 'Envoyer à nouveau' }).click();
    await page.getByText('reçu').waitFor();
    assert.match(
      await page.locator('body').innerText(),
      /reçu : Un texte "long"\s+sur deux lignes/,
    );
    await visitor.close();
  });
}

test('a form that is far too large gets its page from a real browser', async () => {
  const visitor = await open();
  const { page } = visitor;
  await page.goto('/essai');
  await signIn(page, 'marie.dupont');
  // Hidden: the browser takes minutes to lay out a line of that length.
  await page.getByRole('button', { name: 'Envoyer' }).evaluate((button) => {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = 'journal';
    field.value = 'x'.repeat(6_000_000);
    button.before(field);
  });
  await page.getByRole('button', { name: 'Envoyer' }).click();
  await page.getByText('Envoi trop volumineux').first().waitFor();
  await visitor.close();
});

test('the pages of errors are accessible, wide and narrow, light and dark', async () => {
  desk.expectErrors();
  const visitor = await open();
  const { page } = visitor;
  await page.goto('/essai/faute');
  await checkEveryLook(page, 'fault');
  await page.goto('/essai/plein');
  await checkEveryLook(page, 'overloaded');
  await page.goto('/connexion');
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  await page.getByText('2 points sont à corriger').waitFor();
  await checkEveryLook(page, 'sign-in errors');
  await page.goto('/essai');
  await signIn(page, 'marie.dupont');
  await page.getByLabel('Description').fill('Un texte\nsur deux lignes');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Envoyer' }).click();
  await page.getByText('Copiez ce texte').waitFor();
  await checkEveryLook(page, 'lost session');
  await visitor.close();
});
