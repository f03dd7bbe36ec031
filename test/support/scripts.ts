import { type ChildProcess, spawn } from 'node:child_process';
import { root } from './sources.ts';

export type Ran = { code: number | null; out: string; err: string };
export type RunningScript = { child: ChildProcess; ended: Promise<Ran> };

/** Starts one of the commands of `scripts/` as its npm script does. */
export function startScript(
  name: string,
  words: string[],
  environment: Record<string, string>,
): RunningScript {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${name}.ts`, ...words], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
  return { child, ended };
}

/** Runs one of the commands of `scripts/` and gives what it said. */
export const runScript = (
  name: string,
  words: string[],
  environment: Record<string, string>,
): Promise<Ran> => startScript(name, words, environment).ended;
