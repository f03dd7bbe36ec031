import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildAssets } from '../scripts/build-assets.ts';
import { paths } from '../src/paths.ts';
import { readAssets } from '../src/web/assets.ts';
import { type Client, signedIn, testApp } from './support/app.ts';
import { fileTicket } from './support/tickets.ts';

// The contract: what a page weighs on the wire, the first time and afterwards, and in how many requests.

const folder = await mkdtemp(join(tmpdir(), 'weight-'));
await buildAssets({ outDir: folder });
const site = await testApp({ assets: await readAssets(folder) });
after(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});
const { db, clock } = site;
const marie = await signedIn(site, 'marie.dupont');
const nadia = await signedIn(site, 'nadia.benali');
for (let index = 0; index < 30; index++) {
  const subject = `Le réseau du bureau ${String(200 + index)} est coupé depuis ce matin`;
  await fileTicket(db, { by: index % 2 ? 'marie.dupont' : 'paul.martin', subject }, clock());
}

const browser = { 'accept-encoding': 'gzip, deflate, br, zstd', 'sec-fetch-site': 'none' };

async function weigh(client: Client, path: string) {
  const answer = await client.get(path, browser);
  assert.equal(answer.statusCode, 200, path);
  return { ...answer, bytes: answer.rawPayload.length };
}

type Weight = { page: number; script: number; all: number; requests: number };

/** What a page and all that it names weigh, to a browser that has nothing yet. */
async function cold(client: Client, path: string): Promise<Weight> {
  const { bytes: page } = await weigh(client, path);
  const { body } = await client.get(path);
  const assets = [...new Set(body.match(/\/assets\/[\w./-]+/g))];
  let [script, all] = [0, page];
  for (const asset of assets) {
    const { bytes, headers } = await weigh(client, asset);
    assert.match(String(headers['cache-control']), /max-age=31536000, immutable/, asset);
    all += bytes;
    if (asset.endsWith('.js')) script += bytes;
  }
  return { page, script, all, requests: 1 + assets.length };
}

test('the home page of a requester weighs 60 kB in 8 requests at most, then 12 kB in one', async () => {
  const { page, script, all, requests } = await cold(marie, paths.home());
  assert.ok(requests >= 4 && requests <= 8, `${String(requests)} requests`);
  assert.ok(page <= 12_000, `${String(page)} bytes of page`);
  assert.ok(script > 1_000 && script <= 25_000, `${String(script)} bytes of script`);
  assert.ok(all <= 60_000, `${String(all)} bytes in all`);
});

test('the form of a nature and the page of a ticket bring 25 kB of script at most', async () => {
  const number = await fileTicket(db, {}, clock());
  for (const path of [paths.newTicket({ nature: 'messagerie' }), paths.ticket(number)]) {
    const { page, script, all } = await cold(marie, path);
    assert.ok(script <= 25_000, `${path}: ${String(script)} bytes of script`);
    assert.ok(page <= 12_000 && all <= 60_000, `${path}: ${String(page)}, ${String(all)} in all`);
  }
});

test('the first page of the console weighs 100 kB in 8 requests at most, 60 kB of it script', async () => {
  const address = paths.console({ vue: 'equipe' });
  assert.ok(((await nadia.get(address)).body.match(/<tr /g)?.length ?? 0) >= 25);
  const { script, all, requests } = await cold(nadia, address);
  assert.ok(requests <= 8, `${String(requests)} requests`);
  assert.ok(script <= 60_000, `${String(script)} bytes of script`);
  assert.ok(all <= 100_000, `${String(all)} bytes in all`);
});
