import type { EntryReason } from './door.ts';

/** What became of a question to a portal. */
export type PortalSaid = { outcome: 'answered'; status: number; text: string } | PortalRefusal;
export type PortalRefusal = { outcome: 'refused'; reason: EntryReason; detail: string };

const mostBytes = 262_144;

const refused = (reason: EntryReason, detail: string): PortalRefusal => ({
  outcome: 'refused',
  reason,
  detail,
});

/** Asks a portal something: its certificate is checked, it is not followed elsewhere, nor listened to for ever. */
export async function askPortal(address: string, patienceMs: number): Promise<PortalSaid> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(address, { signal, redirect: 'manual' });
    const bytes = await readUpTo(response, mostBytes);
    if (bytes === null) return refused('answer_unreadable', 'too-long');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { outcome: 'answered', status: response.status, text };
  } catch (error) {
    return explain(error);
  }
}

/** A portal says more than anything we would read. */
class TooLong extends Error {
  override readonly name = 'TooLong';
}

/** For a library that asks a portal: listens to what we would read of it and no more, and is not sent elsewhere. */
export async function fetchFromPortal(address: string, options: RequestInit): Promise<Response> {
  const response = await fetch(address, { ...options, redirect: 'manual' });
  const bytes = await readUpTo(response, mostBytes);
  if (bytes === null) throw new TooLong();
  const { status, headers } = response;
  const isEmpty = bytes.length === 0 || status === 204 || status === 304;
  return new Response(isEmpty ? null : new Uint8Array(bytes), { status, headers });
}

/** Reads a body, unless it is longer than anything we would read. */
async function readUpTo(response: Response, most: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const certificateFault = /CERT|SIGNATURE|ALTNAME/;

/** Says why a portal could not be asked; what is not about the network or the text is a fault of ours, and thrown. */
export function explain(error: unknown): PortalRefusal {
  if (!(error instanceof Error)) throw error;
  if (error instanceof TooLong) return refused('answer_unreadable', 'too-long');
  if (error.name === 'TimeoutError') return refused('portal_silent', 'timeout');
  const { code = '' } = {
    ...(error as { code?: unknown }),
    ...(error.cause as { code?: unknown }),
  };
  const detail = typeof code === 'string' ? code : '';
  // Anything but the network and the text is ours.
  if (detail === '' && error.cause === undefined) throw error;
  if (detail === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return refused('answer_unreadable', 'not-utf-8');
  }
  return refused(certificateFault.test(detail) ? 'answer_untrusted' : 'portal_silent', detail);
}
