import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { explain, type PortalRefusal } from './ask-portal.ts';
import type { EntryReason } from './door.ts';

const refused = (reason: EntryReason, detail: string): PortalRefusal => ({
  outcome: 'refused',
  reason,
  detail,
});

/** Says why an entry through OpenID Connect failed, in our words; a fault that is ours is thrown. */
export function explainOidc(error: unknown): PortalRefusal {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    return refused('portal_refused', error.error);
  }
  if (error instanceof WWWAuthenticateChallengeError) return refused('portal_refused', 'challenge');
  if (!(error instanceof ClientError)) return explain(error);
  const known = error.code === undefined ? undefined : faults[error.code];
  return known ? known(error) : explainCause(error);
}

const faults: Readonly<Record<string, (error: ClientError) => PortalRefusal>> = {
  OAUTH_TIMEOUT: () => refused('portal_silent', 'timeout'),
  OAUTH_RESPONSE_IS_NOT_CONFORM: (error) => refused('portal_silent', statusOf(error)),
  OAUTH_RESPONSE_IS_NOT_JSON: () => refused('answer_unreadable', 'not-json'),
  OAUTH_PARSE_ERROR: () => refused('answer_unreadable', 'parse'),
  OAUTH_JWT_USERINFO_EXPECTED: () => refused('answer_untrusted', 'userinfo-not-signed'),
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: (error) => refused('answer_untrusted', said(error, 'claim')),
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: (error) => {
    const claim = said(error, 'claim');
    return refused(claim === 'aud' ? 'wrong_service' : 'answer_untrusted', claim);
  },
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: (error) =>
    refused('answer_untrusted', said(error, 'attribute')),
  OAUTH_KEY_SELECTION_FAILED: () => refused('answer_untrusted', 'key'),
  OAUTH_UNSUPPORTED_OPERATION: () => refused('answer_untrusted', 'alg'),
  OAUTH_INVALID_RESPONSE: invalid,
};

/** The library tells these apart by what it compared. */
function invalid(error: ClientError): PortalRefusal {
  const cause = causeOf(error);
  if ('header' in cause) return refused('answer_untrusted', 'alg');
  if ('parameters' in cause) return refused('answer_untrusted', 'iss');
  if ('signature' in cause) return refused('answer_untrusted', 'signature');
  if ('claims' in cause) return refused('answer_untrusted', 'claim-missing');
  return refused('answer_unreadable', 'invalid');
}

/** What the library knew of a fault: which claim, which status. Never shown whole: it quotes people. */
function causeOf(error: ClientError): object {
  const first: unknown = error.cause;
  const second: unknown = first instanceof Error ? first.cause : undefined;
  const found = second ?? first;
  return typeof found === 'object' && found !== null ? found : {};
}

function said(error: ClientError, name: 'claim' | 'attribute'): string {
  const value = (causeOf(error) as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

function statusOf(error: ClientError): string {
  const found = causeOf(error);
  return found instanceof Response ? `http-${String(found.status)}` : '';
}

/** A network that fails is the cause of the library's own error. */
function explainCause(error: ClientError): PortalRefusal {
  if (error.cause instanceof Error && error.cause.cause instanceof Error) {
    return explain(error.cause);
  }
  if (error.cause instanceof Error) return explain(error.cause);
  throw error;
}
