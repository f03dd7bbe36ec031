import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type JsonValue,
} from 'openid-client';
import type { OidcConfig } from '../config-oidc.ts';
import { fetchFromPortal } from './ask-portal.ts';
import { type Attributes, gatherAttributes } from './claims.ts';

/** A portal of OpenID Connect as it says it is, looked at again from time to time. */
export type OidcPortal = { find: (now: Temporal.Instant) => Promise<Configuration> };

/** How long what a portal says of itself is believed; its keys are looked at again by themselves. */
const freshMinutes = 60;

/** Gives the way to a portal, found when somebody first needs it: the desk starts without it. */
export function oidcPortal(oidc: OidcConfig): OidcPortal {
  let known: { portal: Promise<Configuration>; until: number } | null = null;
  return {
    find: (now) => {
      if (known !== null && now.epochMilliseconds < known.until) return known.portal;
      const until = now.add({ minutes: freshMinutes }).epochMilliseconds;
      const looking = { portal: discover(oidc), until };
      known = looking;
      looking.portal.catch(() => {
        if (known === looking) known = null;
      });
      return looking.portal;
    },
  };
}

async function discover(oidc: OidcConfig): Promise<Configuration> {
  const { issuer, clientId, clientSecret, signsUserinfo, patienceMs } = oidc;
  const isClear = new URL(issuer).protocol === 'http:';
  const metadata = signsUserinfo === null ? {} : { userinfo_signed_response_alg: signsUserinfo };
  return discovery(
    new URL(issuer),
    clientId,
    metadata,
    // Which of the two is known once it has answered.
    (server, client, body, headers) => {
      const ways = server.token_endpoint_auth_methods_supported;
      const prove = ways?.includes('client_secret_post') ? ClientSecretPost : ClientSecretBasic;
      prove(clientSecret)(server, client, body, headers);
    },
    {
      timeout: patienceMs / 1_000,
      [customFetch]: (address, options) => fetchFromPortal(address, options as RequestInit),
      // A signature is checked even on what came straight from the portal.
      execute: [enableNonRepudiationChecks, ...(isClear ? [allowInsecureRequests] : [])],
    },
  );
}

/** What goes with somebody to the portal and must come back with them. */
export type OidcTrip = { state: string; nonce: string; verifier: string; redirectUri: string };

/** The page of the portal where one shows who one is. Nothing is asked that it may not know: some refuse it. */
export async function oidcLoginAddress(
  oidc: OidcConfig,
  portal: Configuration,
  { state, nonce, verifier, redirectUri }: OidcTrip,
): Promise<string> {
  const proof: Record<string, string> = oidc.pkce
    ? { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
    : {};
  const asks = { redirect_uri: redirectUri, scope: oidc.scopes, state, nonce };
  return buildAuthorizationUrl(portal, { ...asks, ...acrAsked(oidc), ...proof }).href;
}

function acrAsked({ acr, acrIsClaimed }: OidcConfig): Record<string, string> {
  if (acr.length === 0) return {};
  if (!acrIsClaimed) return { acr_values: acr.join(' ') };
  return { claims: JSON.stringify({ id_token: { acr: { essential: true, values: acr } } }) };
}

/** Somebody as the portal says they are. */
export type OidcPerson = {
  issuer: string;
  subject: string;
  acr: string | null;
  /** What it calls its session. */
  sid: string | null;
  idToken: string | null;
  attributes: Attributes;
};

/** Exchanges what the browser brought back for who they are: code, signature, issuer, audience, nonce, times, subject. */
export async function exchangeCode(
  oidc: OidcConfig,
  portal: Configuration,
  { trip, back }: { trip: OidcTrip; back: URL },
): Promise<OidcPerson> {
  const tokens = await authorizationCodeGrant(portal, back, {
    expectedState: trip.state,
    expectedNonce: trip.nonce,
    idTokenExpected: true,
    ...(oidc.pkce ? { pkceCodeVerifier: trip.verifier } : {}),
  });
  const proven = tokens.claims();
  if (!proven) throw new Error('An answer without a proof of identity was let through.');
  const server = portal.serverMetadata();
  const more = server.userinfo_endpoint
    ? await fetchUserInfo(portal, tokens.access_token, proven.sub)
    : {};
  const { acr, sid } = proven;
  return {
    issuer: server.issuer,
    subject: proven.sub,
    acr: typeof acr === 'string' ? acr : null,
    sid: typeof sid === 'string' ? sid : null,
    idToken: tokens.id_token ?? null,
    attributes: readClaims({ ...proven, ...more }),
  };
}

/** An address that the portal knows it has not checked may be anybody's. */
function readClaims(claims: Record<string, JsonValue | undefined>): Attributes {
  const isDoubtful = claims['email_verified'] === false;
  return gatherAttributes(
    flatten('', claims).filter(([name]) => !(isDoubtful && name === 'email')),
  );
}

const deepest = 3;

/** « realm_access.roles » is the name of what is within. */
function flatten(name: string, value: JsonValue | undefined, depth = 0): [string, string][] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value === 'number' || typeof value === 'boolean') return [[name, String(value)]];
  if (value === null || value === undefined || depth === deepest) return [];
  if (Array.isArray(value)) {
    return value.flatMap((one) => (isPlain(one) ? flatten(name, one, depth + 1) : []));
  }
  const start = name === '' ? '' : `${name}.`;
  return Object.entries(value).flatMap(([key, one]) => flatten(start + key, one, depth + 1));
}

const isPlain = (value: JsonValue): boolean => value === null || typeof value !== 'object';

/** What is said to the portal when somebody signs out of it from here. */
export type OidcFarewell = { hint: string | null; returnTo: string; state: string };

/** The page of the portal where one signs out of it, which comes back to ours; null when it has none. */
export function oidcLogoutAddress(
  portal: Configuration,
  { hint, returnTo, state }: OidcFarewell,
): string | null {
  if (portal.serverMetadata().end_session_endpoint === undefined) return null;
  const address = buildEndSessionUrl(portal, {
    post_logout_redirect_uri: returnTo,
    state,
    ...(hint === null ? {} : { id_token_hint: hint }),
  });
  // The hint says whose it is; some portals refuse what they did not ask for.
  if (hint !== null) address.searchParams.delete('client_id');
  return address.href;
}
