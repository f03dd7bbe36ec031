import { z } from 'zod';
import { type GroupRule, readGroupRules } from './config-claims.ts';
import { type HeaderConfig, headerConfig, headerLines, headerVariables } from './config-header.ts';
import { type OidcConfig, oidcConfig, oidcLines, oidcVariables } from './config-oidc.ts';
import {
  claimsOf,
  claimTable,
  label,
  type PortalConfig,
  portalUrl,
  yesNo,
} from './config-portal.ts';
import { type SamlConfig, samlConfig, samlLines, samlVariables } from './config-saml.ts';

/** The ways in that this product knows. */
export const doorNames = ['local', 'cas', 'oidc', 'saml', 'entete'] as const;
export type DoorName = (typeof doorNames)[number];

export type CasConfig = PortalConfig & {
  /** Without a final slash. */
  url: string;
  /** Lets in those whom the portal knows already, and asks the others how they want to come in. */
  gateway: boolean;
  /** Has the portal ask for the password again. */
  renew: boolean;
};

/** Through which doors people come in, and what each needs. */
export type DoorsConfig = {
  /** In the order in which they are proposed. */
  enabled: readonly DoorName[];
  /** What groups of the portals give here. */
  groups: readonly GroupRule[];
  /** Whom to call when one cannot get in; empty: nobody was named. */
  help: string;
  cas: CasConfig | null;
  oidc: OidcConfig | null;
  saml: SamlConfig | null;
  entete: HeaderConfig | null;
};

const names = doorNames.join(', ');

/** The variables about doors. */
export const doorVariables = {
  /** The ways in, in the order in which they are proposed. */
  DOORS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine(
      (list): list is DoorName[] =>
        list.every((one) => (doorNames as readonly string[]).includes(one)),
      `DOORS doit être une liste parmi : ${names}.`,
    )
    .refine((list) => list.length > 0 && new Set(list).size === list.length, {
      message: 'DOORS doit nommer chaque porte une fois.',
    })
    .default(['local']),
  /** From the attributes of any door to what is known of a person. */
  CLAIMS: claimTable('CLAIMS'),
  /** What groups of the portals give here: a place in a team, or administration. */
  GROUP_ROLES: z
    .string()
    .refine(
      (text) => readGroupRules(text) !== null,
      'GROUP_ROLES doit être une liste de règles, par exemple « dsi-reseau => SYSTEM-RESEAU ; dsi-chefs => DOPSI responsable ».',
    )
    .default(''),
  /** Whom to call when one cannot get in, as the page says it. */
  SIGN_IN_HELP: z
    .string()
    .trim()
    .max(200, 'SIGN_IN_HELP doit compter 200 caractères au plus.')
    .default(''),
  /** How many seconds a portal may take to answer us. */
  PORTAL_TIMEOUT: z
    .string()
    .regex(/^[1-9]\d?$/, 'PORTAL_TIMEOUT doit être un nombre de secondes entre 1 et 99.')
    .default('8'),
  /** The server of CAS, without « /login ». */
  CAS_URL: portalUrl('CAS_URL', 'https://portail.exemple.fr/cas'),
  /** What people call the portal behind it. */
  CAS_NAME: label('CAS_NAME'),
  CAS_CLAIMS: claimTable('CAS_CLAIMS'),
  /** Whether its users' names are the logins of this desk. */
  CAS_SHARED_LOGINS: yesNo('CAS_SHARED_LOGINS', 'oui'),
  CAS_GATEWAY: yesNo('CAS_GATEWAY', 'non'),
  CAS_RENEW: yesNo('CAS_RENEW', 'non'),
  ...oidcVariables,
  ...samlVariables,
  ...headerVariables,
};

type Variables = z.infer<z.ZodObject<typeof doorVariables>>;

/** What is wrong between variables that are each right. */
export function doorLines(read: Variables): string[] {
  const lines: string[] = [];
  const isEnabled = (door: DoorName): boolean => read.DOORS.includes(door);
  if (isEnabled('cas') && read.CAS_URL === undefined) {
    lines.push('CAS_URL manque : la porte « cas » est ouverte par DOORS.');
  }
  if (isEnabled('cas') && /\/(login|p3|serviceValidate)\/?$/.test(read.CAS_URL ?? '')) {
    lines.push(
      'CAS_URL doit être l’adresse du serveur, sans « /login » : nous l’ajoutons nous-mêmes.',
    );
  }
  if (read.CAS_GATEWAY === 'oui' && read.CAS_RENEW === 'oui') {
    lines.push('CAS_GATEWAY et CAS_RENEW ne peuvent pas être « oui » à la fois.');
  }
  if (isEnabled('oidc')) lines.push(...oidcLines(read));
  if (isEnabled('saml')) lines.push(...samlLines(read));
  if (isEnabled('entete')) lines.push(...headerLines(read));
  return lines;
}

/** Gathers what each door needs. */
export function doorsConfig(read: Variables): DoorsConfig {
  return {
    enabled: read.DOORS,
    groups: readGroupRules(read.GROUP_ROLES) ?? [],
    help: read.SIGN_IN_HELP,
    cas: casConfig(read),
    oidc: read.DOORS.includes('oidc') ? oidcConfig(read) : null,
    saml: read.DOORS.includes('saml') ? samlConfig(read) : null,
    entete: read.DOORS.includes('entete') ? headerConfig(read) : null,
  };
}

function casConfig(read: Variables): CasConfig | null {
  if (read.CAS_URL === undefined || !read.DOORS.includes('cas')) return null;
  return {
    url: read.CAS_URL.replace(/\/+$/, ''),
    label: read.CAS_NAME,
    claims: claimsOf(read.CAS_CLAIMS, read.CLAIMS, 'supann'),
    sharesLogins: read.CAS_SHARED_LOGINS === 'oui',
    patienceMs: Number(read.PORTAL_TIMEOUT) * 1_000,
    gateway: read.CAS_GATEWAY === 'oui',
    renew: read.CAS_RENEW === 'oui',
  };
}
