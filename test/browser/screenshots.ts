/** `npm run screenshots`: every page of the demo world, desktop and phone, light and dark, in docs/screenshots. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser, type Visit, visit } from '../support/browser.ts';
import { type PageState, pageStates } from '../support/pages.ts';
import { type Site, servedSite, signIn } from '../support/site.ts';
import { releaseTestCluster } from '../support/test-cluster.ts';
import { takeGuidePictures } from './guide-pictures.ts';

const folder = join(import.meta.dirname, '../../docs/screenshots');
const looks = [
  { name: 'ordinateur-clair', width: 1280, height: 900, scheme: 'light' },
  { name: 'ordinateur-sombre', width: 1280, height: 900, scheme: 'dark' },
  { name: 'telephone-clair', width: 390, height: 844, scheme: 'light' },
  { name: 'telephone-sombre', width: 390, height: 844, scheme: 'dark' },
] as const;

async function picture(
  browser: Browser,
  site: Site,
  { look, states }: { look: (typeof looks)[number]; states: PageState[] },
): Promise<number> {
  const visitors = new Map<string | null, Visit>();
  const visitorFor = async (login: string | null): Promise<Visit> => {
    const known = visitors.get(login);
    if (known) return known;
    const fresh = await visit(browser, { ...look, baseURL: site.address });
    visitors.set(login, fresh);
    if (login !== null) {
      await fresh.page.goto('/connexion');
      await signIn(fresh.page, login);
    }
    return fresh;
  };
  let taken = 0;
  for (const state of states) {
    const { page } = await visitorFor(state.login);
    await page.goto(state.path);
    await state.act?.(page);
    await page.screenshot({ path: join(folder, `${state.name}-${look.name}.png`), fullPage: true });
    taken += 1;
  }
  for (const visitor of visitors.values()) await visitor.close();
  return taken;
}

/**
 * Arguments narrow it: `npm run screenshots -- accueil console` takes the pages whose name begins so, and
 * `npm run screenshots -- guide` the pictures of the guide, which are part of the product.
 */
const wanted = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const site = await servedSite();
const browser = await launchBrowser();
try {
  const all = await pageStates(site.db);
  const states = all.filter(
    ({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)),
  );
  let taken = 0;
  for (const look of looks) taken += await picture(browser, site, { look, states });
  console.log(`${String(taken)} images dans docs/screenshots.`);
  // Last: who is in them goes on in English.
  if (wanted.length === 0 || wanted.includes('guide')) {
    const count = await takeGuidePictures(browser, site);
    console.log(`${String(count)} images dans assets/help.`);
  }
} finally {
  await browser.close();
  await site.close();
  await releaseTestCluster();
}
