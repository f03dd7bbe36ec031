import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../src/platform/db/embedded/cluster.ts';
import {
  isAlive,
  readPostmaster,
  stopPostmaster,
} from '../../src/platform/db/embedded/postmaster.ts';
import { root } from '../support/sources.ts';

const copied = [
  'assets',
  'locales',
  'migrations',
  'package-lock.json',
  'package.json',
  'scripts',
  'seeds',
  'src',
  'tsconfig.json',
];

/** A copy of the product in a folder nobody else may enter, as a clone in /root or `mktemp -d` is. */
export async function cloneProduct(): Promise<string> {
  // Without the stamp of the installation, a start would install again through the link below.
  assert.ok(existsSync(join(root, 'node_modules/.install-stamp')), 'installed by npm test first');
  const folder = await mkdtemp(join(tmpdir(), 'desk-'));
  await chmod(folder, 0o700);
  for (const name of copied) await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

export type DeskProcess = {
  port: number;
  url: string;
  /** What it has said so far, both outputs. */
  said: () => string;
  /** Waits until it ends by itself; gives its code. */
  ended: Promise<number | null>;
  /** Waits until pages are served. */
  ready: () => Promise<void>;
  signal: (signal: NodeJS.Signals) => void;
  /** Every process of it, the database apart, gone without a word. */
  kill: () => Promise<void>;
};

/** The children of a process, and theirs. */
function descendants(pid: number): number[] {
  const list = `/proc/${String(pid)}/task/${String(pid)}/children`;
  const children = existsSync(list) ? readFileSync(list, 'utf8').trim().split(' ') : [];
  return children
    .filter(Boolean)
    .flatMap((child) => [Number(child), ...descendants(Number(child))]);
}

/** The database is not one of these: it outlives the application. */
function killOurs(pid: number): void {
  const file = `/proc/${String(pid)}/cmdline`;
  if (!existsSync(file) || readFileSync(file, 'utf8').includes('bin/postgres')) return;
  process.kill(pid, 'SIGKILL');
}

const inherited = ['PATH', 'HOME', 'LANG', 'npm_execpath'];

/** Starts the product as `npm start` does, on a free port. */
export async function startDesk(
  folder: string,
  environment: Record<string, string> = {},
): Promise<DeskProcess> {
  const port = Number(environment['PORT'] ?? (await freePort()));
  const kept = inherited.map((name) => [name, process.env[name] ?? ''] as const);
  const child: ChildProcess = spawn('node', ['scripts/run.mjs', 'start'], {
    cwd: folder,
    env: { ...Object.fromEntries(kept), PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const output of [child.stdout, child.stderr]) {
    output?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const url = `http://127.0.0.1:${String(port)}`;
  const ready = async (): Promise<void> => {
    const deadline = performance.now() + 60_000;
    while (!(await fetch(`${url}/pret`).catch(() => undefined))?.ok) {
      assert.equal(child.exitCode, null, text);
      assert.ok(performance.now() < deadline, text);
      await pause(50);
    }
  };
  const kill = async (): Promise<void> => {
    for (const pid of [...descendants(child.pid ?? -1), child.pid ?? -1]) killOurs(pid);
    await ended;
  };
  return { port, url, said: () => text, ended, ready, signal: (name) => child.kill(name), kill };
}

/** Runs one of the npm scripts in a clone, to its end. */
export function runCommand(
  folder: string,
  words: string[],
  environment: Record<string, string> = {},
) {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ...environment };
  const options = { cwd: folder, env, encoding: 'utf8', timeout: 120_000 } as const;
  return spawnSync('node', ['scripts/run.mjs', ...words], options);
}

/** Signs a person in as their browser would, and gives the cookie that says so. */
export async function signInAt(
  { url }: { url: string },
  login: string,
  password = 'demonstration',
): Promise<string> {
  const page = await fetch(`${url}/connexion`);
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const visit = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const answer = await fetch(`${url}/connexion`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: visit.join('; ') },
    body: new URLSearchParams({ _csrf: token, login, password }),
  });
  assert.equal(answer.status, 303, await answer.text());
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ');
}

/** The running database of a clone, if any. */
export async function databasePid(folder: string): Promise<number | undefined> {
  const found = await readPostmaster(join(folder, 'data/postgres'));
  return found && isAlive(found.pid) ? found.pid : undefined;
}

/** Stops what a test has left, and removes the clone. */
export async function removeClone(folder: string): Promise<void> {
  const pid = await databasePid(folder);
  if (pid) await stopPostmaster(pid);
  await rm(folder, { recursive: true, force: true });
}
