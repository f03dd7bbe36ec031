import { z } from 'zod';
import {
  claimsOf,
  claimTable,
  label,
  type PortalConfig,
  portalUrl,
  yesNo,
} from './config-portal.ts';

export type OidcConfig = PortalConfig & {
  /** To the letter, a final slash included: what the portal calls itself. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string;
  /** How strongly people must have signed in there, one of these; empty: as the portal wants. */
  acr: readonly string[];
  /** Asks for it as an essential claim rather than as a wish. */
  acrIsClaimed: boolean;
  /** Proves that whoever brings the code back is who went for it. */
  pkce: boolean;
  /** How what it says of people is signed; null: not signed, or as it announces. */
  signsUserinfo: string | null;
};

type Preset = {
  scopes: string;
  claims: string;
  acr: readonly string[];
  acrIsClaimed: boolean;
  signsUserinfo: boolean;
};

const usualPreset: Preset = {
  scopes: 'openid profile email',
  claims: 'oidc',
  acr: [],
  acrIsClaimed: false,
  signsUserinfo: false,
};

/** What portals differ by. */
const presets = {
  standard: usualPreset,
  proconnect: {
    scopes: 'openid given_name usual_name email uid siret',
    claims: 'proconnect',
    acr: ['eidas1'],
    acrIsClaimed: true,
    signsUserinfo: true,
  },
  /** Groups by a mapper, « /dsi/reseau »; roles where its administrator added them. */
  keycloak: { ...usualPreset, claims: 'oidc groupes=groups|roles|realm_access.roles' },
  /** Groups by a scope of their own: what is added to « profile » takes the place of the rest. */
  lemonldap: {
    ...usualPreset,
    scopes: 'openid profile email groups',
    claims: 'oidc identifiant=preferred_username|uid',
  },
} as const satisfies Record<string, Preset>;

type PresetName = keyof typeof presets;
const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];

/** Every one is checked with a public key: none with a secret, and « none » with nothing. */
export const signatures = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

const words = (name: string, example: string) =>
  z
    .string()
    .regex(
      /^[\x21-\x7e]+( +[\x21-\x7e]+)*$/,
      `${name} doit être une liste de mots séparés par des espaces, par exemple « ${example} ».`,
    )
    .optional();

/** The variables of the door of OpenID Connect. */
export const oidcVariables = {
  /** What the portal calls itself: its address without « /.well-known/openid-configuration ». */
  OIDC_ISSUER: portalUrl('OIDC_ISSUER', 'https://portail.exemple.fr'),
  OIDC_CLIENT_ID: z.string().trim().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** Which kind of portal it is. */
  OIDC_PRESET: z
    .enum(presetNames, `OIDC_PRESET doit être l’un de ces mots : ${presetNames.join(', ')}.`)
    .default('standard'),
  /** What people call the portal behind it. */
  OIDC_NAME: label('OIDC_NAME'),
  OIDC_CLAIMS: claimTable('OIDC_CLAIMS'),
  /** Whether its users' names are the logins of this desk. */
  OIDC_SHARED_LOGINS: yesNo('OIDC_SHARED_LOGINS', 'non'),
  /** What is asked of it. */
  OIDC_SCOPES: words('OIDC_SCOPES', 'openid profile email').refine(
    (text) => text === undefined || text.split(/ +/).includes('openid'),
    'OIDC_SCOPES doit contenir « openid ».',
  ),
  /** How strongly people must have signed in, any of these. */
  OIDC_ACR: words('OIDC_ACR', 'eidas1'),
  OIDC_PKCE: yesNo('OIDC_PKCE', 'oui'),
  /** How a portal that signs what it says of people does it. */
  OIDC_SIGNATURE: z
    .enum(signatures, `OIDC_SIGNATURE doit être l’un de ces mots : ${signatures.join(', ')}.`)
    .optional(),
};

type Variables = z.infer<z.ZodObject<typeof oidcVariables>>;

/** What its door misses. */
export function oidcLines(read: Variables): string[] {
  return (['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const)
    .filter((name) => read[name] === undefined)
    .map((name) => `${name} manque : la porte « oidc » est ouverte par DOORS.`);
}

/** Gathers what its door needs; null when something is missing. */
export function oidcConfig(
  read: Variables & { CLAIMS?: string | undefined; PORTAL_TIMEOUT: string },
): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = read;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  const preset: Preset = presets[read.OIDC_PRESET];
  return {
    issuer,
    clientId,
    clientSecret,
    label: read.OIDC_NAME,
    claims: claimsOf(read.OIDC_CLAIMS, read.CLAIMS, preset.claims),
    sharesLogins: read.OIDC_SHARED_LOGINS === 'oui',
    patienceMs: Number(read.PORTAL_TIMEOUT) * 1_000,
    scopes: read.OIDC_SCOPES ?? preset.scopes,
    acr: read.OIDC_ACR?.split(/ +/) ?? preset.acr,
    acrIsClaimed: preset.acrIsClaimed,
    pkce: read.OIDC_PKCE === 'oui',
    signsUserinfo: read.OIDC_SIGNATURE ?? (preset.signsUserinfo ? 'RS256' : null),
  };
}
