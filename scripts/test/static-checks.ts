import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const bin = (path: string): string => join(root, 'node_modules', path);

/** A check that reads the sources without running them. */
export type StaticCheck = { name: string; commands: string[][] };

export type Outcome = { name: string; ok: boolean; ms: number; output: string };

export const format: StaticCheck = {
  name: 'format',
  commands: [[bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
};
/** Without its cache: it forgets that a type changed in another file. */
export const lint: StaticCheck = {
  name: 'lint',
  commands: [[bin('eslint/bin/eslint.js'), '--max-warnings=0', '.']],
};
export const types: StaticCheck = {
  name: 'types',
  commands: [
    [bin('typescript/bin/tsc'), '-p', '.'],
    [bin('typescript/bin/tsc'), '-p', 'tsconfig.assets.json'],
  ],
};

function runNode(words: string[]): Promise<{ ok: boolean; output: string }> {
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** Runs the commands of a check, all of them even after a failure, and gives what they said. */
export async function runCheck({ name, commands }: StaticCheck): Promise<Outcome> {
  const start = performance.now();
  const results = [];
  for (const command of commands) results.push(await runNode(command));
  return {
    name,
    ok: results.every(({ ok }) => ok),
    ms: performance.now() - start,
    output: results
      .filter(({ ok }) => !ok)
      .map(({ output }) => output)
      .join('\n'),
  };
}
