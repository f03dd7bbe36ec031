import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { ticketNumberOf } from '../../seeds/find.ts';
import { paths } from '../../src/paths.ts';
import { launchBrowser, press, type Visit } from '../support/browser.ts';
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

const searchFromHeader = async (page: Page, text: string) => {
  await page.getByLabel('Recherche dans tout le site').fill(text);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/');
};

for (const javaScript of [true, false]) {
  describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
    let marie: Visit;
    let nadia: Visit;
    before(async () => {
      marie = await visitAs(browser, site, { login: 'marie.dupont', javaScript });
      nadia = await visitAs(browser, site, { login: 'nadia.benali', javaScript });
    });
    after(async () => {
      for (const visit of [marie, nadia]) {
        assert.deepEqual(visit.complaints, []);
        await visit.close();
      }
    });

    test('a sheet is searched with a mistake, read, judged, remarked, and leads to a request', async () => {
      const { page } = marie;
      await page.goto(paths.knowledge());
      await page.locator('main input[type=search]').fill('boite aux letres pleine');
      await press(page, 'Rechercher');
      assert.ok((await page.locator('main mark').count()) > 0, 'the words found are marked');
      await page
        .locator('main')
        .getByRole('link', { name: /boîte aux lettres/i })
        .first()
        .click();
      await page.locator('#avis').getByRole('button').first().click();
      await page.getByText(/Vous avez répondu/).waitFor();
      const remark = `Clair ${String(javaScript)}.`;
      await page.locator('[name=remarque]').fill(remark);
      await press(page, 'Envoyer');
      assert.equal(await page.locator('[name=remarque]').inputValue(), remark);
      await page
        .getByRole('link', { name: /^Déposer une demande/ })
        .first()
        .click();
      await page.getByRole('heading', { level: 1, name: 'Signaler un problème' }).waitFor();
    });

    test('the sheets that answer come under the subject without moving who types', async () => {
      const { page } = marie;
      await page.goto(paths.newTicket({ nature: 'messagerie' }));
      const subject = page.getByLabel('Objet');
      await subject.fill('Ma boîte aux lettres est pleine');
      if (!javaScript) await press(page, 'Chercher une réponse');
      const found = page.locator('#reponses').getByRole('link', { name: /boîte/i }).first();
      await found.waitFor();
      assert.equal(await subject.inputValue(), 'Ma boîte aux lettres est pleine');
      if (!javaScript) return;
      assert.ok(await subject.evaluate((element) => element === document.activeElement));
      const said = page.locator('[role=status]', { hasText: /répond(ent)? peut-être/ });
      assert.equal(await said.count(), 1, 'their number is said politely');
    });

    test('the search of every page finds by misspelled words, and a number goes straight there', async () => {
      const { page } = marie;
      await page.goto(paths.home());
      await searchFromHeader(page, 'imprimente');
      await page
        .locator('main')
        .getByRole('link', { name: /imprimante/i })
        .first()
        .waitFor();
      const number = await ticketNumberOf(site.db, 'marieScreen');
      await page.goto(paths.home());
      await searchFromHeader(page, `n° ${String(number)}`);
      await page.waitForURL((url) => url.pathname === paths.ticket(number));
    });

    test('who answers filters by a form, and its address is the one they may write', async () => {
      const { page } = nadia;
      await page.goto(paths.search({ q: 'réseau' }));
      await page.getByText('Filtrer les demandes').click();
      await page.getByLabel('État').selectOption({ label: 'Mise en attente' });
      await press(page, 'Filtrer');
      assert.match(new URL(page.url()).searchParams.get('q') ?? '', /réseau.*etat:/);
      const number = await ticketNumberOf(site.db, 'marieNetworkPlug');
      await page
        .locator(`main a[href$="${String(number)}"]`)
        .first()
        .waitFor();
    });

    test('the guide is searched and read at the passage that answers', async () => {
      const { page } = marie;
      await page.goto(paths.help());
      await page.locator('main input[type=search]').fill('coller une capture');
      await press(page, 'Rechercher');
      await page.getByRole('link', { name: 'Joindre un fichier ou une capture d’écran' }).click();
      await page.waitForURL((url) => url.hash === '#pieces-jointes');
      const picture = page.locator('#pieces-jointes img');
      await picture.scrollIntoViewIfNeeded();
      await page.waitForFunction(
        () => (document.querySelector('#pieces-jointes img') as HTMLImageElement).naturalWidth > 0,
      );
    });
  });
}
