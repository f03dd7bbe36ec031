import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { paths } from '../../src/paths.ts';
import { carryAxe, checkEveryLook, noSidewaysScroll } from '../support/axe.ts';
import { launchBrowser, type Visit, visit } from '../support/browser.ts';
import { type PageState, pageStates } from '../support/pages.ts';
import { type Site, servedSite, signIn, visitAs } from '../support/site.ts';

type Heading = { name: string; title: string; path: string; mains: number; headings: number };

let browser: Browser;
let site: Site;
const visits = new Map<string | null, Visit>();
const seen: Heading[] = [];

before(async () => {
  browser = await launchBrowser();
  site = await servedSite();
});
after(async () => {
  await browser.close();
  await site.close();
});

async function visitOf(login: string | null): Promise<Visit> {
  const known = visits.get(login);
  if (known) return known;
  const fresh = await visit(browser, { baseURL: site.address });
  await carryAxe(fresh.context);
  visits.set(login, fresh);
  if (login !== null) {
    await fresh.page.goto('/connexion');
    await signIn(fresh.page, login);
  }
  return fresh;
}

async function headingOf(page: Page, { name }: PageState): Promise<Heading> {
  const found = await page.evaluate(() => ({
    title: document.title,
    mains: document.querySelectorAll('main').length,
    headings: document.querySelectorAll('h1').length,
  }));
  return { name, path: new URL(page.url()).pathname, ...found };
}

async function lookAt(state: PageState): Promise<void> {
  const { page, complaints } = await visitOf(state.login);
  complaints.length = 0;
  await page.goto(state.path);
  seen.push(await headingOf(page, state));
  await state.act?.(page);
  await checkEveryLook(page, state.name);
  // A page in error is answered with its status, which the browser also writes in its console.
  const wrong = complaints.filter(
    (line) => !line.includes('the server responded with a status of'),
  );
  assert.deepEqual(wrong, [], `${state.name} loads without complaint`);
}

test('every page and state is clean for axe, light and dark, wide and narrow, and never scrolls sideways', async (t) => {
  const states = await pageStates(site.db);
  assert.ok(states.length > 60, 'the list of pages was found');
  for (const state of states) await t.test(state.name, () => lookAt(state));
});

test('every page has one title of its own, one main part and one first heading', async () => {
  assert.equal(seen.length, (await pageStates(site.db)).length);
  const titles = new Map<string, string>();
  for (const { name, title, path, mains, headings } of seen) {
    assert.deepEqual({ mains, headings }, { mains: 1, headings: 1 }, name);
    const former = titles.get(title);
    assert.ok(former === undefined || former === path, `${title}: ${path} and ${former ?? ''}`);
    titles.set(title, path);
  }
});

test('the words of the buttons of a table stay whole on a phone', async () => {
  const { page } = await visitOf('odile.garnier');
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [paths.announcements(), paths.teamEditing('SYSTEM-RESEAU')]) {
    await page.goto(path);
    const heights = await page
      .locator('.table .ds-button')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    assert.ok(heights.length > 3, path);
    for (const height of heights) assert.ok(height < 45, `${path}: on two lines`);
  }
});

test('an endless word that was looked for and not found does not widen the page', async () => {
  const { page } = await visitOf('marie.dupont');
  await page.setViewportSize({ width: 320, height: 640 });
  const q = 'zz'.repeat(90);
  for (const path of [paths.home({ q }), paths.knowledge({ q }), paths.search({ q })]) {
    await page.goto(path);
    await page.getByText(q).first().waitFor();
    await noSidewaysScroll(page, path);
  }
});

test('on a phone the console opens on its list; filters and sorting come when asked, without JavaScript', async () => {
  const look = { width: 390, height: 844, javaScript: false };
  const { page, close } = await visitAs(browser, site, { login: 'nadia.benali', ...look });
  const filter = page.getByRole('search', { name: 'Filtrer la liste' });
  const sorting = page.getByRole('link', { name: 'Demandeur' });
  await page.goto(paths.console({ vue: 'equipe' }));
  assert.ok(((await page.locator('tbody tr').first().boundingBox())?.y ?? 999) < 844);
  assert.deepEqual([await filter.isVisible(), await sorting.isVisible()], [false, false]);
  await page.getByRole('checkbox', { name: 'Filtrer et trier' }).focus();
  await page.keyboard.press('Space');
  assert.deepEqual([await filter.isVisible(), await sorting.isVisible()], [true, true]);
  await filter.getByLabel('Rechercher dans la liste').fill('réseau');
  await filter.getByRole('button', { name: 'Filtrer' }).click();
  await page.waitForURL(/q=r/);
  assert.ok(await filter.isVisible(), 'what narrows the list is seen');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(paths.console({ vue: 'equipe' }));
  assert.deepEqual([await filter.isVisible(), await sorting.isVisible()], [true, true]);
  assert.equal(await page.getByText('Filtrer et trier').isVisible(), false);
  await close();
});
