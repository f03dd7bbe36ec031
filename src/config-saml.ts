import { z } from 'zod';
import {
  claimsOf,
  claimTable,
  isSafeAddress,
  label,
  type PortalConfig,
  yesNo,
} from './config-portal.ts';
import {
  type Found,
  readCertificates,
  readKey,
  readMetadata,
  type SamlKey,
  wrong,
} from './config-saml-files.ts';
import type { SamlPortalMetadata } from './config-saml-metadata.ts';

export type SamlConfig = PortalConfig &
  SamlPortalMetadata & {
    /** What we call ourselves; null: the address of our metadata. */
    entityId: string | null;
    /** Which kind of name is asked of it. */
    nameIdFormat: string;
    /** The attribute that names a person for ever; null: the name it gives them. */
    subject: string | null;
    /** What our requests are signed with; null: they are not. */
    key: SamlKey | null;
    /** Whether it also opens assertions that are encrypted for us. */
    decrypts: boolean;
  };

/** What names people; those that pass, or that may be given to somebody else, are no key. */
const nameIds = {
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
} as const;
type NameIdWord = keyof typeof nameIds;
const nameIdWords = Object.keys(nameIds) as [NameIdWord, ...NameIdWord[]];

const address = (name: string) =>
  z
    .string()
    .refine(
      isSafeAddress,
      `${name} doit être une adresse en https, par exemple https://portail.exemple.fr/saml/singleSignOn.`,
    )
    .optional();

const entity = (name: string) =>
  z
    .string()
    .regex(
      /^[\x21-\x7e]{1,1024}$/,
      `${name} doit être un nom d’entité, sans espace, par exemple https://portail.exemple.fr/saml/metadata.`,
    )
    .optional();

const path = (name: string) =>
  z
    .string()
    .regex(/^\//, `${name} doit être le chemin complet d’un fichier, par exemple /etc/…/saml.pem.`)
    .optional();

/** The variables of the door of SAML 2. */
export const samlVariables = {
  /** The file of the portal's metadata: its name, its addresses, its certificates. */
  SAML_METADATA: path('SAML_METADATA'),
  /** What the portal calls itself, its entityID: without metadata, or to choose among several. */
  SAML_IDP: entity('SAML_IDP'),
  /** Where one signs in there, by a redirection. */
  SAML_SSO_URL: address('SAML_SSO_URL'),
  /** Where one signs out of it, by a redirection. */
  SAML_SLO_URL: address('SAML_SLO_URL'),
  /** The file of the certificates it signs with, one after the other. */
  SAML_CERTIFICATES: path('SAML_CERTIFICATES'),
  /** What we call ourselves. */
  SAML_ENTITY_ID: entity('SAML_ENTITY_ID'),
  /** Our own key, which signs our requests, and its certificate. */
  SAML_KEY: path('SAML_KEY'),
  SAML_KEY_CERTIFICATE: path('SAML_KEY_CERTIFICATE'),
  /** Whether the portal encrypts assertions for that key. */
  SAML_ENCRYPTED: yesNo('SAML_ENCRYPTED', 'non'),
  /** Which kind of name is asked of the portal. */
  SAML_NAME_ID: z
    .enum(nameIdWords, `SAML_NAME_ID doit être l’un de ces mots : ${nameIdWords.join(', ')}.`)
    .default('persistent'),
  /** The attribute that is the key of an account, in place of the name the portal gives. */
  SAML_SUBJECT: z
    .string()
    .regex(/^[\w.:/-]{1,200}$/, 'SAML_SUBJECT doit être le nom d’un attribut, par exemple uid.')
    // It is given to somebody else one day.
    .refine(
      (name) => !/(mail|0\.9\.2342\.19200300\.100\.1\.3$)/i.test(name),
      'SAML_SUBJECT ne peut pas être un courriel : il changera de personne un jour. Par exemple uid.',
    )
    .optional(),
  /** What people call the portal behind it. */
  SAML_NAME: label('SAML_NAME'),
  SAML_CLAIMS: claimTable('SAML_CLAIMS'),
  /** Whether its users' names are the logins of this desk. */
  SAML_SHARED_LOGINS: yesNo('SAML_SHARED_LOGINS', 'non'),
};

type Variables = z.infer<z.ZodObject<typeof samlVariables>>;
/** What its door misses, or what is wrong in its files. */
export function samlLines(read: Variables): string[] {
  const lines = [findPortal(read), readKey(read)].flatMap((one) =>
    'lines' in one ? one.lines : [],
  );
  if (read.SAML_NAME_ID === 'transient' && read.SAML_SUBJECT === undefined) {
    lines.push(
      'SAML_SUBJECT manque : avec SAML_NAME_ID=transient, dites quel attribut désigne une personne pour toujours.',
    );
  }
  if (read.SAML_ENCRYPTED === 'oui' && read.SAML_KEY === undefined) {
    lines.push('SAML_KEY manque : avec SAML_ENCRYPTED=oui, c’est elle qui déchiffre.');
  }
  return lines;
}

/** Gathers what its door needs; null when something is missing. */
export function samlConfig(
  read: Variables & { CLAIMS?: string | undefined; PORTAL_TIMEOUT: string },
): SamlConfig | null {
  const [portal, key] = [findPortal(read), readKey(read)];
  if ('lines' in portal || 'lines' in key) return null;
  return {
    ...portal.found,
    key: key.found,
    decrypts: read.SAML_ENCRYPTED === 'oui',
    entityId: read.SAML_ENTITY_ID ?? null,
    nameIdFormat: nameIds[read.SAML_NAME_ID],
    subject: read.SAML_SUBJECT ?? null,
    label: read.SAML_NAME,
    claims: claimsOf(read.SAML_CLAIMS, read.CLAIMS, 'supann'),
    sharesLogins: read.SAML_SHARED_LOGINS === 'oui',
    patienceMs: Number(read.PORTAL_TIMEOUT) * 1_000,
  };
}

function findPortal(read: Variables): Found<SamlPortalMetadata> {
  const [said, certificates] = [readMetadata(read), readCertificates(read)];
  if ('lines' in said) return said;
  if ('lines' in certificates) return certificates;
  const portal = {
    idp: read.SAML_IDP ?? said.found?.idp,
    ssoUrl: read.SAML_SSO_URL ?? said.found?.ssoUrl,
    sloUrl: read.SAML_SLO_URL ?? said.found?.sloUrl ?? null,
    sloReturnUrl: read.SAML_SLO_URL ?? said.found?.sloReturnUrl ?? null,
    certificates: certificates.found ?? said.found?.certificates,
  };
  const { idp, ssoUrl, certificates: keys } = portal;
  if (idp === undefined || ssoUrl === undefined || keys === undefined) {
    return wrong(
      'SAML_METADATA manque : la porte « saml » est ouverte par DOORS. Donnez les métadonnées du portail, ou SAML_IDP, SAML_SSO_URL et SAML_CERTIFICATES.',
    );
  }
  return { found: { ...portal, idp, ssoUrl, certificates: keys } };
}
