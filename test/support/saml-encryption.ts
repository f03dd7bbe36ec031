import { constants, createCipheriv, publicEncrypt, randomBytes } from 'node:crypto';

const enc = 'http://www.w3.org/2001/04/xmlenc#';
const enc11 = 'http://www.w3.org/2009/xmlenc11#';

/** How a portal encrypts; a test changes what it wants of it. */
export type Encryption = {
  cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'aes-128-cbc';
  transport: 'oaep' | 'oaep-sha256' | 'rsa-1_5';
  /** The key stands beside what it opens, rather than within. */
  isBeside: boolean;
};

const methods = {
  'aes-128-gcm': `${enc11}aes128-gcm`,
  'aes-256-gcm': `${enc11}aes256-gcm`,
  'aes-128-cbc': `${enc}aes128-cbc`,
};
const transports = {
  oaep: `<e:EncryptionMethod Algorithm="${enc}rsa-oaep-mgf1p"><ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/></e:EncryptionMethod>`,
  'oaep-sha256': `<e:EncryptionMethod Algorithm="${enc11}rsa-oaep"><ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Algorithm="${enc}sha256"/><m:MGF xmlns:m="${enc11}" Algorithm="${enc11}mgf1sha256"/></e:EncryptionMethod>`,
  'rsa-1_5': `<e:EncryptionMethod Algorithm="${enc}rsa-1_5"/>`,
};

function wrap(key: Buffer, certificate: string, transport: Encryption['transport']): Buffer {
  if (transport === 'rsa-1_5') {
    return publicEncrypt({ key: certificate, padding: constants.RSA_PKCS1_PADDING }, key);
  }
  const oaepHash = transport === 'oaep' ? 'sha1' : 'sha256';
  return publicEncrypt(
    { key: certificate, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash },
    key,
  );
}

function encipher(text: string, cipher: Encryption['cipher'], key: Buffer): Buffer {
  if (cipher === 'aes-128-cbc') {
    const iv = randomBytes(16);
    const maker = createCipheriv(cipher, key, iv);
    return Buffer.concat([iv, maker.update(text), maker.final()]);
  }
  const iv = randomBytes(12);
  const maker = createCipheriv(cipher, key, iv);
  return Buffer.concat([iv, maker.update(text), maker.final(), maker.getAuthTag()]);
}

/** Replaces the assertion of an answer by itself, encrypted for whoever has the key of a certificate. */
export function encryptAssertion(
  xml: string,
  certificate: string,
  how: Partial<Encryption> & { edit?: (assertion: string) => string } = {},
): string {
  const { cipher = 'aes-128-gcm', transport = 'oaep', isBeside = false, edit } = how;
  const [assertion = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? [];
  const alone = assertion.replace(
    '<saml:Assertion ',
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ',
  );
  const key = randomBytes(cipher === 'aes-256-gcm' ? 32 : 16);
  const bytes = encipher(edit?.(alone) ?? alone, cipher, key).toString('base64');
  const wrapped = wrap(key, certificate, transport).toString('base64');
  const keyXml = `<e:EncryptedKey xmlns:e="${enc}">${transports[transport]}<e:CipherData><e:CipherValue>${wrapped}</e:CipherValue></e:CipherData></e:EncryptedKey>`;
  const info = `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${isBeside ? '' : keyXml}</ds:KeyInfo>`;
  const data = `<e:EncryptedData xmlns:e="${enc}" Type="${enc}Element"><e:EncryptionMethod Algorithm="${methods[cipher]}"/>${info}<e:CipherData><e:CipherValue>${bytes}</e:CipherValue></e:CipherData></e:EncryptedData>`;
  return xml.replace(
    assertion,
    `<saml:EncryptedAssertion>${data}${isBeside ? keyXml : ''}</saml:EncryptedAssertion>`,
  );
}
