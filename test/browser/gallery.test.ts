import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildAssets } from '../../scripts/build-assets.ts';
import { renderDocument } from '../../src/platform/html/render.ts';
import { readAssetLookup } from '../../src/web/layout/assets.ts';
import { axeCheck, launchBrowser, noSidewaysScroll, visit } from '../support/browser.ts';
import { galleryPages } from './gallery.tsx';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const types: Record<string, string> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
};

let browser: Browser;
let server: Server;
let folder: string;
let address: string;
let pages: Record<string, string>;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gallery-'));
  await buildAssets({ outDir: folder });
  const assets = await readAssetLookup(folder);
  pages = Object.fromEntries(
    Object.entries(galleryPages(assets)).map(([name, page]) => [name, renderDocument(page)]),
  );
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/brouillon') {
      response.setHeader('content-type', 'application/json').end('{"savedAt":"14:06"}');
      return;
    }
    if (path.startsWith('/assets/')) {
      response.setHeader('content-type', types[path.split('.').at(-1) ?? ''] ?? 'text/plain');
      void readFile(join(folder, path.slice('/assets/'.length))).then(
        (content) => response.end(content),
        () => response.writeHead(404).end(),
      );
      return;
    }
    const page = pages[path.slice(1)];
    response.setHeader('content-security-policy', policy);
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const shots = process.env['GALLERY_SHOTS'];

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1280, 320]) {
    test(`every piece is accessible in ${scheme} at ${String(width)} px`, async (t) => {
      const { page, complaints, close } = await visit(browser, { width, scheme, baseURL: address });
      for (const name of Object.keys(pages)) {
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
  for (const [name, page] of Object.entries(pages)) {
    assert.doesNotMatch(page, /\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)/, name);
  }
});
