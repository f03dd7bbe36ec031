import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { NameId } from './saml-assertion.ts';

/** A session of the portal: whose, and what it calls it. Small numbers serve several people at some portals. */
export type SamlSession = { nameId: NameId; sessionIndex: string | null };

const digest = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** What all the sessions of a name of the portal begin with here. */
export const sessionsOfName = (nameId: NameId): string => `${digest(nameId.value)}.`;

/** What a session of the portal is called here, which names nobody. */
export const portalSessionOf = ({ nameId, sessionIndex }: SamlSession): string =>
  sessionsOfName(nameId) + digest(sessionIndex ?? '');

const shape = z.object({
  nameId: z.object({
    value: z.string(),
    format: z.string(),
    qualifier: z.string(),
    serviceQualifier: z.string(),
  }),
  sessionIndex: z.string().nullable(),
});

/** What the portal will want to be shown when one signs out of it from here. */
export const writeHint = (session: SamlSession): string => JSON.stringify(session);

/** Reads it again; null when there is none. */
export function readHint(hint: string | null): SamlSession | null {
  return hint === null ? null : shape.parse(JSON.parse(hint));
}
