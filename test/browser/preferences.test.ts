import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { ticketNumberOf } from '../../seeds/find.ts';
import { paths } from '../../src/paths.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, servedSite, visitAs } from '../support/site.ts';

let site: Site;
let browser: Browser;
before(async () => {
  site = await servedSite();
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await site.close();
});

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.closest('[id]')?.id ?? '');
const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

async function save(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByText(/est enregistré|sont enregistré|is saved|are saved/).waitFor();
}

test('without JavaScript: dark colours, density and English are chosen, and last after signing out', async () => {
  const look = { javaScript: false, scheme: 'light' } as const;
  const { page, close } = await visitAs(browser, site, { ...look, login: 'paul.martin' });
  await page.goto(paths.profile());
  const light = await background(page);
  await page.getByLabel('Sombres').check();
  await page.getByLabel('Compacte').check();
  await page.getByLabel('English').check();
  await save(page, 'Enregistrer mon affichage');
  assert.notEqual(await background(page), light, 'the page is dark on a system that is light');
  assert.equal(await page.locator('html').getAttribute('data-density'), 'compact');
  assert.equal(await page.getByLabel('Dark').isChecked(), true);
  await page.getByLabel('Requests put on hold and resumed').uncheck();
  await save(page, 'Save my notifications');
  assert.equal(await page.getByLabel('Requests put on hold and resumed').isChecked(), false);
  await page.getByRole('button', { name: /Sign out/ }).click();
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await close();
});

test('« Mes données » is read and taken away without JavaScript', async () => {
  const { page, close } = await visitAs(browser, site, {
    ...{ javaScript: false, login: 'marie.dupont' },
  });
  await page.goto(paths.profile());
  await page.getByRole('link', { name: 'Voir et télécharger mes données' }).click();
  await page.getByText('Compte et coordonnées (1)').waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Télécharger mes données (JSON)' }).click(),
  ]);
  assert.equal(file.suggestedFilename(), 'mes-donnees-2026-11-23.json');
  await close();
});

test('one letter leads to a place, « ? » lists them, and nothing happens while typing', async () => {
  const number = await ticketNumberOf(site.db, 'marieNetworkPlug');
  const { page, complaints, close } = await visitAs(browser, site, { login: 'nadia.benali' });
  await page.goto(paths.profile());
  await page.keyboard.press('?');
  assert.equal(await page.locator('dialog[open]').count(), 0, 'off until asked for');
  await page.getByLabel('Allumés').check();
  await save(page, 'Enregistrer mon affichage');

  await page.goto(paths.console({ vue: 'equipe' }));
  await page.keyboard.press('j');
  const first = await page.evaluate(() => document.activeElement?.textContent);
  await page.keyboard.press('j');
  assert.notEqual(await page.evaluate(() => document.activeElement?.textContent), first);
  await page.keyboard.press('k');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), first);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog[open]').count(), 0);

  await page.goto(paths.consoleTicket(number));
  await page.keyboard.press('n');
  const note = page.locator('#noter textarea');
  assert.ok(await note.evaluate((element) => element === document.activeElement));
  await page.keyboard.type('rsn?/');
  assert.equal(await note.inputValue(), 'rsn?/', 'letters are only letters while typing');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+s');
  assert.equal(await page.locator('#acte-resolution[open]').count(), 0);
  await page.keyboard.press('s');
  assert.equal(await page.locator('#acte-resolution[open]').count(), 1);
  assert.match(await focused(page), /./);
  assert.deepEqual(complaints, []);
  await close();
});
