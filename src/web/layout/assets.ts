import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paths } from '../../paths.ts';
import type { AssetLookup } from './page-context.ts';

/** Reads which built file stands for each name, so that pages may link to it for ever. */
export async function readAssetLookup(folder: string): Promise<AssetLookup> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
    files: Record<string, string>;
  };
  return (name) => {
    const file = manifest.files[name];
    if (file === undefined) throw new Error(`No built asset is called ${name}: build the assets.`);
    return paths.asset(file);
  };
}
