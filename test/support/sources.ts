import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export type Source = { file: string; text: string };

/** Files of the repository that match, with their text; tests are left out. */
export function sources(...patterns: string[]): Source[] {
  return globSync(patterns, { cwd: root })
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

/** Files git knows or would add; undefined outside a git checkout. */
export function trackedFiles(): string[] | undefined {
  try {
    const words = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
    const list = execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
    return list.split('\0').filter((file) => file !== '');
  } catch {
    return undefined;
  }
}
