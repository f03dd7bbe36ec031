import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import { proofFor } from '../../src/web/csrf.ts';
import type { Client, TestApp } from './app.ts';
import { throwawayFolder } from './files.ts';

/** A file as a browser sends it; lies about its type are told by `type`. */
export type SentFile = { name: string; content: string | Buffer; type?: string; input?: string };

export type Sending = {
  fields?: Record<string, string | readonly string[]>;
  files?: readonly SentFile[];
  headers?: Record<string, string>;
  /** The proof of the form; that of the client's session when not given. */
  proof?: string;
};

const boundary = 'limite-du-formulaire';

/** The type of a form whose parts `partsOf` wrote. */
export const multipartType = `multipart/form-data; boundary=${boundary}`;

const head = (what: string): Buffer =>
  Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${what}`);

/** Writes a form as a browser does: its fields in order, then its files. */
export function formWithFiles({ fields = {}, files = [] }: Sending): Buffer {
  const named = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  );
  return Buffer.concat([
    ...named.map(([name, value]) =>
      Buffer.concat([head(`name="${name}"\r\n\r\n`), Buffer.from(`${value}\r\n`)]),
    ),
    ...files.flatMap(({ name, content, type = 'application/octet-stream', input = 'fichiers' }) => [
      head(`name="${input}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

/** The proof that the forms of this client's pages carry. */
export function proofOf(site: TestApp, client: Client): string {
  const session = [...client.cookies].find(([name]) => name.endsWith('session'))?.[1];
  return session === undefined ? '' : proofFor(site.config.sessionSecret, session);
}

/** Sends a form with files as the browser of this client would. */
export function sendForm(
  site: TestApp,
  client: Client,
  { url, ...sending }: Sending & { url: string },
): Promise<LightMyRequestResponse> {
  const { fields = {}, proof = proofOf(site, client), headers = {} } = sending;
  return site.app.inject({
    method: 'POST',
    url,
    payload: formWithFiles({ ...sending, fields: { _csrf: proof, ...fields } }),
    headers: { 'content-type': multipartType, ...headers },
    cookies: Object.fromEntries(client.cookies),
  });
}

function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(content.length, 0);
  around.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
}

/** A picture: a window with a red band, like the capture of a screen in trouble. */
export function picture(width = 320, height = 200): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const colours = { frame: [83, 65, 177], page: [250, 249, 246], alert: [200, 40, 60] };
  const rows = Array.from({ length: height }, (_, y) => {
    const isAlert = y > height * 0.4 && y < height * 0.6;
    const colour = y < height * 0.12 ? colours.frame : isAlert ? colours.alert : colours.page;
    return Buffer.from([0, ...Array.from({ length: width }, () => colour).flat()]);
  });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A file too heavy for any form, as a path: it holds no byte, so it costs nothing to make. */
export function heavyFile(name: string): string {
  const path = join(throwawayFolder(), name);
  writeFileSync(path, '');
  truncateSync(path, 26 * 1024 * 1024);
  return path;
}
