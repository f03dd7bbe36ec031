import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSources, fingerprint } from '../scripts/fingerprint.mjs';
import { processFlags } from '../scripts/process-flags.mjs';
import { freePort } from '../src/platform/db/embedded/cluster.ts';

const root = join(import.meta.dirname, '..');

/** Signs nothing but the proofs of these measures. */
export const benchSecret = 'a secret for measures, of no use elsewhere 0123456789';

/** The product as it runs in production, on one port of this machine. */
export type Site = { url: string; port: number; pid: number; stop: () => Promise<void> };

/** Compiles the production server when its sources have changed. */
export function ensureBuilt(say: (line: string) => void): void {
  const stamp = join(root, 'dist/stamp');
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (built === fingerprint(root, buildSources)) return;
  say('Compilation…');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
    cwd: root,
    stdio: ['ignore', 2, 'inherit'],
  });
  if (status !== 0) throw new Error('npm run build failed');
}

/** Starts the compiled product on a database; its log goes to a file, as a service's would. */
export async function startSite(
  applicationUrl: string,
  ownerUrl: string,
  environment: Record<string, string> = {},
): Promise<Site> {
  const port = await freePort();
  const folder = join(root, '.cache/bench/data');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const url = `http://127.0.0.1:${String(port)}`;
  const log = openSync(join(root, '.cache/bench/application.log'), 'w');
  const child = spawn(process.execPath, [...processFlags, 'dist/main.js'], {
    cwd: root,
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'production' },
      ...{ PORT: String(port), HOST: '127.0.0.1', BASE_URL: url, DATA_DIR: folder },
      ...{
        DATABASE_URL: applicationUrl,
        DATABASE_OWNER_URL: ownerUrl,
        SESSION_SECRET: benchSecret,
      },
      ...{ RATE_LIMIT_PERSON: '0', RATE_LIMIT_ADDRESS: '0' },
      ...environment,
    },
    stdio: ['ignore', log, log],
  });
  await untilReady(child, `${url}/pret`);
  return { url, port, pid: child.pid ?? -1, stop: () => stop(child) };
}

async function untilReady(child: ChildProcess, address: string): Promise<void> {
  const deadline = performance.now() + 90_000;
  while (!(await fetch(address).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || performance.now() > deadline) {
      throw new Error('the product did not start: see .cache/bench/application.log');
    }
    await pause(50);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
