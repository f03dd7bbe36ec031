/** Compiles the production server and its assets into dist/, complete or not at all. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildAssets } from './build-assets.ts';
import { buildSources, fingerprint } from './fingerprint.mjs';

const root = join(import.meta.dirname, '..');
const draft = join(root, 'dist.new');
const final = join(root, 'dist');
const stamp = fingerprint(root, buildSources);

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
  packages: 'external',
  // The demo world is never in production.
  external: ['../seeds/world.ts'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: true,
  logLevel: 'warning',
});
await writeFile(join(draft, 'stamp'), stamp);
await rm(final, { recursive: true, force: true });
await rename(draft, final);
