import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What postmaster.pid says of a server. */
export type Postmaster = { pid: number; port: number; ready: boolean };

const fileOf = (cluster: string): string => join(cluster, 'postmaster.pid');

/** Reads postmaster.pid: process on line 1, port on line 4, state on line 8. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(fileOf(cluster), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), ready: (lines[7] ?? '').trim() === 'ready' };
}

/** A process that has ended and waits for a parent to notice: in a container nobody may ever do so. */
function isZombie(pid: number): boolean {
  try {
    return /\) [ZX]/.test(readFileSync(`/proc/${String(pid)}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Says whether a process is running, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A process number is used again after a restart of the machine: is this one a server of this very folder? */
async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const folder = await readlink(`/proc/${String(pid)}/cwd`).catch(() => '');
    return folder === realpathSync(cluster);
  }
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.includes('postgres') && stdout.includes(cluster);
}

/** Server processes outlive a killed postmaster for a moment, and a new server must not start beside them. */
async function clusterProcesses(cluster: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const serving = await Promise.all(pids.map((pid) => servesCluster(pid, cluster)));
  return pids.filter((pid, index) => pid !== process.pid && serving[index]);
}

/**
 * The server already running on this folder, left by an application that was killed; or, when there is none, waits
 * until nothing of the former one is left and removes a postmaster.pid that names a process of somebody else.
 */
export async function findOrphan(cluster: string): Promise<Postmaster | undefined> {
  const found = await readPostmaster(cluster);
  if (!found) return undefined;
  if (isAlive(found.pid) && (await servesCluster(found.pid, cluster))) return found;
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await clusterProcesses(cluster)).length === 0) break;
    await pause(100);
  }
  const current = await readPostmaster(cluster);
  if (current?.pid === found.pid) await rm(fileOf(cluster), { force: true });
  return undefined;
}

/** Waits until the server accepts connections; undefined when it died or took longer than `withinMs`. */
export async function waitUntilReady(
  cluster: string,
  pid: number,
  withinMs: number,
): Promise<Postmaster | undefined> {
  const stepMs = 20;
  for (let waited = 0; waited < withinMs; waited += stepMs) {
    const found = await readPostmaster(cluster);
    if (found?.pid === pid && found.ready) return found;
    if (!isAlive(pid)) return undefined;
    await pause(stepMs);
  }
  return undefined;
}

/** Ends a server: open transactions are rolled back and everything is on disk; by force when it takes too long. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, withinMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waited = 0; waited < withinMs; waited += 20) {
      if (!isAlive(pid)) return;
      await pause(20);
    }
  }
}
