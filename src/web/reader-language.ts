import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Lang, languageOf } from '../ui/texts.ts';
import { readCookie, writeCookie } from './site-cookies.ts';

const aYear = 365 * 24 * 3600;

/** The language a page is written in: the reader's; before they sign in, that of who last did so in this browser. */
export function readerLanguage(request: FastifyRequest): Lang {
  return request.viewer?.language ?? languageOf(readCookie(request, 'language'));
}

/** Remembers a language for the pages of this browser where nobody is signed in. French is what they are without it. */
export function rememberLanguage(request: FastifyRequest, reply: FastifyReply, lang: Lang): void {
  if (languageOf(readCookie(request, 'language')) === lang) return;
  writeCookie(request, reply, { name: 'language', value: lang, maxAge: aYear });
}
