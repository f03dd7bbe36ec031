import { z } from 'zod';
import { type ClaimTable, presetNames, readClaimTable } from './config-claims.ts';

/** What is common to the doors of portals. */
export type PortalConfig = {
  /** What people call the portal; empty: « le portail ». */
  label: string;
  claims: ClaimTable;
  /** Whether what it calls somebody is their login here: a person already known by it is that person. */
  sharesLogins: boolean;
  /** How long it may take to answer us: somebody waits in front of their screen. */
  patienceMs: number;
};

/** A variable that is « oui » or « non ». */
export const yesNo = (name: string, usual: 'oui' | 'non') =>
  z.enum(['oui', 'non'], `${name} doit être « oui » ou « non ».`).default(usual);

/** An address of a portal. People's passwords go there: in clear only on this very machine. */
export const portalUrl = (name: string, example: string) =>
  z
    .string()
    .refine(
      (text) => isPortalUrl(text),
      `${name} doit être une adresse en https, par exemple ${example}.`,
    )
    .optional();

/** Whether a host is this very machine. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** Whether people may be sent to an address: what they type or carry there goes in clear only on this very machine. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, hash, username, password } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && `${hash}${username}${password}` === '';
}

const isPortalUrl = (text: string): boolean => isSafeAddress(text) && new URL(text).search === '';

/** A table of claims, in the words of the configuration. */
export const claimTable = (name: string) =>
  z
    .string()
    .refine(
      (text) => readClaimTable(text) !== null,
      `${name} doit nommer des tables (${presetNames.join(', ')}) puis, au besoin, ce qui diffère, par exemple « supann telephone=mobile ».`,
    )
    .optional();

/** What people call a portal. */
export const label = (name: string) =>
  z.string().trim().max(60, `${name} doit compter 60 caractères au plus.`).default('');

/** The table of a door: its own, else the common one, else the usual one of its kind. */
export function claimsOf(
  own: string | undefined,
  common: string | undefined,
  usual: string,
): ClaimTable {
  const table = readClaimTable(own ?? common ?? usual);
  if (table === null) throw new Error('The table of claims was read already.');
  return table;
}
