import { z } from 'zod';
import { type ClaimTable, claimFields } from './config-claims.ts';
import { claimsOf, claimTable, label, type PortalConfig, yesNo } from './config-portal.ts';
import { isProxy } from './config-proxy.ts';

export type HeaderConfig = PortalConfig & {
  /** From where headers are believed: addresses and networks, and « unix » for a socket of this machine. */
  proxies: readonly string[];
  /** The header by which a proxy shows that it is ours, and what it says. */
  secretHeader: string;
  secret: string;
  /** The header that says who is there. */
  userHeader: string;
  /** Where to sign out of the portal; null: nowhere. */
  signOutAddress: string | null;
};

const secretLength = 32;

/** What a browser or a proxy says of a request, and a page may look at. Anything else may be about a person. */
const ordinary =
  /^(host|connection|cookie|authorization|origin|referer|user-agent|accept(-.+)?|content-.+|transfer-encoding|te|trailer|expect|upgrade|upgrade-insecure-requests|if-.+|range|cache-control|pragma|priority|purpose|date|dnt|save-data|sec-(fetch|ch|purpose|websocket).*|via|forwarded|x-forwarded-(for|proto|host|port|server|prefix|by)|x-real-ip|x-csrf-token|last-event-id)$/i;

/** Whether a header says nothing of a person: every browser sends it as it likes. */
export const isOrdinaryHeader = (name: string): boolean => ordinary.test(name);

/** « FrEdu_Rne » and « fredurne » are other headers, that some proxy on the way may take for « FrEduRne ». */
export const looseHeader = (name: string): string => name.toLowerCase().replaceAll(/[_.]/g, '-');

/** What a header that says who is there may be called: a browser must have no reason of its own to send it. */
const isOwnHeader = (name: string): boolean =>
  /^[A-Za-z0-9_.-]{1,60}$/.test(name) && !isOrdinaryHeader(looseHeader(name));

/** What a header may be called, but for those that already mean something to a web server. */
const headerName = (name: string, usual: string) =>
  z
    .string()
    .refine(
      (text) => isOwnHeader(text) && !/[_.]/.test(text),
      `${name} doit être le nom d’un en-tête, par exemple ${usual}.`,
    )
    .default(usual);

/** The variables of the door of a proxy that says who is there. */
export const headerVariables = {
  /** The proxies that are believed. */
  HEADER_PROXIES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine(
      (list) => list.length > 0 && list.every((one) => one === 'unix' || isProxy(one)),
      'HEADER_PROXIES doit être une liste d’adresses ou de réseaux, ou « unix », par exemple 10.0.0.5,192.168.3.0/24.',
    )
    .optional(),
  /** What only they know. */
  HEADER_SECRET: z
    .string()
    .min(
      secretLength,
      `HEADER_SECRET doit compter au moins ${String(secretLength)} caractères tirés au hasard, par exemple le résultat de « openssl rand -hex 32 ».`,
    )
    .regex(/^[\x21-\x7e]*$/, 'HEADER_SECRET ne doit compter ni espace ni lettre accentuée.')
    .optional(),
  /** The header in which they say it. */
  HEADER_SECRET_NAME: headerName('HEADER_SECRET_NAME', 'x-portail-secret'),
  /** What people call the portal. */
  HEADER_NAME: label('HEADER_NAME'),
  /** The headers, by what they say of a person. */
  HEADER_CLAIMS: claimTable('HEADER_CLAIMS'),
  /** Whether its users' names are the logins of this desk. */
  HEADER_SHARED_LOGINS: yesNo('HEADER_SHARED_LOGINS', 'oui'),
  /** The page where one signs out of the portal. */
  HEADER_SIGN_OUT: z
    .string()
    .refine(
      (text) => URL.canParse(text) && new URL(text).protocol === 'https:',
      'HEADER_SIGN_OUT doit être une adresse en https, par exemple https://portail.exemple.fr/logout.',
    )
    .optional(),
};

type Variables = z.infer<z.ZodObject<typeof headerVariables>>;

/** What its door misses: without both, anybody who reaches the desk would be whom they say. */
export function headerLines(read: Variables): string[] {
  const lines: string[] = [];
  if (read.HEADER_PROXIES === undefined) {
    lines.push(
      'HEADER_PROXIES manque : la porte « entete » est ouverte par DOORS, et croirait n’importe qui.',
    );
  }
  if (read.HEADER_SECRET === undefined) {
    lines.push(
      'HEADER_SECRET manque : la porte « entete » est ouverte par DOORS, et n’importe qui pourrait se faire passer pour le mandataire.',
    );
  }
  if (tableOf(read).login.length === 0) {
    lines.push('HEADER_CLAIMS doit dire quel en-tête donne l’identifiant.');
  }
  return [...lines, ...nameLines(read)];
}

/** A header that any browser sends would let anybody say who they are; two that are mistaken for one another, nobody. */
function nameLines(read: Variables): string[] {
  const names = [...new Set(Object.values(tableOf(read)).flat())];
  const loose = names.map(looseHeader);
  const lines = names
    .filter((name) => !isOwnHeader(name))
    .map(
      (name) =>
        `HEADER_CLAIMS nomme « ${name} », que le navigateur envoie lui-même ou qui n’est pas un nom d’en-tête : choisissez un en-tête que seul le mandataire pose, par exemple Auth-User.`,
    );
  if (new Set(loose).size < loose.length) {
    lines.push(
      'HEADER_CLAIMS nomme deux en-têtes qui ne diffèrent que par les majuscules, « _ » ou « - » : gardez-en un.',
    );
  }
  if (loose.includes(looseHeader(read.HEADER_SECRET_NAME))) {
    lines.push('HEADER_SECRET_NAME doit être un autre en-tête que ceux de HEADER_CLAIMS.');
  }
  return lines;
}

/** Several names for one thing are for portals that answer; a header that is missing must not be replaced by another, which a browser could send. */
function tableOf(read: Variables): ClaimTable {
  const table = claimsOf(read.HEADER_CLAIMS, undefined, 'fredu');
  const lists: readonly string[] = ['units', 'groups'];
  return Object.fromEntries(
    Object.values(claimFields).map((field) => [
      field,
      lists.includes(field) ? table[field] : table[field].slice(0, 1),
    ]),
  ) as ClaimTable;
}

/** Gathers what its door needs; null when something is missing. */
export function headerConfig(read: Variables & { PORTAL_TIMEOUT: string }): HeaderConfig | null {
  const { HEADER_PROXIES: proxies, HEADER_SECRET: secret } = read;
  const claims = tableOf(read);
  const [userHeader] = claims.login;
  if (proxies === undefined || secret === undefined || userHeader === undefined) return null;
  return {
    ...{ proxies, secret, claims, userHeader, secretHeader: read.HEADER_SECRET_NAME },
    label: read.HEADER_NAME,
    sharesLogins: read.HEADER_SHARED_LOGINS === 'oui',
    patienceMs: Number(read.PORTAL_TIMEOUT) * 1_000,
    signOutAddress: read.HEADER_SIGN_OUT ?? null,
  };
}
