import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { findPersonByLogin } from '../../src/domain/people/person-queries.ts';
import { paths } from '../../src/paths.ts';
import { axeCheck } from '../support/axe.ts';
import { launchBrowser, type Visit } from '../support/browser.ts';
import { type Site, servedSite, signIn, visitAs } from '../support/site.ts';
import { fileTicket } from '../support/tickets.ts';
import { heavyFile, picture } from '../support/uploads.ts';

let site: Site;
let browser: Browser;
const visits: Visit[] = [];

before(async () => {
  site = await servedSite();
  browser = await launchBrowser();
});
after(async () => {
  for (const visit of visits) await visit.close();
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  const marie = await findPersonByLogin(site.db, 'marie.dupont');
  const id = marie?.id ?? 0;
  await site.db
    .deleteFrom('attachment')
    .where('added_by_id', '=', id)
    .where('place', 'is not', null)
    .execute();
  await site.db.deleteFrom('draft').where('person_id', '=', id).execute();
});

async function open(login: string, look: { javaScript?: boolean; width?: number } = {}) {
  const visit = await visitAs(browser, site, { login, ...look });
  visits.push(visit);
  return visit.page;
}

const plan = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Le plan.') };
const photo = { name: 'écran.png', mimeType: 'image/png', buffer: picture() };
const form = paths.newTicket({ nature: 'reseau-et-wifi' });

const input = (page: Page, within = 'main') => page.locator(within).locator('input[type=file]');
const removals = (page: Page) => page.locator('main').getByRole('button', { name: /^Retirer/ });
const status = (page: Page) => page.locator('.file-field [role=status]');

/** The names of the files that wait on the form, once there are so many. */
async function waiting(page: Page, count: number): Promise<string[]> {
  await page.waitForFunction(
    (expected) => document.querySelectorAll('.file input[type=hidden]').length === expected,
    count,
  );
  return (await page.locator('.file:has(input) .file-name').allInnerTexts()).sort();
}

async function fill(page: Page, subject: string): Promise<void> {
  await page.getByLabel('Objet').fill(subject);
  await page.getByLabel('Description').fill('Voir les fichiers.');
  await page
    .getByRole('radiogroup', { name: /bloqué/ })
    .getByLabel('Non')
    .check();
  await page
    .getByRole('radiogroup', { name: /touché/ })
    .getByLabel('Moi')
    .check();
}

async function send(page: Page): Promise<void> {
  await page.locator('main').getByRole('button', { name: 'Envoyer la demande' }).last().click();
  await page.waitForURL(/recapitulatif$/);
}

/** Drops or pastes a file on an element, as the browser would tell the page. */
async function give(page: Page, { on, how }: { on: string; how: 'drop' | 'paste' }): Promise<void> {
  const bytes = [...picture(40, 20)];
  await page.locator(on).evaluate(
    (target, { how, bytes }) => {
      const data = new DataTransfer();
      const name = how === 'drop' ? 'glissé.png' : 'image.png';
      data.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' }));
      const common = { bubbles: true, cancelable: true };
      if (how === 'paste') {
        target.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: data }));
        return;
      }
      for (const type of ['dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, { ...common, dataTransfer: data }));
      }
    },
    { how, bytes },
  );
}

/** Keeps what a page asks for at these addresses from leaving, until it is let go; or answers it then in our place. */
async function holdBack(
  page: Page,
  addresses: string,
  answer?: { status: number; body: string },
): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  await page.route(addresses, async (route) => {
    await promise;
    await (answer ? route.fulfill(answer) : route.continue()).catch(() => undefined);
  });
  return () => resolve(undefined);
}

