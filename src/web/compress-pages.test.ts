import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type Client, newClient, signedIn, testApp } from '../../test/support/app.ts';
import { formFields } from '../../test/support/forms.ts';
import { paths } from '../paths.ts';

const site = await testApp();
after(site.close);
const marie = await signedIn(site, 'marie.dupont');

test('a page travels compressed as the browser asks, and says the same', async () => {
  const plain = await marie.get(paths.knowledge());
  assert.equal(plain.headers['content-encoding'], undefined);
  for (const [accepted, encoding, read] of [
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ] as const) {
    const sent = await marie.get(paths.knowledge(), { 'accept-encoding': accepted });
    assert.equal(sent.headers['content-encoding'], encoding);
    assert.equal(sent.headers['content-length'], String(sent.rawPayload.length));
    assert.match(String(sent.headers.vary), /accept-encoding/);
    assert.equal(read(sent.rawPayload).toString(), plain.body);
  }
  for (const accepted of ['', 'identity', 'zstd', 'br;q=0']) {
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

test('the proof of a form is written in another way for each query, and each is good', async () => {
  const read = async (q: string) => {
    const { body } = await marie.get(paths.search({ q }));
    return formFields(body, paths.signOut())['_csrf'] ?? '';
  };
  const proofs = await Promise.all(['', 'imprimante', 'imprimantf'].map(read));
  assert.equal(new Set(proofs).size, 3);
  const send = (client: Client, _csrf: string) =>
    client.post(paths.noticesRead(), { _csrf, jusqu_a: '0' });
  for (const proof of proofs) assert.equal((await send(marie, proof)).statusCode, 303);
  const [good = ''] = proofs;
  const paul = await signedIn(site, 'paul.martin');
  const none = Buffer.alloc(64).toString('base64url');
  for (const wrong of [good.slice(4), `AAAA${good.slice(4)}`, none, 'x'.repeat(43), '']) {
    assert.equal((await send(marie, wrong)).statusCode, 403, wrong);
  }
  assert.equal((await send(paul, good)).statusCode, 403);
});

test('a visitor signs in with the proof of their visit', async () => {
  const visitor = newClient(site);
  const fields = formFields((await visitor.get(paths.signIn())).body, paths.signIn());
  const sent = { ...fields, identifiant: 'marie.dupont', 'mot-de-passe': 'faux' };
  assert.notEqual(fields['_csrf'] ?? '', '');
  assert.notEqual((await visitor.post(paths.signIn(), sent)).statusCode, 403);
});
