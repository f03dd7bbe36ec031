// Plain JavaScript: also used before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

/**
 * A short text that changes with the content of files and folders under `root`, tests left out.
 * @param {string} root
 * @param {readonly string[]} paths
 * @returns {string}
 */
export function fingerprint(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      if (/\.test\.tsx?$/.test(file)) continue;
      hash.update(file.slice(root.length)).update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 24);
}

/** What the production server is built from. */
export const buildSources = [
  'src',
  'assets',
  'locales',
  'scripts/build.ts',
  'scripts/build-assets.ts',
  'scripts/account.ts',
  'scripts/admin-create.ts',
  'scripts/admin-grant.ts',
  'scripts/ask.ts',
  'scripts/backup.ts',
  'scripts/directory-report.ts',
  'scripts/directory-sync.ts',
  'scripts/migrate.ts',
  'scripts/operate.ts',
  'scripts/restore.ts',
  'package.json',
  'package-lock.json',
];
