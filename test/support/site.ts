import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { buildAssets } from '../../scripts/build-assets.ts';
import type { DoorsConfig } from '../../src/config-doors.ts';
import { createLog } from '../../src/platform/log.ts';
import { readAssets } from '../../src/web/assets.ts';
import { startWorker } from '../../src/worker.ts';
import { type TestApp, testApp } from './app.ts';
import { type Look, type Visit, visit } from './browser.ts';
import { furnishedDatabase } from './database.ts';
import { testFiles } from './files.ts';

/** The product served to a browser, with its jobs running, on a copy of the demo world. */
export type Site = TestApp & {
  address: string;
  /** Stops listening, as a server that went away; its database stays. */
  close: () => Promise<void>;
};

/** Forms that one person may send to a served site, whose clock stands still: more than any test needs. */
export const servedFormLimit = 100;

/** Serves the demo world on a free port of the loopback, jobs included; through doors of the test's own, if it says so. */
export async function servedSite(doors?: DoorsConfig): Promise<Site> {
  const outDir = await mkdtemp(join(tmpdir(), 'assets-'));
  await buildAssets({ outDir, minify: true });
  const database = await furnishedDatabase();
  const { storage } = testFiles(database.db, database.folder);
  const config = {
    rateLimits: { person: servedFormLimit, address: 0 },
    ...(doors ? { doors } : {}),
  };
  const site = await testApp({
    ...{ database, config, files: { storage } },
    assets: await readAssets(outDir),
  });
  const { db, files, clock } = site;
  const worker = await startWorker({
    url: database.url,
    db,
    files,
    directory: null,
    clock,
    log: createLog('error'),
  });
  await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = site.app.server.address() as AddressInfo;
  const address = `http://localhost:${String(port)}`;
  // A portal sends back to it.
  site.config.baseUrl = address;
  return {
    ...site,
    address,
    close: async () => {
      await worker.stop();
      await site.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** Opens the site as somebody who signs in by its form, and lands where they land. */
export async function visitAs(
  browser: Browser,
  site: Site,
  { login, ...look }: Look & { login: string },
): Promise<Visit> {
  const visitor = await visit(browser, { ...look, baseURL: site.address });
  await visitor.page.goto('/connexion');
  await signIn(visitor.page, login);
  return visitor;
}

/** Fills the sign-in form of the page that is open. */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe').fill('demonstration');
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  await page.waitForURL((url) => url.pathname !== '/connexion');
}
