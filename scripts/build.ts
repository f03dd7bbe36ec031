/** Compiles the production server and its assets into dist/, complete or not at all. */
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import product from '../package.json' with { type: 'json' };
import { buildAssets } from './build-assets.ts';
import { buildSources, fingerprint } from './fingerprint.mjs';

const root = join(import.meta.dirname, '..');
const draft = join(root, 'dist.new');
const final = join(root, 'dist');
const stamp = fingerprint(root, buildSources);
/** They come in 350 modules, each with a price in memory; other packages are read from `node_modules`. */
const inside = new Set(['kysely', 'zod']);
const packages = Object.keys({ ...product.dependencies, ...product.devDependencies });

await rm(draft, { recursive: true, force: true });
await buildAssets({ outDir: join(draft, 'assets'), minify: true });
await build({
  entryPoints: {
    main: join(root, 'src/main.ts'),
    // What an operator runs, where there are neither sources nor the packages that read them.
    migrate: join(root, 'scripts/migrate.ts'),
    'admin-create': join(root, 'scripts/admin-create.ts'),
    account: join(root, 'scripts/account.ts'),
    'admin-grant': join(root, 'scripts/admin-grant.ts'),
    'directory-sync': join(root, 'scripts/directory-sync.ts'),
    backup: join(root, 'scripts/backup.ts'),
    restore: join(root, 'scripts/restore.ts'),
  },
  outdir: draft,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  // The demo world is never in production.
  external: [...packages.filter((name) => !inside.has(name)), '../seeds/world.ts'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: true,
  logLevel: 'warning',
});
await narrowPrograms();
await writeFile(join(draft, 'stamp'), stamp);
await rm(final, { recursive: true, force: true });
await rename(draft, final);

/**
 * One sign beyond Latin-1, be it in a comment of a package, makes Node keep the whole program at two bytes a letter.
 * Where esbuild leaves such signs as they are (comments, patterns, tagged templates), an escape means the same.
 */
async function narrowPrograms(): Promise<void> {
  for (const name of await readdir(draft)) {
    if (!name.endsWith('.js')) continue;
    const program = await readFile(join(draft, name), 'utf8');
    // The backslash would escape that of ours.
    if (/\\[^\0-\x7f]/.test(program)) throw new Error(`${name}: a backslash before a wide sign`);
    await writeFile(join(draft, name), program.replace(/[^\0-\x7f]/g, escaped));
  }
}

/** Unit by unit: of a sign of two, patterns and strings read both as one. */
function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
