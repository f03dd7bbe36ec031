import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { carryAxe, checkEveryLook } from '../support/axe.ts';
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

test('every piece is accessible, light and dark, wide and narrow', async (t) => {
  const { page, context, complaints, close } = await visit(browser, { baseURL: site.address });
  await carryAxe(context);
  for (const name of Object.keys(site.pages)) {
    await t.test(name, async () => {
      await page.goto(`/${name}`);
      await checkEveryLook(page, name);
    });
  }
  assert.deepEqual(complaints, []);
  await close();
});

test('no markup carries a style or a script of its own', () => {
  for (const [name, page] of Object.entries(site.pages)) {
    assert.doesNotMatch(page, /\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)/, name);
  }
});
