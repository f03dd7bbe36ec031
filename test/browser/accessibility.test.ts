import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { paths } from '../../src/paths.ts';
import {
  axeCheck,
  launchBrowser,
  noSidewaysScroll,
  type Visit,
  visit,
} from '../support/browser.ts';
import { pageStates } from '../support/pages.ts';
import { type Site, servedSite, signIn } from '../support/site.ts';

const looks = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 1280, height: 900, colorScheme: 'dark' },
  { width: 320, height: 640, colorScheme: 'dark' },
  { width: 320, height: 640, colorScheme: 'light' },
] as const;

let site: Site;
let browser: Browser;
const visits = new Map<string | null, Visit>();

before(async () => {
  site = await servedSite();
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await site.close();
});

async function visitOf(login: string | null): Promise<Visit> {
  const known = visits.get(login);
  if (known) return known;
  const fresh = await visit(browser, { baseURL: site.address });
  visits.set(login, fresh);
  if (login !== null) {
    await fresh.page.goto('/connexion');
    await signIn(fresh.page, login);
  }
  return fresh;
}

/** Lets the colours change: even without movement each element takes its new one in a frame of its own. */
async function settled(page: Page): Promise<void> {
  for (let quiet = 0, looks = 0; quiet < 3 && looks < 60; looks++) {
    const moving = await page.evaluate(
      () => document.getAnimations().filter((one) => one.playState === 'running').length,
    );
    quiet = moving === 0 ? quiet + 1 : 0;
    await page.waitForTimeout(15);
  }
}

test('every page and state is clean for axe, light and dark, wide and narrow, and never scrolls sideways', async (t) => {
  const states = await pageStates(site.db);
  assert.ok(states.length > 30, 'the list of pages was found');
  for (const state of states) {
    await t.test(state.name, async () => {
      const { page, complaints } = await visitOf(state.login);
      complaints.length = 0;
      await page.goto(state.path);
      await state.act?.(page);
      for (const { width, height, colorScheme } of looks) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await settled(page);
        const name = `${state.name} (${String(width)} px, ${colorScheme})`;
        await axeCheck(page, name);
        await noSidewaysScroll(page, name);
      }
      // A page in error is answered with its status, which the browser also writes in its console.
      const wrong = complaints.filter(
        (line) => !line.includes('the server responded with a status of'),
      );
      assert.deepEqual(wrong, [], `${state.name} loads without complaint`);
    });
  }
});

test('every page has one title of its own, one main part and one first heading', async () => {
  const titles = new Map<string, string>();
  for (const state of await pageStates(site.db)) {
    const { page } = await visitOf(state.login);
    await page.goto(state.path);
    assert.equal(await page.locator('main').count(), 1, state.name);
    assert.equal(await page.locator('h1').count(), 1, state.name);
    const title = await page.title();
    const path = new URL(page.url()).pathname;
    const former = titles.get(title);
    assert.ok(former === undefined || former === path, `${title}: ${path} and ${former ?? ''}`);
    titles.set(title, path);
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
