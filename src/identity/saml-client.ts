import { SAML } from '@node-saml/node-saml';
import type { SamlConfig } from '../config-saml.ts';
import { requestName, type SamlParties } from './saml-answer.ts';
import { SamlFault } from './saml-xml.ts';

/**
 * The library says what we ask, signs it, and checks signatures. What a signed assertion says is read by us, from the
 * letters it gives back: it does not look at the recipient nor the destination, goes by another clock than the desk's,
 * and tells its refusals apart by sentences.
 */
function clientOf(saml: SamlConfig, parties: SamlParties, state = ''): SAML {
  return new SAML({
    issuer: parties.entityId,
    callbackUrl: parties.acs,
    entryPoint: saml.ssoUrl,
    idpCert: [...saml.certificates],
    identifierFormat: saml.nameIdFormat,
    disableRequestedAuthnContext: true,
    generateUniqueId: () => requestName(state),
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    audience: false,
    acceptedClockSkewMs: -1,
    signatureAlgorithm: 'sha256',
    ...(saml.key ? { privateKey: saml.key.privateKey } : {}),
  });
}

/** The page of the portal where one shows who one is, with our request, called by the state of its entry. */
export function samlLoginAddress(
  saml: SamlConfig,
  parties: SamlParties,
  state: string,
): Promise<string> {
  return clientOf(saml, parties, state).getAuthorizeUrlAsync('', undefined, {});
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
