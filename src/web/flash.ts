import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Flash } from './layout/page-context.ts';
import { dropCookie, isSame, readCookie, signatureFor, writeCookie } from './site-cookies.ts';

const shape = z.object({
  tone: z.enum(['success', 'info', 'warning', 'danger']),
  text: z.string().max(1000),
});

const signature = (request: FastifyRequest, text: string): string =>
  signatureFor(request.server.config.sessionSecret, 'flash', text);

/** Says one line on the next page this browser shows, once. */
export function setFlash(request: FastifyRequest, reply: FastifyReply, flash: Flash): void {
  const text = Buffer.from(JSON.stringify(flash)).toString('base64url');
  writeCookie(request, reply, { name: 'flash', value: `${text}.${signature(request, text)}` });
}

/** Reads the line that the page before left to say; a line we did not sign is not said. */
export function readFlash(request: FastifyRequest): Flash | null {
  const [text = '', signed = ''] = readCookie(request, 'flash')?.split('.') ?? [];
  if (text === '' || !isSame(signed, signature(request, text))) return null;
  return shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
}

/** Forgets the line once it was said. */
export function dropFlash(request: FastifyRequest, reply: FastifyReply): void {
  if (readCookie(request, 'flash') !== undefined) dropCookie(request, reply, 'flash');
}
