import type { EntryReason } from './door.ts';

/** What became of a question to a portal. */
export type PortalSaid =
  | { outcome: 'answered'; status: number; text: string }
  | { outcome: 'refused'; reason: EntryReason; detail: string };

const mostBytes = 262_144;

const refused = (reason: EntryReason, detail: string): PortalSaid => ({
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

function explain(error: unknown): PortalSaid {
  if (!(error instanceof Error)) throw error;
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