test('files chosen, dropped and pasted leave at once, are found elsewhere, and go with the request', async () => {
  const page = await open('marie.dupont');
  await page.goto(form);
  await input(page).setInputFiles([plan, photo]);
  assert.deepEqual(await waiting(page, 2), ['plan.txt', 'écran.png']);
  await give(page, { on: 'textarea[name=description]', how: 'drop' });
  await waiting(page, 3);
  await give(page, { on: 'textarea[name=description]', how: 'paste' });
  const names = await waiting(page, 4);
  assert.match(names.join(' '), /capture-\d{4}-\d\d-\d\d-\d{4}\.png/);
  await axeCheck(page, { name: 'files that wait on the form' });

  await removals(page).first().click();
  await waiting(page, 3);
  assert.match(await status(page).innerText(), /est retiré/);

  await page.locator('main').getByRole('button', { name: 'Envoyer la demande' }).last().click();
  await page.locator('.ds-error-summary').waitFor();
  assert.equal((await waiting(page, 3)).length, 3, 'kept when the form is to be corrected');
  const elsewhere = await open('marie.dupont', { width: 320 });
  await elsewhere.goto(form);
  assert.equal((await waiting(elsewhere, 3)).length, 3, 'found on another device');

  await fill(page, 'Trois fichiers');
  await send(page);
  await page.getByRole('link', { name: 'Voir la demande' }).click();
  const files = page.locator('#description .file');
  assert.equal(await files.count(), 3);
  const isShown = await files
    .locator('img')
    .first()
    .evaluate((image) => (image as HTMLImageElement).naturalWidth > 0);
  assert.ok(isShown, 'an image is seen');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    files
      .getByRole('link', { name: /Télécharger/ })
      .first()
      .click(),
  ]);
  const content = await readFile(await download.path());
  assert.ok(content.length > 0);
  await files
    .getByRole('link', { name: /Agrandir/ })
    .first()
    .click();
  assert.match(page.url(), /apercu$/);
});

test('a form waits for its files, shows how far they are, and one can be stopped', async () => {
  const page = await open('marie.dupont');
  await page.goto(form);
  await fill(page, 'Un envoi lent');
  const release = await holdBack(page, '**/fichiers?*');
  await input(page).setInputFiles([plan, photo]);
  const bars = page.locator('.file-field progress');
  await bars.nth(1).waitFor();
  await page.getByRole('button', { name: 'Annuler écran.png' }).click();
  assert.match(await status(page).innerText(), /est annulé/);
  await page.locator('main').getByRole('button', { name: 'Envoyer la demande' }).last().click();
  assert.match(await status(page).innerText(), /partira dès que/);
  assert.match(page.url(), /nouvelle/);
  release();
  await page.waitForURL(/recapitulatif$/);
  assert.match(await page.locator('main').innerText(), /plan\.txt/);
});

test('a form that waits for a file leaves with it, whatever was refused before', async () => {
  const page = await open('marie.dupont');
  await page.goto(form);
  await fill(page, 'Un film de trop');
  await input(page).setInputFiles([heavyFile('film.mp4')]);
  await page.locator('.file-problem').waitFor();
  const release = await holdBack(page, '**/fichiers?*');
  await input(page).setInputFiles([plan]);
  await page.locator('main').getByRole('button', { name: 'Envoyer la demande' }).last().click();
  assert.match(await status(page).innerText(), /partira dès que/);
  release();
  await page.waitForURL(/recapitulatif$/);
  assert.match(await page.locator('main').innerText(), /plan\.txt/);
});

test('a form that waits for a file that is refused stays, and says why', async () => {
  const page = await open('marie.dupont');
  await page.goto(form);
  await fill(page, 'Un nom de trop');
  const refusal = 'Ce fichier ne peut pas être joint.';
  const release = await holdBack(page, '**/fichiers?*', { status: 422, body: refusal });
  await input(page).setInputFiles([plan]);
  await page.locator('main').getByRole('button', { name: 'Envoyer la demande' }).last().click();
  release();
  await page.locator('.file-problem', { hasText: refusal }).waitFor();
  assert.match(page.url(), /nouvelle/);
  await send(page);
});

test('trying again twice sends a file once', async () => {
  const page = await open('marie.dupont');
  await page.goto(form);
  await fill(page, 'Deux clics');
  site.clock.advance({ hours: 3 });
  await input(page).setInputFiles([plan]);
  const retry = page.getByRole('button', { name: 'Réessayer plan.txt' });
  await retry.waitFor();
  const tab = await page.context().newPage();
  await tab.goto(paths.home());
  await signIn(tab, 'marie.dupont');
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/fichiers?')) sent += 1;
  });
  // The second press comes while the first still asks who is signed in.
  const release = await holdBack(page, `**${paths.siteMap()}`);
  let answers = 0;
  const second = page.waitForResponse((answer) => {
    if (answer.url().endsWith(paths.siteMap())) answers += 1;
    return answers === 2;
  });
  await retry.dblclick();
  release();
  await second;
  await waiting(page, 1);
  await send(page);
  assert.equal(sent, 1);
});

