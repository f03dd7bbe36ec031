import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type EventData, run } from 'node:test';
import { releaseTestCluster } from '../../test/support/test-cluster.ts';
import { endWithTests } from './test-run.ts';

/** Where packages cannot be reached, the trial is skipped rather than waited for. */
const longestInstallMs = 180_000;

export const isRoot = process.getuid?.() === 0;
/** Whether packages may be added here: as root, on Debian. */
export const mayInstall = isRoot && existsSync('/usr/bin/apt-get');

/** Adds packages of Debian, as far as they can be reached; `what` names them to whoever waits. */
export function install(what: string, packages: readonly string[]): void {
  const apt = (...words: string[]) =>
    spawnSync('apt-get', ['--quiet', '--yes', ...words], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: longestInstallMs,
    }).status === 0;
  console.log(`Installation de ${what}…`);
  if (!apt('update')) return;
  apt('install', '--no-install-recommends', ...packages);
}

type Told =
  | { type: 'test:pass'; data: EventData.TestPass }
  | { type: 'test:fail'; data: EventData.TestFail };

/** Says each test in a line, without the closing lines of a run: those of `npm test` stay the only ones. */
export async function play(files: string[], concurrency = 1): Promise<void> {
  const events = run({
    files,
    concurrency,
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
