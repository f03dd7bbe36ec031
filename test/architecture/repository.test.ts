import assert from 'node:assert/strict';
import { lstat, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { crontab } from '../../src/jobs/crontab.ts';
import { registry } from '../../src/jobs/registry.ts';
import { migrationName } from '../../src/platform/db/migrate.ts';
import { root, sources, trackedFiles } from '../support/sources.ts';

test('every migration is named after its instant and what it does', () => {
  const names = sources('migrations/*').map(({ file }) => basename(file));
  assert.ok(names.length > 0);
  assert.deepEqual(
    names.filter((name) => !migrationName.test(name)),
    [],
  );
  const instants = names.map((name) => name.slice(0, 13));
  assert.equal(new Set(instants).size, instants.length, 'two migrations of one instant');
});

test('every job that is asked for, or comes by itself, exists', () => {
  const asked = sources('src/**/*.ts').flatMap(({ text }) =>
    [...text.matchAll(/\benqueue\(\s*\w+,\s*'([^']+)'/g)].map(([, name]) => name),
  );
  const routine = crontab
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[5]);
  assert.ok(asked.length > 0);
  const unknown = [...asked, ...routine].filter((name) => !Object.hasOwn(registry, name ?? ''));
  assert.deepEqual(unknown, []);
});

test('only what stands directly in src/ finds files beside itself', () => {
  // Once compiled, a file of a deeper folder is somewhere else.
  const deep = sources('src/*/**/*.ts', 'src/*/**/*.tsx');
  const found = deep.filter(({ text }) => /import\.meta\.(dirname|filename|url)/.test(text));
  assert.deepEqual(
    found.map(({ file }) => file),
    [],
  );
});

type Locked = {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
};

test('the lockfile names every platform, and no registry', async () => {
  // npm leaves out what its registry did not have; `npm ci` then refuses to install anywhere.
  const text = await readFile(join(root, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
  const names = Object.keys(packages);
  assert.ok(names.length > 100);
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !names.some((place) => place.endsWith(`node_modules/${name}`)));
  assert.deepEqual(missing, []);
  const faults = names.filter(
    (place) => place && (!packages[place]?.version || packages[place].resolved),
  );
  assert.deepEqual(faults, []);
});

test('no file is a link: it would lead into the machine of whoever made it', async (context) => {
  const files = trackedFiles();
  if (!files) {
    context.skip('not a git checkout');
    return;
  }
  const links: string[] = [];
  for (const file of files) {
    const found = await lstat(join(root, file)).catch(() => undefined);
    if (found?.isSymbolicLink()) links.push(file);
  }
  assert.deepEqual(links, []);
});

/** Written in pieces, so that this file is not its own finding. */
const machine = new RegExp(
  `(^|[^A-Za-z.])/(${['wo' + 'rk', 'fa' + 'rm', 'ro' + 'ot'].join('|')})/|https?://(${['regi' + 'stry', 'd' + 'eb'].join('|')})\\.`,
);

test('no file names a machine path or the host of a registry', async (context) => {
  const files = trackedFiles();
  if (!files) {
    context.skip('not a git checkout');
    return;
  }
  assert.ok(files.length > 100);
  const texts = files.filter((file) => !/\.(png|ico|br|gz)$/.test(file));
  const faults: string[] = [];
  for (const file of texts) {
    const text = await readFile(join(root, file), 'utf8').catch(() => '');
    for (const line of text.split('\n'))
      if (machine.test(line)) faults.push(`${file}: ${line.trim()}`);
  }
  assert.deepEqual(faults, []);
});