test('without a network a file waits to be tried again, and the form does not leave without it', async () => {
  const page = await open('marie.dupont');
  await page.goto(form);
  await fill(page, 'Une coupure');
  await page.context().setOffline(true);
  await input(page).setInputFiles([plan]);
  const retry = page.getByRole('button', { name: 'Réessayer plan.txt' });
  await retry.waitFor();
  await page.locator('main').getByRole('button', { name: 'Envoyer la demande' }).last().click();
  assert.match(await status(page).innerText(), /n’est pas parti/);
  assert.ok(await retry.evaluate((button) => button === document.activeElement));
  await axeCheck(page, { name: 'a file that did not leave' });
  await page.context().setOffline(false);
  await retry.click();
  await waiting(page, 1);
  await send(page);
});

test('a session that ended meanwhile is opened again in another tab, and nothing of the page is lost', async () => {
  const page = await open('marie.dupont');
  await page.goto(form);
  await fill(page, 'Une longue pause');
  site.clock.advance({ hours: 3 });
  await input(page).setInputFiles([plan]);
  const retry = page.getByRole('button', { name: 'Réessayer plan.txt' });
  await retry.waitFor();
  assert.match(await page.locator('.file-problem').innerText(), /Votre session est terminée/);
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Se connecter dans un autre onglet' }).click(),
  ]);
  await signIn(tab, 'marie.dupont');
  await retry.click();
  await waiting(page, 1);
  assert.equal(await page.getByLabel('Objet').inputValue(), 'Une longue pause');
  await send(page);
});

test('a keyboard chooses a file and takes it off, and never loses its place', async () => {
  const page = await open('marie.dupont');
  await page.goto(form);
  await input(page).focus();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.keyboard.press('Space'),
  ]);
  await chooser.setFiles([plan]);
  await waiting(page, 1);
  await removals(page).focus();
  await page.keyboard.press('Enter');
  await waiting(page, 0);
  assert.ok(await input(page).evaluate((field) => field === document.activeElement));
});

test('a file that is too heavy is refused before it leaves, with what to do', async () => {
  const page = await open('marie.dupont');
  await page.goto(form);
  await input(page).setInputFiles([heavyFile('film.mp4')]);
  await input(page).setInputFiles([plan]);
  assert.deepEqual(await waiting(page, 1), ['plan.txt']);
  assert.match(
    await page.locator('.file-problem').innerText(),
    /film\.mp4\s» pèse 26\sMio.*25\sMio/,
  );
});

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript';
  test(`a reply and a note carry files, ${how}`, async () => {
    const number = await fileTicket(site.db, { subject: `Fichiers ${how}` }, site.clock());
    const nadia = await open('nadia.benali', { javaScript });
    for (const [box, button] of [
      ['#noter', 'Garder pour l’équipe'],
      ['#repondre', /^Envoyer/],
    ] as const) {
      await nadia.goto(paths.consoleTicket(number));
      await input(nadia, box).setInputFiles([box === '#noter' ? plan : photo]);
      if (javaScript)
        await nadia
          .locator(box)
          .getByRole('button', { name: /^Retirer/ })
          .waitFor();
      await nadia.locator(box).getByRole('button', { name: button }).first().click();
      await nadia.waitForLoadState();
    }
    assert.match(await nadia.locator('.note').innerText(), /plan\.txt/);
    const marie = await open('marie.dupont', { javaScript });
    await marie.goto(paths.ticket(number));
    const thread = await marie.locator('.thread').innerText();
    assert.match(thread, /écran\.png/);
    assert.doesNotMatch(thread, /plan\.txt/);
  });
}

test('without JavaScript files join a form, leave it, survive the session and go with it', async () => {
  const page = await open('marie.dupont', { javaScript: false });
  await page.goto(form);
  await page.getByLabel('Objet').fill('Sans script');
  await input(page).setInputFiles([plan, photo]);
  await page.getByRole('button', { name: 'Joindre ces fichiers' }).click();
  assert.deepEqual(await waiting(page, 2), ['plan.txt', 'écran.png']);
  await removals(page).first().click();
  await waiting(page, 1);
  assert.equal(await page.getByLabel('Objet').inputValue(), 'Sans script');
  await fill(page, 'Sans script');
  await input(page).setInputFiles([{ ...plan, name: 'second.txt' }]);
  site.clock.advance({ hours: 3 });
  await page.locator('main').getByRole('button', { name: 'Envoyer la demande' }).last().click();
  await page.waitForURL(/connexion/);
  await signIn(page, 'marie.dupont');
  assert.equal((await waiting(page, 2)).length, 2);
  await send(page);
  assert.match(await page.locator('main').innerText(), /second\.txt/);
});
