import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, lstat, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { processFlags } from '../../scripts/process-flags.mjs';
import { freePort } from '../../src/platform/db/embedded/cluster.ts';
import { blankDatabase } from '../support/database.ts';
import { root } from '../support/sources.ts';
import { cloneProduct, removeClone, runCommand, signInAt, startDesk } from './desk-process.ts';

const folder = await cloneProduct();
const database = await blankDatabase();
const port = String(await freePort());
const url = `http://127.0.0.1:${port}`;
const environment = {
  NODE_ENV: 'production',
  PORT: port,
  HOST: '127.0.0.1',
  BASE_URL: `http://localhost:${port}`,
  DATABASE_URL: database.url,
  SESSION_SECRET: '3c9f0d52b7a84e16a1d9c0e77f5b2486',
};
after(async () => {
  await database.close();
  await removeClone(folder);
});

/** Copies without taking room where the disk allows it. */
async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'pipe' });
  } catch {
    await cp(from, to, { recursive: true, verbatimSymlinks: true });
  }
}

type Locked = { packages: Record<string, { dev?: boolean }> };

/** What `npm ci --omit=dev` leaves, without asking a registry: the packages that the lockfile does not call `dev`. */
async function omitDevelopment(): Promise<void> {
  const modules = join(folder, 'node_modules');
  assert.ok((await lstat(modules)).isSymbolicLink());
  await rm(modules);
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as Locked;
  for (const [place, { dev = false }] of Object.entries(lock.packages)) {
    // A nested package came with the one that holds it; another platform's is not there.
    const isTop = place.lastIndexOf('node_modules/') === 0;
    if (!isTop || dev || !existsSync(join(root, place))) continue;
    await copy(join(root, place), join(folder, place));
  }
  await copy(join(root, 'node_modules/.bin/node'), join(modules, '.bin/node'));
}

const phrase = 'quatre mots sans rapport';

test('compiled, then without what compiles: migrated, given an administrator, started, backed up', async () => {
  const built = runCommand(folder, ['build'], environment);
  assert.equal(built.status, 0, built.stderr);
  await omitDevelopment();
  assert.ok(!existsSync(join(folder, 'node_modules/esbuild')));
  assert.ok(!existsSync(join(folder, 'node_modules/tsx')));
  const migrated = runCommand(folder, ['migrate'], environment);
  assert.deepEqual([migrated.status, migrated.stderr], [0, '']);
  const options = ['--identifiant', 'claire.fontaine', '--nom', 'Fontaine', '--prenom', 'Claire'];
  const created = spawnSync(
    join(folder, 'node_modules/.bin/node'),
    ['dist/admin-create.js', ...options, '--courriel', 'claire.fontaine@exemple.fr'],
    { cwd: folder, env: environment, input: `${phrase}\n`, encoding: 'utf8' },
  );
  assert.equal(created.status, 0, created.stderr);
  const desk = await startDesk(folder, environment);
  await desk.ready();
  const cookie = await signInAt(desk, 'claire.fontaine', phrase);
  const page = await fetch(`${url}/administration`, { headers: { cookie } });
  assert.equal(page.status, 200);
  const [, style = ''] = /href="(\/assets\/[^"]+\.css)"/.exec(await page.text()) ?? [];
  assert.equal((await fetch(url + style)).status, 200);
  const saved = runCommand(folder, ['backup', '--vers', join(folder, 'copies')], environment);
  assert.deepEqual([saved.status, saved.stderr], [0, '']);
  desk.signal('SIGTERM');
  assert.equal(await desk.ended, 0, desk.said());
  assert.doesNotMatch(desk.said(), /Installation|Compilation/);
});

/** What a compiled program brings in as it starts, its own parts included. */
async function broughtIn(name: string, known = new Set<string>()): Promise<Set<string>> {
  if (known.has(name)) return known;
  known.add(name);
  if (!name.startsWith('./')) return known;
  const program = await readFile(join(folder, 'dist', name), 'utf8');
  // At the beginning of a line: what is brought in later is inside a function.
  for (const [, from = ''] of program.matchAll(
    /^(?:import|\} from|import .* from) "([^"]+)";$/gm,
  )) {
    await broughtIn(from, known);
  }
  return known;
}

test('what few desks use is not in memory before it is needed, and no program is kept at two bytes a letter', async () => {
  const found = await broughtIn('./main.js');
  assert.ok(found.has('fastify') && found.has('pg'), [...found].join());
  for (const large of ['sharp', '@node-saml/node-saml', 'xml-crypto', 'openid-client', 'jose']) {
    assert.ok(!found.has(large), large);
  }
  for (const name of await readdir(join(folder, 'dist'))) {
    if (!name.endsWith('.js')) continue;
    const bytes = await readFile(join(folder, 'dist', name));
    assert.ok(
      bytes.every((byte) => byte < 0x80),
      name,
    );
  }
});

test('what the image holds is enough: no sources, no npm', async () => {
  const kept = ['package.json', 'package-lock.json', 'node_modules', 'dist', 'migrations'];
  for (const name of await readdir(folder)) {
    if (!kept.includes(name)) await rm(join(folder, name), { recursive: true });
  }
  const child = spawn(join(folder, 'node_modules/.bin/node'), [...processFlags, 'dist/main.js'], {
    cwd: folder,
    env: environment,
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  for (let tries = 0; !(await fetch(`${url}/pret`).catch(() => undefined))?.ok; tries += 1) {
    assert.equal(child.exitCode, null);
    assert.ok(tries < 400);
    await pause(50);
  }
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});
