import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, visit } from '../support/browser.ts';
import { type GallerySite, openGallery } from './gallery-site.ts';

let browser: Browser;
let site: GallerySite;

before(async () => {
  site = await openGallery();
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await site.close();
});

async function open(name: string, look: { javaScript?: boolean } = {}) {
  const visited = await visit(browser, { baseURL: site.address, ...look });
  await visited.page.goto(`/${name}`);
  site.received.length = 0;
  return visited;
}
const focused = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute('id') ?? document.activeElement?.className,
  );

test('what is typed is kept a second later, and the page says so', async () => {
  const { page, close } = await open('formulaire');
  await page.getByLabel('Objet').fill('Écran noir');
  await page.getByText('Brouillon enregistré à 14:06').waitFor();
  assert.equal(site.received[0]?.path, '/brouillon');
  assert.match(site.received[0]?.body ?? '', /objet=%C3%89cran\+noir/);
  assert.match(site.received[0]?.body ?? '', /_csrf=jeton/);
  await close();
});

test('what was typed just before leaving is kept too', async () => {
  const { page, close } = await open('formulaire');
  await page.getByLabel('Objet').fill('Dernier mot');
  await page.goto('/pieces');
  await page.waitForTimeout(200);
  assert.match(site.received.find(({ path }) => path === '/brouillon')?.body ?? '', /Dernier\+mot/);
  await close();
});

test('a draft that cannot be kept is said, and tried again', async () => {
  const { page, close } = await open('formulaire');
  site.refuse = true;
  await page.getByLabel('Objet').fill('Écran noir');
  await page.getByText('Le brouillon n’a pas pu être enregistré').waitFor();
  site.refuse = false;
  await page.getByLabel('Objet').fill('Écran noir encore');
  await page.getByText('Brouillon enregistré à 14:06').waitFor();
  await close();
});

test('without JavaScript a button keeps the draft', async () => {
  const { page, close } = await open('formulaire', { javaScript: false });
  await page.getByLabel('Objet').fill('Sans script');
  await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
  assert.equal(site.received[0]?.path, '/brouillon');
  assert.match(site.received[0]?.body ?? '', /Sans script/);
  await close();
});

test('a form clicked twice is sent once, and its button keeps the focus', async () => {
  const { page, close } = await open('demande');
  site.slow = true;
  const button = page.getByRole('button', { name: 'Libérer' });
  await button.dblclick({ noWaitAfter: true });
  await page.waitForTimeout(300);
  assert.equal(site.received.filter(({ method }) => method === 'POST').length, 1);
  site.slow = false;
  await close();
});

test('the button that was clicked is sent with the form', async () => {
  const { page, close } = await open('demande');
  await page.getByLabel('Votre réponse').fill('Voilà.');
  await page.getByRole('button', { name: 'Envoyer et résoudre' }).click();
  const sent = site.received.find(({ path }) => path === '/gallery');
  assert.match(sent?.body ?? '', /puis=resoudre/);
  await close();
});

for (const javaScript of [true, false]) {
  test(`the summary of errors takes the focus ${javaScript ? 'with' : 'without'} JavaScript and leads to the field`, async () => {
    const { page, close } = await open('formulaire', { javaScript });
    assert.equal(await focused(page), 'ds-error-summary');
    await page.getByRole('link', { name: /Indiquez l’objet/ }).click();
    assert.equal(await focused(page), 'objet');
    await close();
  });
}

test('the first key of the keyboard reaches the content', async () => {
  const { page, close } = await open('accueil');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'contenu');
  await close();
});

test('characters are counted down in the words of the language', async () => {
  const { page, close } = await open('formulaire');
  const area = page.getByLabel('Description');
  await area.fill('a'.repeat(9999));
  await page.getByText('Il reste 1 caractère.').first().waitFor();
  await area.fill('a'.repeat(10_002));
  await page.getByText('2 caractères de trop.').first().waitFor();
  await close();
});

test('a password can be seen by who types it', async () => {
  const { page, close } = await open('pieces');
  const field = page.getByLabel('Mot de passe', { exact: true });
  await field.fill('secret');
  await page.getByRole('button', { name: 'Afficher le mot de passe' }).click();
  assert.equal(await field.getAttribute('type'), 'text');
  await page.getByRole('button', { name: 'Masquer le mot de passe' }).click();
  assert.equal(await field.getAttribute('type'), 'password');
  await close();
});

test('only one act is open at a time', async () => {
  const { page, close } = await open('demande');
  await page.getByText('Mettre en attente').first().click();
  assert.equal(await page.locator('#attente').getAttribute('open'), '');
  assert.equal(await page.locator('#reorienter').getAttribute('open'), null);
  await close();
});

test('searching in the table starts by itself and gives the cursor back', async () => {
  const { page, close } = await open('accueil');
  await page.getByLabel('Rechercher dans le tableau').pressSequentially('chaise');
  await page.waitForURL(/q=chaise/);
  await page.waitForFunction(() => document.activeElement?.id === 'q');
  await close();
});
