import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  readCertificate,
  readSamlMetadata,
  type SamlPortalMetadata,
} from './config-saml-metadata.ts';

/** A key of ours and its certificate, in their usual text form. */
export type SamlKey = { privateKey: string; certificate: string };

/** What a file holds, or what is wrong with it, for the person who installs. */
export type Found<T> = { found: T } | { lines: readonly string[] };

/** Says what is wrong in one line. */
export const wrong = (line: string): { lines: readonly string[] } => ({ lines: [line] });

/** The variables that name a file, and which portal of several is meant. */
type Named = Readonly<
  Partial<
    Record<
      'SAML_METADATA' | 'SAML_IDP' | 'SAML_CERTIFICATES' | 'SAML_KEY' | 'SAML_KEY_CERTIFICATE',
      string | undefined
    >
  >
>;

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const unreadable = (name: string): string =>
  `${name} nomme un fichier qui ne peut pas être lu : vérifiez le chemin, et que le Centre de services y a droit.`;

/** Reads the file of the portal’s metadata; none when it is not named. */
export function readMetadata(read: Named): Found<SamlPortalMetadata | null> {
  if (read.SAML_METADATA === undefined) return { found: null };
  const text = textOf(read.SAML_METADATA);
  if (text === null) return wrong(unreadable('SAML_METADATA'));
  const found = readSamlMetadata(text, read.SAML_IDP);
  return found === null
    ? wrong(
        'SAML_METADATA doit être le fichier XML où le portail dit son nom, son adresse de connexion (HTTP-Redirect) et son certificat RSA ; s’il en décrit plusieurs, SAML_IDP dit lequel.',
      )
    : { found };
}

/** Reads the file of the portal’s certificates; none when it is not named. */
export function readCertificates(read: Named): Found<readonly string[] | null> {
  if (read.SAML_CERTIFICATES === undefined) return { found: null };
  const text = textOf(read.SAML_CERTIFICATES);
  if (text === null) return wrong(unreadable('SAML_CERTIFICATES'));
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const found = blocks.map(readCertificate).filter((one) => one !== null);
  return found.length === 0 || found.length < blocks.length
    ? wrong(
        'SAML_CERTIFICATES doit contenir des certificats RSA au format PEM, l’un après l’autre.',
      )
    : { found };
}

/** Reads our own key and its certificate, which go together; none when neither is named. */
export function readKey(read: Named): Found<SamlKey | null> {
  const { SAML_KEY: keyFile, SAML_KEY_CERTIFICATE: certificateFile } = read;
  if (keyFile === undefined && certificateFile === undefined) return { found: null };
  if (keyFile === undefined || certificateFile === undefined) {
    return wrong('SAML_KEY et SAML_KEY_CERTIFICATE vont ensemble.');
  }
  const [privateKey, certificate] = [textOf(keyFile), textOf(certificateFile)];
  if (privateKey === null) return wrong(unreadable('SAML_KEY'));
  if (certificate === null) return wrong(unreadable('SAML_KEY_CERTIFICATE'));
  const known = readCertificate(certificate);
  return known !== null && isPair(privateKey, known)
    ? { found: { privateKey, certificate: known } }
    : wrong(
        'SAML_KEY doit être une clef RSA au format PEM, sans mot de passe, et SAML_KEY_CERTIFICATE son certificat.',
      );
}

function isPair(privateKey: string, certificate: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey));
  } catch {
    return false;
  }
}
