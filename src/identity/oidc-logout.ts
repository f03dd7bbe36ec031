import { createHash } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Configuration } from 'openid-client';
import { signatures } from '../config-oidc.ts';
import { fetchFromPortal } from './ask-portal.ts';
import { isName } from './is-name.ts';

/** What a portal says when somebody signed out of it: which of its sessions, or all those of somebody. */
export type LogoutNews = {
  issuer: string;
  /** The number of the message, by which it is taken once. */
  id: string;
  until: Temporal.Instant;
} & ({ sid: string } | { subject: string });

const event = 'http://schemas.openid.net/event/backchannel-logout';
/** It comes by itself, at once: an old one was kept by somebody. */
const oldestSeconds = 300;
const toleranceSeconds = 60;

const keysOf = new WeakMap<Configuration, JWTVerifyGetKey>();

function keys(portal: Configuration): JWTVerifyGetKey {
  const known = keysOf.get(portal);
  if (known) return known;
  const address = portal.serverMetadata().jwks_uri;
  if (address === undefined) throw new Error('The portal says nothing of its keys.');
  const found = createRemoteJWKSet(new URL(address), {
    timeoutDuration: portal.timeout === undefined ? undefined : portal.timeout * 1_000,
    [customFetch]: (url, options) => fetchFromPortal(url, options),
  });
  keysOf.set(portal, found);
  return found;
}

/** Reads a logout token: signed by the portal, for us, of now, and nothing that could be taken for a proof of identity. */
export async function readLogoutToken(
  portal: Configuration,
  token: string,
  now: Temporal.Instant,
): Promise<LogoutNews | null> {
  const { issuer } = portal.serverMetadata();
  try {
    const { payload } = await jwtVerify(token, keys(portal), {
      issuer,
      audience: portal.clientMetadata().client_id,
      algorithms: [...signatures],
      requiredClaims: ['iat', 'jti', 'events'],
      maxTokenAge: oldestSeconds,
      clockTolerance: toleranceSeconds,
      currentDate: new Date(now.epochMilliseconds),
    });
    const { iat = 0, jti, sid, sub, nonce } = payload;
    if (nonce !== undefined || !saysLogout(payload['events']) || !isName(jti)) return null;
    const until = Temporal.Instant.fromEpochMilliseconds(
      (iat + oldestSeconds + 2 * toleranceSeconds) * 1_000,
    );
    const id = createHash('sha256').update(jti).digest('base64url');
    if (isName(sid)) return { issuer, id, until, sid };
    return sid === undefined && isName(sub) ? { issuer, id, until, subject: sub } : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

const saysLogout = (events: unknown): boolean =>
  typeof events === 'object' &&
  events !== null &&
  typeof (events as Record<string, unknown>)[event] === 'object';
