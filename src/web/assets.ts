import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { paths } from '../paths.ts';
import type { AssetLookup } from './layout/page-context.ts';

const manifest = z.object({ files: z.record(z.string(), z.string()) });

/** The styles and scripts as they were built: where they are, and the hashed name of each. */
export type SiteAssets = { folder: string; lookup: AssetLookup };

/** Reads the list of the assets that were built in a folder. */
export async function readAssets(folder: string): Promise<SiteAssets> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8');
  const { files } = manifest.parse(JSON.parse(text));
  const lookup: AssetLookup = (name) => {
    const file = files[name];
    if (file === undefined) throw new Error(`The asset ${name} was not built.`);
    return paths.asset(file);
  };
  return { folder, lookup };
}

/** Serves the assets: their names change with their content, so they are kept for ever. */
export async function serveAssets(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: app.siteAssets.folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    // Of a file that is there only: while a new version is put in place, an absence must not be kept for ever.
    setHeaders: (reply) => {
      void reply.header('cache-control', 'public, max-age=31536000, immutable');
    },
    dotfiles: 'ignore',
  });
  app.get<{ Params: { '*': string } }>(
    paths.asset('*'),
    { config: { access: 'public', session: false } },
    (request, reply) => reply.sendFile(request.params['*']),
  );
}
