import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildAssets } from '../../scripts/build-assets.ts';
import { renderDocument } from '../../src/platform/html/render.ts';
import { readAssets } from '../../src/web/assets.ts';
import { galleryPages } from './gallery.tsx';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
const types: Record<string, string> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
};

/** The gallery served as the product serves its pages, with what it was sent. */
export type GallerySite = {
  address: string;
  pages: Record<string, string>;
  received: { method: string; path: string; body: string }[];
  /** Drafts are refused, as by a server in trouble. */
  refuse: boolean;
  /** Forms are answered late. */
  slow: boolean;
  close: () => Promise<void>;
};

async function answer(
  site: GallerySite,
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path.startsWith('/assets/')) {
    response.setHeader('content-type', types[path.split('.').at(-1) ?? ''] ?? 'text/plain');
    response.end(await readFile(join(folder, path.slice('/assets/'.length))));
    return;
  }
  response.setHeader('content-security-policy', policy);
  if (request.method === 'POST') {
    site.received.push({ method: 'POST', path, body: await text(request) });
    if (path === '/brouillon' && site.refuse) {
      response.writeHead(503).end();
      return;
    }
    if (site.slow) await new Promise((resolve) => setTimeout(resolve, 1000));
    if (request.headers.accept === 'application/json') {
      response.setHeader('content-type', 'application/json').end('{"savedAt":"14:06"}');
      return;
    }
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  const page = path === '/gallery' ? 'accueil' : path.slice(1);
  response.end(site.pages[page] ?? '<!doctype html><html lang="fr"><title>Suite</title>');
}

/** Opens the gallery on a free port of this machine. */
export async function openGallery(): Promise<GallerySite> {
  const folder = await mkdtemp(join(tmpdir(), 'gallery-'));
  await buildAssets({ outDir: folder });
  const { lookup } = await readAssets(folder);
  const pages = Object.fromEntries(
    Object.entries(galleryPages(lookup)).map(([name, page]) => [name, renderDocument(page)]),
  );
  const server = createServer((request, response) => {
    answer(site, folder, request, response).catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site: GallerySite = {
    address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    pages,
    received: [],
    refuse: false,
    slow: false,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return site;
}
