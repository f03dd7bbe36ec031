import { SAML, type SamlOptions } from '@node-saml/node-saml';
import type { SamlConfig } from '../config-saml.ts';
import { refuseOldSignatures, requestName, type SamlParties } from './saml-answer.ts';
import type { SamlSession } from './saml-session.ts';
import { readMessage, SamlFault } from './saml-xml.ts';

/**
 * The library says what we ask, signs it, and checks signatures. What a signed assertion says is read by us, from the
 * letters it gives back: it does not look at the recipient nor the destination, goes by another clock than the desk's,
 * and tells its refusals apart by sentences.
 */
function clientOf(saml: SamlConfig, parties: SamlParties, more: Partial<SamlOptions> = {}): SAML {
  return new SAML({
    issuer: parties.entityId,
    callbackUrl: parties.acs,
    entryPoint: saml.ssoUrl,
    idpCert: [...saml.certificates],
    identifierFormat: saml.nameIdFormat,
    disableRequestedAuthnContext: true,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    audience: false,
    acceptedClockSkewMs: -1,
    signatureAlgorithm: 'sha256',
    ...(saml.key ? { privateKey: saml.key.privateKey } : {}),
    ...more,
  });
}

/** The page of the portal where one shows who one is, with our request, called by the state of its entry. */
export function samlLoginAddress(
  saml: SamlConfig,
  parties: SamlParties,
  state: string,
): Promise<string> {
  const named = { generateUniqueId: () => requestName(state) };
  return clientOf(saml, parties, named).getAuthorizeUrlAsync('', undefined, {});
}

/** Gives the letters of the assertion that the portal signed itself, and nothing else of what came with it. */
export async function signedAssertion(
  saml: SamlConfig,
  parties: SamlParties,
  text: string,
): Promise<string> {
  const SAMLResponse = Buffer.from(text).toString('base64');
  const { profile } = await clientOf(saml, parties)
    .validatePostResponseAsync({ SAMLResponse })
    // Whatever it stumbles on, its sentences quote what was sent.
    .catch(() => ({ profile: null }));
  const signed = profile?.getAssertionXml?.();
  if (signed === undefined) throw new SamlFault('answer_untrusted', 'signature');
  return signed;
}

/** Says whether a request is signed, whole, by the portal. */
export async function isSignedByPortal(
  saml: SamlConfig,
  parties: SamlParties,
  text: string,
): Promise<boolean> {
  refuseOldSignatures(readMessage(text));
  const SAMLRequest = Buffer.from(text).toString('base64');
  return clientOf(saml, parties)
    .validatePostRequestAsync({ SAMLRequest })
    .then(
      () => true,
      () => false,
    );
}

/** The page of the portal where one signs out of it, told whose session that is. */
export function samlLogoutAddress(
  saml: SamlConfig,
  parties: SamlParties,
  { nameId, sessionIndex }: SamlSession,
): Promise<string> {
  const person = {
    issuer: saml.idp,
    nameID: nameId.value,
    nameIDFormat: nameId.format,
    ...(nameId.qualifier === '' ? {} : { nameQualifier: nameId.qualifier }),
    ...(nameId.serviceQualifier === '' ? {} : { spNameQualifier: nameId.serviceQualifier }),
    ...(sessionIndex === null ? {} : { sessionIndex }),
  };
  const client = clientOf(saml, parties, { logoutUrl: saml.sloUrl ?? saml.ssoUrl });
  return client.getLogoutUrlAsync(person, '', {});
}

/** Where a browser goes back to, to tell the portal that its request was heard. */
export function samlLogoutAnswer(
  saml: SamlConfig,
  parties: SamlParties,
  { request, relayState }: { request: string; relayState: string },
): Promise<string> {
  const client = clientOf(saml, parties, { logoutUrl: saml.sloReturnUrl ?? saml.ssoUrl });
  const asked = { issuer: saml.idp, ID: request, nameID: '', nameIDFormat: '' };
  return client.getLogoutResponseUrlAsync(asked, relayState, {}, true);
}
