import { createHash } from 'node:crypto';
import { type NameId, nameIdOf } from './saml-assertion.ts';
import { checkAge, checkWindow } from './saml-times.ts';
import { attributeOf, childOf, childrenOf, isElement, readMessage, SamlFault } from './saml-xml.ts';

/** What a portal says when somebody signed out of it. */
export type LogoutOrder = {
  /** What it calls its request, to be answered. */
  request: string;
  /** Stands for it, which is taken once, and when its age alone will have it refused. */
  id: string;
  until: Temporal.Instant;
  nameId: NameId;
  /** Which of its sessions; none: all those of that name. */
  sessionIndexes: readonly string[];
};

/** Reads a request that was signed, whole: of this portal, to this address, of now. */
export function readLogoutRequest(
  signed: string,
  { idp, slo, now }: { idp: string; slo: string; now: Temporal.Instant },
): LogoutOrder {
  const root = readMessage(signed);
  if (!isElement(root, 'samlp', 'LogoutRequest') || attributeOf(root, 'Version') !== '2.0') {
    throw new SamlFault('answer_unreadable', 'not-a-logout');
  }
  if (childOf(root, 'saml', 'Issuer')?.text.trim() !== idp) {
    throw new SamlFault('answer_untrusted', 'issuer');
  }
  const destination = attributeOf(root, 'Destination');
  if (destination !== '' && destination !== slo)
    throw new SamlFault('wrong_service', 'destination');
  const until = checkAge(root, now);
  checkWindow(root, now);
  const nameId = nameIdOf(root);
  if (nameId === null) throw new SamlFault('claim_missing', 'NameID');
  const request = attributeOf(root, 'ID');
  return {
    request,
    id: createHash('sha256').update(request).digest('base64url'),
    until,
    nameId,
    sessionIndexes: childrenOf(root, 'samlp', 'SessionIndex').map(({ text }) => text.trim()),
  };
}
