import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { paths } from '../../src/paths.ts';
import { launchBrowser, type Visit } from '../support/browser.ts';
import { worldNow } from '../support/database.ts';
import { type Site, servedSite, visitAs } from '../support/site.ts';
import { fileTicket } from '../support/tickets.ts';

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

const main = (page: Page) => page.locator('main');
const rowOf = (page: Page, number: number) =>
  main(page).getByRole('row', { name: new RegExp(String(number)) });
const press = async (page: Page, name: string) => {
  await main(page).getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
};

/** A network that is down for a whole site since an hour ago: to be taken by now, and resolved today. */
const urgent = (subject: string) =>
  fileTicket(site.db, { subject, impact: 'site' }, worldNow.subtract({ minutes: 60 }));

for (const javaScript of [true, false]) {
  describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
    const visits: Visit[] = [];
    const as = async (login: string): Promise<Page> => {
      const visitor = await visitAs(browser, site, { login, javaScript });
      visits.push(visitor);
      return visitor.page;
    };
    after(async () => {
      for (const { complaints, close } of visits) {
        assert.deepEqual(complaints, []);
        await close();
      }
    });

    test('what falls due today is taken from the board, leaves it while it waits, and comes back', async () => {
      const number = await urgent(`Plus de réseau, ${javaScript ? 'vite' : 'sans script'}`);
      const [nadia, marie] = [await as('nadia.benali'), await as('marie.dupont')];
      await nadia.getByRole('link', { name: 'Échéances du jour' }).click();
      await main(nadia)
        .getByRole('heading', { name: /À tenir aujourd’hui|Déjà en retard/ })
        .first()
        .waitFor();
      const row = rowOf(nadia, number);
      assert.match(await row.innerText(), /Prise en charge/);
      await row.getByRole('button', { name: /Prendre en charge/ }).click();
      await main(nadia)
        .getByText(`Demande ${String(number)} prise en charge.`)
        .waitFor();
      assert.equal(new URL(nadia.url()).pathname, paths.dueBoard());
      assert.match(await row.innerText(), /BENALI Nadia/);
      assert.doesNotMatch(await row.innerText(), /Prise en charge/);

      // The date stands in the open, and in full under the pointer.
      const due = row.locator('time');
      assert.match(await due.innerText(), /^23\/11\/2026 à \d\d:\d\d$/);
      assert.match((await due.getAttribute('title')) ?? '', /lundi 23 novembre 2026 à \d\d:\d\d$/);
      await marie.goto(paths.home());
      assert.equal(await rowOf(marie, number).locator('time').innerText(), await due.innerText());

      await nadia.goto(paths.consoleTicket(number));
      const panel = nadia.locator('summary', { hasText: 'Demander un complément' }).first();
      await panel.click();
      await nadia.getByLabel('Votre question').fill('Dans quel bâtiment ?');
      await press(nadia, 'Demander le complément');
      await nadia.goto(paths.dueBoard());
      assert.equal(await rowOf(nadia, number).count(), 0, 'nothing is due while it waits');
      await marie.goto(paths.ticket(number));
      await marie.getByLabel('Votre réponse').fill('Dans tous.');
      await press(marie, 'Envoyer la réponse');
      await nadia.goto(paths.dueBoard());
      assert.equal(await rowOf(nadia, number).count(), 1);
    });

    test('the view « En retard » holds as many lines as it says, the most overrun first', async () => {
      const nadia = await as('nadia.benali');
      await nadia.goto(paths.console());
      const tab = main(nadia).getByRole('link', { name: /^En retard/ });
      const count = Number(/\((\d+)\)/.exec(await tab.innerText())?.[1]);
      await tab.click();
      await main(nadia).getByText('dont l’échéance est dépassée').waitFor();
      const dates = await main(nadia)
        .locator('tbody time')
        .evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''));
      assert.equal(dates.length, count);
      assert.deepEqual(dates, dates.toSorted());
    });
  });
}

test('on a usual screen, all the columns of all teams are seen at once, and what the search box says', async () => {
  const { page, close } = await visitAs(browser, site, { login: 'odile.garnier' });
  await page.goto(paths.console({ vue: 'toutes' }));
  await main(page).getByRole('columnheader', { name: 'Activité' }).waitFor();
  const beyond = await page.evaluate(() => {
    const box = document.querySelector('.table-box');
    return box === null ? null : box.scrollWidth - box.clientWidth;
  });
  assert.equal(beyond, 0, 'nothing is to be scrolled sideways');
  const search = main(page).getByLabel('Rechercher dans la liste');
  // Typed, the words that are shown before show whether they fit.
  await search.fill((await search.getAttribute('placeholder')) ?? '');
  assert.ok(await search.evaluate((input) => input.scrollWidth <= input.clientWidth));
  await close();
});

test('with the keyboard alone, a lead goes from the console to what falls due and takes the first free line', async () => {
  const { page, close } = await visitAs(browser, site, { login: 'nadia.benali' });
  await urgent('Au clavier');
  const tabTo = async (wanted: RegExp): Promise<void> => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(() =>
        document.activeElement instanceof HTMLElement ? document.activeElement.innerText : '',
      );
      if (wanted.test(text.trim())) return;
    }
    throw new Error(`the Tab key never reached ${String(wanted)}`);
  };
  await tabTo(/^Échéances du jour/);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === paths.dueBoard());
  await tabTo(/^Prendre en charge/);
  await page.keyboard.press('Enter');
  await main(page)
    .getByText(/^Demande \d+ prise en charge\./)
    .waitFor();
  await close();
});
