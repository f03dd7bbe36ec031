import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { drawing } from '../../seeds/drawing.ts';
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

/** A picture: a window with a red band, like the capture of a screen in trouble. */
export function picture(width = 320, height = 200): Buffer {
  const whole = [width, height] as const;
  const bar = [width, Math.ceil(height * 0.12)] as const;
  return drawing(whole, [
    { colour: [250, 249, 246], at: [0, 0], size: whole },
    { colour: [83, 65, 177], at: [0, 0], size: bar },
    {
      colour: [200, 40, 60],
      at: [0, Math.ceil(height * 0.4)],
      size: [width, Math.ceil(height * 0.2)],
    },
  ]);
}

/** A file too heavy for any form, as a path: it holds no byte, so it costs nothing to make. */
export function heavyFile(name: string): string {
  const path = join(throwawayFolder(), name);
  writeFileSync(path, '');
  truncateSync(path, 26 * 1024 * 1024);
  return path;
}
