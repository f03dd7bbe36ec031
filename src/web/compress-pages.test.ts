import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { signedIn, testApp } from '../../test/support/app.ts';
import { paths } from '../paths.ts';

const site = await testApp();
after(site.close);
const marie = await signedIn(site, 'marie.dupont');

test('a page travels compressed as the browser asks, and says the same', async () => {
  const plain = await marie.get(paths.knowledge());
  assert.equal(plain.headers['content-encoding'], undefined);
  for (const [accepted, encoding, read] of [
    ['gzip, deflate, br, zstd', 'zstd', zstdDecompressSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ] as const) {
    const sent = await marie.get(paths.knowledge(), { 'accept-encoding': accepted });
    assert.equal(sent.headers['content-encoding'], encoding);
    assert.equal(sent.headers['content-length'], String(sent.rawPayload.length));
    assert.match(String(sent.headers.vary), /accept-encoding/);
    assert.equal(read(sent.rawPayload).toString(), plain.body);
  }
  for (const accepted of ['', 'identity', 'compress', 'br;q=0']) {
    const sent = await marie.get(paths.knowledge(), { 'accept-encoding': accepted });
    assert.equal(sent.headers['content-encoding'], undefined, accepted);
  }
});

test('a page that another site makes the browser ask for is not compressed', async () => {
  const asked = { 'accept-encoding': 'br', 'sec-fetch-mode': 'navigate' };
  for (const [from, encoding] of [
    ['cross-site', undefined],
    ['same-site', undefined],
    ['same-origin', 'br'],
    ['none', 'br'],
  ] as const) {
    const { headers } = await marie.get(paths.home(), { ...asked, 'sec-fetch-site': from });
    assert.equal(headers['content-encoding'], encoding, from);
  }
});
