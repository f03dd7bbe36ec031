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

/** Writes in a form, and waits until it is kept: by itself, or by the button. */
async function write(page: Page, form: string, text: string, javaScript: boolean): Promise<void> {
  const within = page.locator(form);
  const kept = page.waitForResponse((response) => response.url().includes('/brouillon'));
  await within.locator('textarea').first().fill(text);
  if (!javaScript) await within.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
  await kept;
  await page.waitForLoadState();
}

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript';

  test(`two windows on one request: both texts are kept, and one is taken back, ${how}`, async () => {
    const { page, context, complaints, close } = await visitAs(browser, site, {
      ...{ login: 'marie.dupont', javaScript },
    });
    const number = await ticketNumberOf(site.db, javaScript ? 'marieScreen' : 'marieChair');
    await page.goto(paths.ticket(number));
    const other = await context.newPage();
    await other.goto(paths.ticket(number));
    await write(other, '#completion', 'Écrit dans l’autre fenêtre.', javaScript);
    await other.close();
    await write(page, '#completion', 'Écrit dans celle-ci.', javaScript);
    if (javaScript) await page.getByText('Un autre texte, écrit dans une autre fenêtre').waitFor();

    await page.goto(paths.ticket(number));
    const text = page.locator('#completion textarea').first();
    assert.equal(await text.inputValue(), 'Écrit dans celle-ci.');
    await page.getByText('Écrit dans l’autre fenêtre.').waitFor();
    await page.getByRole('button', { name: 'Reprendre ce texte' }).click();
    await page.getByText('Écrit dans celle-ci.').waitFor();
    assert.equal(await text.inputValue(), 'Écrit dans l’autre fenêtre.');

    await page.getByRole('button', { name: 'Envoyer le complément' }).click();
    await page.locator('.thread').getByText('Écrit dans l’autre fenêtre.').waitFor();
    assert.equal(await text.inputValue(), 'Écrit dans celle-ci.', 'the other text is still there');
    await page.getByRole('button', { name: 'Effacer le brouillon' }).click();
    await page.getByText('Brouillon effacé.').waitFor();
    assert.equal(await text.inputValue(), '');
    assert.deepEqual(complaints, []);
    await close();
  });
}
