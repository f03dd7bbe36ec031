import type { SamlConfig } from '../config-saml.ts';
import type { SamlKey } from '../config-saml-files.ts';
import type { SamlParties } from './saml-answer.ts';
import { ciphers, transports } from './saml-encrypted.ts';

/** Writes a text inside a document, or an attribute of one. */
export const quoted = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => `&#${String(letter.charCodeAt(0))};`);

const service = (way: string, location: string): string => `
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${way}" Location="${quoted(location)}"/>`;

const method = (algorithm: string): string => `
      <md:EncryptionMethod Algorithm="${algorithm}"/>`;

function keyFor(use: 'signing' | 'encryption', { certificate }: SamlKey): string {
  const [, body = ''] = /-----BEGIN CERTIFICATE-----([^-]+)/.exec(certificate) ?? [];
  const methods =
    use === 'signing' ? [] : [...Object.keys(ciphers), ...Object.keys(transports)].map(method);
  return `
    <md:KeyDescriptor use="${use}">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>${body.replace(/\s/g, '')}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>${methods.join('')}
    </md:KeyDescriptor>`;
}

/** What we say of ourselves to a portal: our name, where we take its answers, and that we want them signed. */
export function samlMetadata(
  { key, decrypts, nameIdFormat }: Pick<SamlConfig, 'key' | 'decrypts' | 'nameIdFormat'>,
  { entityId, acs, slo }: Omit<SamlParties, 'idp'>,
): string {
  const keys = key ? keyFor('signing', key) + (decrypts ? keyFor('encryption', key) : '') : '';
  const services = ['SOAP', 'HTTP-Redirect', 'HTTP-POST'].map((way) => service(way, slo));
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${quoted(entityId)}">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" AuthnRequestsSigned="${String(key !== null)}" WantAssertionsSigned="true">${keys}${services.join('')}
    <md:NameIDFormat>${quoted(nameIdFormat)}</md:NameIDFormat>
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${quoted(acs)}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;
}
