/** Builds what browsers are served: the style sheet, small scripts, pictures; hashed, compressed beforehand. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const written = ['css/page.css', 'js/page.ts', 'js/live-worker.ts', 'icon.svg'];
/** The pictures of the guide, compressed by themselves. */
const isPicture = (file: string): boolean => file.endsWith('.webp');
const day = 24 * 3600 * 1000;

export type Manifest = { stamp: string; files: Record<string, string> };
export type BuildAssets = { outDir?: string; minify?: boolean };

/** Everything the result depends on, as one hash: sources, locked versions, how it is built. */
async function stampOf(minify: boolean): Promise<string> {
  const hash = createHash('sha256').update(`minify=${String(minify)}`);
  const sources = await readdir(join(root, 'assets'), { recursive: true, withFileTypes: true });
  const files = sources.filter((entry) => entry.isFile()).map((f) => join(f.parentPath, f.name));
  for (const file of [
    ...files.sort(),
    join(root, 'package-lock.json'),
    fileURLToPath(import.meta.url),
  ]) {
    hash.update(relative(root, file)).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function readManifest(outDir: string): Promise<Manifest | null> {
  try {
    return JSON.parse(await readFile(join(outDir, 'manifest.json'), 'utf8')) as Manifest;
  } catch {
    return null;
  }
}

async function compress(file: string, quality: number): Promise<void> {
  const content = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}

/** Drops what no page refers to any more, a day later: a page still open may ask for it. */
async function sweep(outDir: string, files: string[]): Promise<void> {
  const kept = new Set([
    ...files.flatMap((file) => [file, `${file}.br`, `${file}.gz`]),
    'manifest.json',
  ]);
  for (const name of await readdir(outDir)) {
    const path = join(outDir, name);
    if (kept.has(name) || (await stat(path)).mtimeMs > Date.now() - day) continue;
    await rm(path, { recursive: true, force: true });
  }
}

/** Builds the assets into a folder when its sources have changed, and tells which file stands for each name. */
export async function buildAssets(options: BuildAssets = {}): Promise<Manifest> {
  const { outDir = join(root, '.cache', 'assets'), minify = true } = options;
  const stamp = await stampOf(minify);
  const known = await readManifest(outDir);
  if (known?.stamp === stamp) return known;
  await mkdir(outDir, { recursive: true });
  const pictures = await readdir(join(root, 'assets', 'help'), { recursive: true });
  const entries = [...written, ...pictures.filter(isPicture).map((file) => join('help', file))];
  const result = await build({
    entryPoints: entries.map((entry) => join(root, 'assets', entry)),
    outdir: outDir,
    absWorkingDir: root,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.svg': 'copy', '.webp': 'copy' },
    bundle: true,
    minify,
    format: 'esm',
    target: ['chrome123', 'firefox128', 'safari17.5'],
    sourcemap: minify ? false : 'linked',
    metafile: true,
    logLevel: 'warning',
    legalComments: 'none',
  });
  const files: Record<string, string> = {};
  for (const [path, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    if (!entryPoint) continue;
    const name = entryPoint.replace(/^assets\/(?:css\/|js\/)?/, '').replace(/\.ts$/, '.js');
    files[name] = relative(outDir, join(root, path));
    if (!isPicture(path)) await compress(join(root, path), minify ? 11 : 4);
  }
  const manifest = { stamp, files };
  await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await sweep(outDir, Object.values(files));
  return manifest;
}
