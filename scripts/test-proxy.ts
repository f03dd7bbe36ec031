/**
 * `npm run test:proxy`: the documented sites of nginx and Apache, played in front of the desk. Installs both as root on
 * Debian; elsewhere they must be there already, or nothing is played and it is said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EventData } from 'node:test';
import { run } from 'node:test';
import { releaseTestCluster } from '../test/support/test-cluster.ts';
import { endWithTests } from './test/test-run.ts';

const programs = ['/usr/sbin/nginx', '/usr/sbin/apache2', '/usr/bin/openssl'];
/** Where packages cannot be reached, the trial is skipped rather than waited for. */
const longestInstallMs = 180_000;
const packages = ['nginx', 'apache2', 'openssl'];

const missing = (): string[] => programs.filter((program) => !existsSync(program));

/** Installs what is missing; Debian starts both where systemd runs: this is for a machine that only tests. */
function install(): void {
  const apt = (...words: string[]) =>
    spawnSync('apt-get', ['--quiet', '--yes', ...words], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: longestInstallMs,
    }).status === 0;
  console.log('Installation de nginx et d’Apache…');
  if (!apt('update')) return;
  apt('install', '--no-install-recommends', ...packages);
}

type Told =
  | { type: 'test:pass'; data: EventData.TestPass }
  | { type: 'test:fail'; data: EventData.TestFail };

/** Says each test in a line, without the closing lines of a run: those of `npm test` stay the only ones. */
async function play(): Promise<void> {
  const files = ['proxies', 'headers'].map((name) =>
    join(import.meta.dirname, `../test/proxy/${name}.test.ts`),
  );
  for await (const event of run({
    files,
    timeout: 120_000,
    execArgv: endWithTests,
  }) as AsyncIterable<Told>) {
    if (event.type === 'test:pass') console.log(`✔ ${event.data.name}`);
    if (event.type !== 'test:fail') continue;
    console.log(`✖ ${event.data.name}`, event.data.details.error);
    process.exitCode = 1;
  }
  await releaseTestCluster();
}

const isRoot = process.getuid?.() === 0;
if (isRoot && missing().length > 0 && existsSync('/usr/bin/apt-get')) install();
if (isRoot && missing().length === 0) await play();
else {
  const why = isRoot ? `il manque ${missing().join(', ')}` : 'il faut être root, sous Debian';
  console.log(`Mandataires : RIEN N’A ÉTÉ JOUÉ, ${why}.`);
}
