import { FilterParser } from 'ldapts';
import { z } from 'zod';
import type { ClaimTable } from './config-claims.ts';
import { claimsOf, claimTable, isLoopback, yesNo } from './config-portal.ts';

/** How people are read from the directory of the house. */
export type DirectoryConfig = {
  /** `ldaps://…`, or `ldap://…`. */
  url: string;
  /** Over `ldap://`: encrypts before anything is said. */
  startsTls: boolean;
  /** Who reads; null: anybody may. */
  reader: { dn: string; password: string } | null;
  /** Below which entry people are. */
  base: string;
  /** Which entries are people who may ask for something. */
  filter: string;
  /** The attribute that names an entry for ever, and is never given to another. */
  key: string;
  claims: ClaimTable;
  /** Whether its logins are those of this desk: somebody known already by one is that person. */
  sharesLogins: boolean;
  /** Entries asked for at once. */
  pageSize: number;
};

function isDirectoryUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username } = new URL(text);
  const isBare = `${pathname.replace(/^\/$/, '')}${search}${hash}${username}` === '';
  return /^ldaps?:$/.test(protocol) && hostname !== '' && isBare;
}

function isFilter(text: string): boolean {
  try {
    FilterParser.parseString(text);
    return true;
  } catch {
    return false;
  }
}

/** The variables about the directory. */
export const directoryVariables = {
  /** The server; nobody reads a directory by default. */
  LDAP_URL: z
    .string()
    .refine(
      isDirectoryUrl,
      'LDAP_URL doit être une adresse ldaps:// ou ldap://, sans chemin, par exemple ldaps://annuaire.exemple.fr.',
    )
    .optional(),
  /** Over ldap://, whether to encrypt first; « non » is for this very machine. */
  LDAP_STARTTLS: yesNo('LDAP_STARTTLS', 'oui'),
  LDAP_BIND_DN: z.string().trim().optional(),
  LDAP_BIND_PASSWORD: z.string().optional(),
  LDAP_BASE: z.string().trim().optional(),
  LDAP_FILTER: z
    .string()
    .refine(
      isFilter,
      'LDAP_FILTER doit être un filtre, par exemple « (objectClass=inetOrgPerson) ».',
    )
    .default('(objectClass=inetOrgPerson)'),
  LDAP_KEY: z
    .string()
    .regex(/^[A-Za-z][\w-]*$/, 'LDAP_KEY doit être le nom d’un attribut, par exemple entryUUID.')
    .default('entryUUID'),
  LDAP_CLAIMS: claimTable('LDAP_CLAIMS'),
  LDAP_SHARED_LOGINS: yesNo('LDAP_SHARED_LOGINS', 'oui'),
  LDAP_PAGE_SIZE: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'LDAP_PAGE_SIZE doit être un nombre entre 1 et 9999.')
    .default('500'),
};

type Variables = z.infer<z.ZodObject<typeof directoryVariables>>;

/** What is wrong between variables that are each right. */
export function directoryLines(read: Variables): string[] {
  if (read.LDAP_URL === undefined) return [];
  const { protocol, hostname } = new URL(read.LDAP_URL);
  const lines: string[] = [];
  if (read.LDAP_BASE === undefined) {
    lines.push(
      'LDAP_BASE manque : indiquez où sont les personnes, par exemple ou=personnes,dc=exemple,dc=fr.',
    );
  }
  if (read.LDAP_STARTTLS === 'non' && protocol === 'ldap:' && !isLoopback(hostname)) {
    lines.push('LDAP_STARTTLS ne peut être « non » que pour un annuaire de cette machine même.');
  }
  // A name without a password would be let in as anybody, and read what anybody reads.
  if ((read.LDAP_BIND_DN === undefined) !== (read.LDAP_BIND_PASSWORD === undefined)) {
    lines.push('LDAP_BIND_DN et LDAP_BIND_PASSWORD vont ensemble : indiquez les deux, ou aucun.');
  }
  return lines;
}

/** Gathers how the directory is read; null: it is not. */
export function directoryConfig(
  read: Variables,
  common: string | undefined,
): DirectoryConfig | null {
  const { LDAP_URL: url, LDAP_BASE: base, LDAP_BIND_DN: dn, LDAP_BIND_PASSWORD: password } = read;
  if (url === undefined || base === undefined) return null;
  return {
    url: url.replace(/\/$/, ''),
    startsTls: url.startsWith('ldap:') && read.LDAP_STARTTLS === 'oui',
    reader: dn === undefined || password === undefined ? null : { dn, password },
    base,
    filter: read.LDAP_FILTER,
    key: read.LDAP_KEY,
    claims: claimsOf(read.LDAP_CLAIMS, common, 'supann'),
    sharesLogins: read.LDAP_SHARED_LOGINS === 'oui',
    pageSize: Number(read.LDAP_PAGE_SIZE),
  };
}
