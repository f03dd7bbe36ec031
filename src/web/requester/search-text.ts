import type { FastifyRequest } from 'fastify';

/** Longer than anybody searches; the rest of a pasted text would only cost time. */
const longest = 200;

/** What an address asks to search (`?q=`), without the spaces around it. */
export function searchedText(request: FastifyRequest): string {
  const { q } = request.query as { q?: string | string[] };
  const text = (Array.isArray(q) ? q[0] : q) ?? '';
  return [...text.trim()].slice(0, longest).join('');
}
