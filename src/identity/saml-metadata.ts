import type { SamlConfig } from '../config-saml.ts';
import type { SamlParties } from './saml-answer.ts';

/** Writes a text inside a document, or an attribute of one. */
export const quoted = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => `&#${String(letter.charCodeAt(0))};`);

const service = (way: string, location: string): string => `
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${way}" Location="${quoted(location)}"/>`;

/** What we say of ourselves to a portal: our name, where we take its answers, and that we want them signed. */
export function samlMetadata(
  { key, nameIdFormat }: Pick<SamlConfig, 'key' | 'nameIdFormat'>,
  { entityId, acs, slo }: Omit<SamlParties, 'idp'>,
): string {
  const [, body = ''] = /-----BEGIN CERTIFICATE-----([^-]+)/.exec(key?.certificate ?? '') ?? [];
  const keys = key
    ? `
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>${body.replace(/\s/g, '')}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>`
    : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${quoted(entityId)}">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" AuthnRequestsSigned="${String(key !== null)}" WantAssertionsSigned="true">${keys}${['SOAP', 'HTTP-Redirect', 'HTTP-POST'].map((way) => service(way, slo)).join('')}
    <md:NameIDFormat>${quoted(nameIdFormat)}</md:NameIDFormat>
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${quoted(acs)}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;
}
