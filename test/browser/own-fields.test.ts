import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { paths } from '../../src/paths.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, servedSite, visitAs } from '../support/site.ts';
import { picture } from '../support/uploads.ts';

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

const lost = paths.newTicket({ nature: 'materiel-perdu-ou-vole' });
const group = (page: Page, name: RegExp) => page.getByRole('radiogroup', { name });
const stolen = (page: Page) => group(page, /un vol/);
const complaint = (page: Page) => group(page, /déposé plainte/);
const data = (page: Page) => page.getByLabel(/Données que l’appareil contenait/);

async function fillWords(page: Page): Promise<void> {
  await page.getByLabel('Objet').fill('Ordinateur volé dans le train');
  await page.getByLabel('Description').fill('Hier soir, entre Clairval et Pontérac.');
  await group(page, /bloqué/)
    .getByLabel('Oui')
    .check();
  await group(page, /touché/)
    .getByLabel('Moi')
    .check();
  await group(page, /^Matériel/)
    .getByLabel('Ordinateur portable')
    .check();
  await page.getByLabel(/Constaté le/).fill('2026-11-22');
  await stolen(page).getByLabel('Oui').check();
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Envoyer la demande' }).last().click();
  await page.waitForLoadState();
}

/** What the recap says was sent, and what the team reads. */
async function readEverywhere(page: Page): Promise<void> {
  assert.match(page.url(), /recapitulatif$/);
  const recap = await page.locator('main').innerText();
  assert.match(recap, /Avez-vous déposé plainte\s\?\s+Non/);
  const number = Number(/demandes\/(\d+)\//.exec(page.url())?.[1]);
  const gaelle = await visitAs(browser, site, { login: 'gaelle.lestrade' });
  await gaelle.page.goto(paths.consoleTicket(number));
  const block = gaelle.page.locator('section', { hasText: 'Réponses aux questions de la nature' });
  assert.match(await block.first().innerText(), /Matériel\s+Ordinateur portable/);
  assert.match(await block.first().innerText(), /Dossiers du personnel/);
  assert.deepEqual(gaelle.complaints, []);
  await gaelle.close();
}

test('without a script, the questions that the answers call for come in a second step', async () => {
  const { page, complaints, close } = await visitAs(browser, site, {
    login: 'marie.dupont',
    javaScript: false,
  });
  await page.goto(lost);
  assert.equal(await complaint(page).count(), 0);
  await fillWords(page);
  await send(page);
  const heading = page.getByRole('heading', { name: 'Encore 2 questions' });
  assert.ok(await heading.isVisible());
  assert.ok(await heading.evaluate((element) => element === document.activeElement));
  assert.equal(await page.getByLabel('Objet').inputValue(), 'Ordinateur volé dans le train');
  await complaint(page).getByLabel('Non').check();
  await data(page).fill('Dossiers du personnel');
  await send(page);
  await readEverywhere(page);
  assert.deepEqual(complaints, []);
  await close();
});

test('with a script, questions come and go at once, and are told without the focus moving', async () => {
  const { page, complaints, close } = await visitAs(browser, site, { login: 'marie.dupont' });
  await page.goto(lost);
  assert.ok(await complaint(page).isHidden());
  await fillWords(page);
  const yes = stolen(page).getByLabel('Oui');
  assert.ok(await yes.evaluate((element) => element === document.activeElement));
  assert.ok(await complaint(page).isVisible());
  const status = page.locator('[data-conditions-target="status"]');
  assert.match(await status.innerText(), /Une question s’ajoute\s: Avez-vous déposé plainte/);

  await data(page).fill('Dossiers du personnel');
  await group(page, /^Matériel/)
    .getByLabel('Clé ou badge')
    .check();
  assert.ok(await data(page).isHidden());
  assert.match(await status.innerText(), /ne sont plus posées/);
  const sent = await page
    .locator('form', { has: page.getByLabel('Objet') })
    .evaluate((form) => [...new FormData(form as HTMLFormElement).keys()]);
  assert.ok(!sent.includes('champ-donnees'), 'what is hidden is not sent');
  await group(page, /^Matériel/)
    .getByLabel('Ordinateur portable')
    .check();
  assert.equal(await data(page).inputValue(), 'Dossiers du personnel');

  await send(page);
  assert.match(await page.locator('main').innerText(), /Répondez oui ou non/);
  assert.equal(await page.getByText(/^Encore/).count(), 0, 'no second step with a script');
  await complaint(page).getByLabel('Non').check();
  await send(page);
  await readEverywhere(page);
  const wrong = complaints.filter((line) => !line.includes('responded with a status of 422'));
  assert.deepEqual(wrong, []);
  await close();
});

const complaintFile = (page: Page) => page.locator('#fichiers-recepisse');
const waiting = (page: Page) =>
  page
    .locator('.file-field', { has: page.locator('#fichiers-recepisse') })
    .getByRole('button', { name: /^Retirer/ });
const receipt = { name: 'récépissé.png', mimeType: 'image/png', buffer: picture() };

test('with a script, a file that is asked for comes, waits while its question is put away, and is sent', async () => {
  const { page, complaints, close } = await visitAs(browser, site, { login: 'marie.dupont' });
  await page.goto(lost);
  await fillWords(page);
  await page.getByLabel('Objet').fill('Téléphone volé au marché');
  await data(page).fill('Courriels');
  assert.ok(await complaintFile(page).isHidden());
  await complaint(page).getByLabel('Oui').check();
  await send(page);
  const error = page.locator('#fichiers-recepisse-error');
  assert.match(await error.innerText(), /Joignez un fichier/);
  await page.getByRole('link', { name: /Joignez un fichier/ }).click();
  assert.ok(await complaintFile(page).evaluate((element) => element === document.activeElement));
  await complaintFile(page).setInputFiles([receipt]);
  await waiting(page).waitFor();

  await stolen(page).getByLabel('Non').check();
  assert.ok(await waiting(page).isHidden());
  const sent = await page
    .locator('form', { has: page.getByLabel('Objet') })
    .evaluate((form) => [...new FormData(form as HTMLFormElement).keys()]);
  assert.ok(!sent.includes('fichiers-recepisse'), 'what is hidden is not sent');
  await stolen(page).getByLabel('Oui').check();
  await complaint(page).getByLabel('Oui').check();
  assert.ok(await waiting(page).isVisible());
  await send(page);
  assert.match(page.url(), /recapitulatif$/);
  assert.match(
    await page.locator('main').innerText(),
    /Récépissé du dépôt de plainte[\s\S]{0,60}récépissé/i,
  );
  const wrong = complaints.filter((line) => !line.includes('responded with a status of 422'));
  assert.deepEqual(wrong, []);
  await close();
});

test('without a script, the file comes in a step of its own and is read under its question', async () => {
  const { page, complaints, close } = await visitAs(browser, site, {
    login: 'paul.martin',
    javaScript: false,
  });
  await page.goto(lost);
  await fillWords(page);
  await send(page);
  await complaint(page).getByLabel('Oui').check();
  await send(page);
  assert.ok(await page.getByRole('heading', { name: 'Encore 1 question' }).isVisible());
  await complaintFile(page).setInputFiles([receipt]);
  await send(page);
  assert.match(page.url(), /recapitulatif$/);
  assert.equal(await page.locator('bdi', { hasText: 'récépissé.png' }).count(), 1);
  assert.deepEqual(complaints, []);
  await close();
});

test('what was written in a question put away at once is in the draft when one comes back', async () => {
  const { page, close } = await visitAs(browser, site, { login: 'karim.leroy' });
  await page.goto(lost);
  await fillWords(page);
  await data(page).fill('Dossiers du personnel');
  const saved = page.waitForResponse((response) => response.url().endsWith(paths.newTicketDraft()));
  await group(page, /^Matériel/)
    .getByLabel('Clé ou badge')
    .check();
  await saved;
  await page.goto(lost);
  assert.ok(await data(page).isHidden());
  await group(page, /^Matériel/)
    .getByLabel('Ordinateur portable')
    .check();
  assert.equal(await data(page).inputValue(), 'Dossiers du personnel');
  await close();
});

test('with the keyboard alone, a person is found for a question, and the draft brings it all back', async () => {
  const { page, close } = await visitAs(browser, site, { login: 'marie.dupont' });
  await page.goto(paths.newTicket({ nature: 'fichiers-partages' }));
  await page.getByLabel(/Dossier ou fichier/).fill('Commun > Sujets');
  await group(page, /Que faut-il faire/)
    .getByLabel('Rétablir un accès')
    .focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const name = page.getByLabel(/À qui ouvrir le dossier/).first();
  await name.fill('duvernay');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#champ-a_qui-nom$/);
  await page.getByRole('radio', { name: 'DUVERNAY Lison' }).check();
  assert.equal(await page.getByLabel(/Dossier ou fichier/).inputValue(), 'Commun > Sujets');
  assert.ok(await group(page, /modifier les documents/).isVisible());
  await close();
});
