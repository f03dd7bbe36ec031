import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { axeCheck, launchBrowser, noSidewaysScroll, visit } from '../support/browser.ts';
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

const shots = process.env['GALLERY_SHOTS'];

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1280, 320]) {
    test(`every piece is accessible in ${scheme} at ${String(width)} px`, async (t) => {
      const { page, complaints, close } = await visit(browser, {
        width,
        scheme,
        baseURL: site.address,
      });
      for (const name of Object.keys(site.pages)) {
        await page.goto(`/${name}`);
        if (shots)
          await page.screenshot({
            path: join(shots, `${name}-${String(width)}-${scheme}.png`),
            fullPage: true,
          });
        await t.test(name, async () => {
          await axeCheck(page, name);
          await noSidewaysScroll(page, name);
        });
      }
      assert.deepEqual(complaints, []);
      await close();
    });
  }
}

test('no markup carries a style or a script of its own', () => {
  for (const [name, page] of Object.entries(site.pages)) {
    assert.doesNotMatch(page, /\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)/, name);
  }
});
