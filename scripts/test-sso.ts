/**
 * `npm run test:sso`: the doors of the desk in front of the servers that Debian packages. Installs them as root on
 * Debian; elsewhere they must be there already, or nothing is played with them and it is said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { type EventData, run } from 'node:test';
import { releaseTestCluster } from '../test/support/test-cluster.ts';
import { endWithTests } from './test/test-run.ts';

/** A server to play with: what Debian calls it, how to know that it is there, which tests are its own. */
type Server = { name: string; packages: string[]; isThere: () => boolean; tests: string };

const hasPerl = (...modules: string[]): boolean =>
  spawnSync('perl', [...modules.map((name) => `-M${name}`), '-e1'], { stdio: 'ignore' }).status ===
  0;

const servers: Server[] = [
  {
    name: 'LemonLDAP::NG',
    // The portal only recommends what its protocols cannot do without.
    packages: [
      ...['liblemonldap-ng-portal-perl', 'libplack-perl', 'libio-string-perl'],
      ...['libstring-random-perl', 'libxml-simple-perl', 'liblasso-perl'],
    ],
    isThere: () =>
      existsSync('/usr/bin/plackup') &&
      existsSync('/usr/share/lemonldap-ng/portal/htdocs/index.psgi') &&
      hasPerl('IO::String', 'String::Random', 'XML::Simple', 'Lasso'),
    tests: 'lemonldap-*.test.ts',
  },
  {
    name: 'slapd',
    packages: ['slapd', 'openssl'],
    isThere: () => existsSync('/usr/sbin/slapd') && existsSync('/usr/bin/openssl'),
    tests: 'slapd-*.test.ts',
  },
];

/** Where packages cannot be reached, the trial is skipped rather than waited for. */
const longestInstallMs = 180_000;

function install(missing: readonly Server[]): void {
  const apt = (...words: string[]) =>
    spawnSync('apt-get', ['--quiet', '--yes', ...words], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: longestInstallMs,
    }).status === 0;
  console.log(`Installation de ${missing.map(({ name }) => name).join(', ')}…`);
  if (!apt('update')) return;
  apt('install', '--no-install-recommends', ...missing.flatMap(({ packages }) => packages));
}

type Told =
  | { type: 'test:pass'; data: EventData.TestPass }
  | { type: 'test:fail'; data: EventData.TestFail };

/** Says each test in a line, without the closing lines of a run: those of `npm test` stay the only ones. */
async function play(files: string[]): Promise<void> {
  const events = run({
    files,
    concurrency: 2,
    timeout: 120_000,
    execArgv: endWithTests,
  }) as AsyncIterable<Told>;
  for await (const event of events) {
    if (event.type === 'test:pass') console.log(`✔ ${event.data.name}`);
    if (event.type !== 'test:fail') continue;
    console.log(`✖ ${event.data.name}`, event.data.details.error);
    process.exitCode = 1;
  }
  await releaseTestCluster();
}

const isRoot = process.getuid?.() === 0;
const absent = servers.filter(({ isThere }) => !isThere());
if (absent.length > 0 && isRoot && existsSync('/usr/bin/apt-get')) install(absent);
const files: string[] = [];
for (const { name, isThere, tests } of servers) {
  if (isThere()) {
    const folder = join(import.meta.dirname, '../test/sso');
    const found = await Array.fromAsync(glob(tests, { cwd: folder }));
    files.push(...found.map((file) => join(folder, file)).sort());
    continue;
  }
  const why = isRoot
    ? 'Debian n’a pas pu l’installer'
    : 'il n’est pas là, et il faut être root, sous Debian';
  console.log(`${name} : RIEN N’A ÉTÉ JOUÉ, ${why}.`);
}
if (files.length > 0) await play(files);
