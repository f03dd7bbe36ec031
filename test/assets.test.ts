import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildAssets, type Manifest } from '../scripts/build-assets.ts';

let folder: string;
let manifest: Manifest;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assets-'));
  manifest = await buildAssets({ outDir: folder });
});
after(() => rm(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, manifest.files[name] ?? name);
const compressed = async (name: string) => (await stat(`${path(name)}.br`)).size;

test('a page of a requester costs 25 kB of script and 60 kB in all at most', async () => {
  const script = await compressed('page.js');
  const all = script + (await compressed('page.css')) + (await compressed('icon.svg'));
  assert.ok(script <= 25_000, `${String(script)} bytes of script`);
  assert.ok(all <= 60_000, `${String(all)} bytes in all`);
});

test('assets whose sources did not change are not built again', async () => {
  const before = await Promise.all(
    (await readdir(folder)).map(async (f) => (await stat(join(folder, f))).mtimeMs),
  );
  assert.deepEqual(await buildAssets({ outDir: folder }), manifest);
  const after = await Promise.all(
    (await readdir(folder)).map(async (f) => (await stat(join(folder, f))).mtimeMs),
  );
  assert.deepEqual(after, before);
});

test('no asset asks another host for anything', async () => {
  for (const name of Object.keys(manifest.files)) {
    const content = await readFile(path(name), 'utf8');
    const outside = content.match(/(?:url\(|import\(?|fetch\()\s*["']?(?:https?:)?\/\/[^"')]*/g);
    assert.equal(outside, null, name);
  }
});
