import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel in a second. */
const ticks = Number(execFileSync('getconf', ['CLK_TCK']).toString()) || 100;

function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    // The name may hold spaces and brackets: fields are counted after it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The processes that a process has started and that still run. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => Number(statOf(other)?.[1]) === pid);
}

/** Seconds of processor a process has used; with its children, those that have ended included. */
export function cpuOf(pid: number, { withChildren = false } = {}): number {
  const stat = statOf(pid);
  if (stat === undefined) return 0;
  const own = (Number(stat[11]) + Number(stat[12])) / ticks;
  if (!withChildren) return own;
  const ended = (Number(stat[13]) + Number(stat[14])) / ticks;
  return childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), own + ended);
}

/** Bytes of memory of a process; what it shares with others is counted in parts. */
export function memoryOf(pid: number): { resident: number; proportional: number } {
  const read = (file: string): string => {
    try {
      return readFileSync(`/proc/${String(pid)}/${file}`, 'latin1');
    } catch {
      return '';
    }
  };
  const kilobytes = (text: string, name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024;
  return {
    resident: kilobytes(read('status'), 'VmRSS'),
    proportional: kilobytes(read('smaps_rollup'), 'Pss'),
  };
}

/** Bytes of memory of a server and its processes, what they share counted once. */
export function memoryOfServer(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + memoryOf(one).proportional, 0);
}
