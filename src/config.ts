import { resolve } from 'node:path';
import { z } from 'zod';
import {
  type DirectoryConfig,
  directoryConfig,
  directoryLines,
  directoryVariables,
} from './config-directory.ts';
import { type DoorsConfig, doorLines, doorsConfig, doorVariables } from './config-doors.ts';
import { isProxy } from './config-proxy.ts';
import { tlsLines, tlsVariables } from './config-tls.ts';
import type { Capacity } from './platform/http/places.ts';
import { type ClamdAddress, clamdAddress } from './platform/scan/clamd.ts';

/** The variables that stop the start; each line is for the person who installs. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

const postgresUrl = (name: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol),
      `${name} doit être une adresse PostgreSQL, par exemple postgres://utilisateur:motdepasse@serveur:5432/base.`,
    );

/** A site stands at the root of its host: cookies and addresses are made for that. */
const isSiteRoot = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' && !search && !hash && !username;
};

const isLoopback = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

const oneOf = <const Words extends readonly [string, ...string[]]>(name: string, words: Words) =>
  z.enum(words, `${name} doit être l’un de ces mots : ${words.join(', ')}.`);

const secretLength = 32;

/** The invented authority of the demonstration. */
const demonstrationAuthority = 'Académie de Démonstration';

const perMinute = (name: string, usual: string) =>
  z
    .string()
    .regex(
      /^\d{1,6}$/,
      `${name} doit être un nombre d’envois par minute, par exemple ${usual} ; 0 pour ne pas limiter.`,
    )
    .default(usual);

const mebibytes = (name: string, usual: string) =>
  z
    .string()
    .regex(
      /^[1-9]\d{0,3}$/,
      `${name} doit être un nombre de Mio entre 1 et 9999, par exemple ${usual}.`,
    )
    .default(usual);

/** Every variable the product reads, and what it is for. An empty one counts as absent. */
const variables = z.object({
  /** « production » needs a real database and secret, and refuses demonstration accounts. */
  NODE_ENV: oneOf('NODE_ENV', ['development', 'production', 'test']).default('development'),
  /** The port that answers browsers. */
  PORT: z
    .string()
    .refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535,
      'PORT doit être un nombre entre 1 et 65535, par exemple 3000.',
    )
    .default('3000'),
  /** The address to listen on: 127.0.0.1 in development, every address of the machine in production. */
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'HOST doit être une adresse de cette machine, par exemple 127.0.0.1.')
    .optional(),
  /** A socket of this machine to listen on, in place of HOST and PORT: for a proxy that runs beside. */
  SOCKET: z
    .string()
    .regex(
      /^\/.{1,100}$/,
      'SOCKET doit être un chemin complet, par exemple /run/centre-de-services/web.sock.',
    )
    .optional(),
  /** Where files, and in development the database, are kept. */
  DATA_DIR: z.string().default('./data'),
  /** The PostgreSQL of the application; without it, development runs its own in DATA_DIR. */
  DATABASE_URL: postgresUrl('DATABASE_URL').optional(),
  /** The owner of the tables, for migrations; the role of DATABASE_URL then only gets what the application needs. */
  DATABASE_OWNER_URL: postgresUrl('DATABASE_OWNER_URL').optional(),
  /** Connections to PostgreSQL, at most, for one process. */
  DATABASE_POOL: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'DATABASE_POOL doit être un nombre entre 1 et 999, par exemple 10.')
    .default('10'),
  /** The address people type. */
  BASE_URL: z
    .string()
    .refine(
      isSiteRoot,
      'BASE_URL doit être l’adresse du site, sans chemin, par exemple https://assistance.exemple.fr.',
    )
    .optional(),
  /** Whose desk this is, at the head and foot of every page. */
  AUTHORITY_NAME: z
    .string()
    .trim()
    .max(100, 'AUTHORITY_NAME doit compter 100 caractères au plus.')
    .optional(),
  /** Signs the proofs of forms and the line shown after an act; changing it refuses the forms already open, once. */
  SESSION_SECRET: z
    .string()
    .min(
      secretLength,
      `SESSION_SECRET doit compter au moins ${String(secretLength)} caractères tirés au hasard, par exemple le résultat de « openssl rand -hex 32 ».`,
    )
    .optional(),
  /** Proxies whose X-Forwarded-* headers are believed: addresses or networks, with commas; nobody by default. */
  TRUST_PROXY: z
    .string()
    .refine(
      (text) => text === 'loopback' || text.split(',').every(isProxy),
      'TRUST_PROXY doit être une liste d’adresses ou de réseaux, par exemple 10.0.0.5,192.168.0.0/16.',
    )
    .optional(),
  /** Forms that one person may send in a minute, by process; 0 = no limit. */
  RATE_LIMIT_PERSON: perMinute('RATE_LIMIT_PERSON', '120'),
  /** Forms that people who are not signed in may send in a minute from one address, by process; 0 = no limit. */
  RATE_LIMIT_ADDRESS: perMinute('RATE_LIMIT_ADDRESS', '600'),
  /** The heaviest file that may be attached, in MiB; a proxy must let it through. */
  FILE_MAX_MIB: mebibytes('FILE_MAX_MIB', '25'),
  /** The files of one ticket, all together, in MiB. */
  TICKET_FILES_MAX_MIB: mebibytes('TICKET_FILES_MAX_MIB', '100'),
  /** Where clamd listens, to look for viruses in files: a socket or a host and port; nobody looks by default. */
  CLAMD: z
    .string()
    .refine(
      (text) => clamdAddress(text) !== null,
      'CLAMD doit être le chemin d’un socket ou une adresse et un port, par exemple /run/clamav/clamd.ctl ou 127.0.0.1:3310.',
    )
    .optional(),
  /** While clamd does not answer, files are: kept, given out once looked at; refused; or given out with a warning. */
  CLAMD_DOWN: oneOf('CLAMD_DOWN', ['retenir', 'refuser', 'accepter']).default('retenir'),
  /** What /metrics asks for when it is not read from this machine. */
  METRICS_TOKEN: z
    .string()
    .min(16, 'METRICS_TOKEN doit compter au moins 16 caractères.')
    .optional(),
  /** What is written to the log. */
  LOG_LEVEL: oneOf('LOG_LEVEL', [
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  ]).optional(),
  /** What this process does: pages, jobs, or both. */
  PROCESS: oneOf('PROCESS', ['all', 'web', 'worker']).default('all'),
  ...doorVariables,
  ...directoryVariables,
  ...tlsVariables,
});

type Variables = z.infer<typeof variables>;

/** How this installation runs, checked once at start. */
export type Config = {
  production: boolean;
  process: Variables['PROCESS'];
  host: string;
  port: number;
  /** Listened on in place of host and port; null: those. */
  socket: string | null;
  /** The origin people type, without a final slash. */
  baseUrl: string;
  /** Empty: pages name the desk alone. */
  authorityName: string;
  /** An absolute folder. */
  dataDir: string;
  databaseUrl: string | undefined;
  databaseOwnerUrl: string | undefined;
  databasePool: number;
  /** Made on the first start when development names none. */
  sessionSecret: string | undefined;
  trustProxy: string | false;
  /** Forms in a minute; 0 = no limit. */
  rateLimits: { person: number; address: number };
  files: {
    limits: { fileBytes: number; ticketBytes: number };
    /** Null: no scanner. */
    clamd: ClamdAddress | null;
    whenScannerDown: 'hold' | 'refuse' | 'accept';
  };
  doors: DoorsConfig;
  /** Null: no directory is followed. */
  directory: DirectoryConfig | null;
  /** What the pages work on at once, by process. */
  capacity: Capacity;
  metricsToken: string | undefined;
  logLevel: NonNullable<Variables['LOG_LEVEL']>;
};

const mebibyte = 1024 * 1024;

function filesConfig(read: Variables): Config['files'] {
  return {
    limits: {
      fileBytes: Number(read.FILE_MAX_MIB) * mebibyte,
      ticketBytes: Number(read.TICKET_FILES_MAX_MIB) * mebibyte,
    },
    clamd: read.CLAMD === undefined ? null : clamdAddress(read.CLAMD),
    whenScannerDown: ({ retenir: 'hold', refuser: 'refuse', accepter: 'accept' } as const)[
      read.CLAMD_DOWN
    ],
  };
}

/**
 * Two requests for each connection keep both the process and the database busy; more would only wait inside. Six
 * tenths of a second to wait and three to be served make an answer within the second.
 */
const capacityFor = (connections: number): Capacity => ({
  places: 2 * connections,
  fewest: Math.min(8, 2 * connections),
  stayMs: 300,
  waiting: 1_000,
  patienceMs: 600,
});

const neededInProduction = {
  DATABASE_URL:
    'l’adresse de la base, par exemple postgres://utilisateur:motdepasse@serveur:5432/base',
  BASE_URL: 'l’adresse du site, par exemple https://assistance.exemple.fr',
  SESSION_SECRET: 'un secret d’au moins 32 caractères, par exemple « openssl rand -hex 32 »',
} as const;

function productionLines(read: Variables): string[] {
  const lines = Object.entries(neededInProduction)
    .filter(([name]) => read[name as keyof typeof neededInProduction] === undefined)
    .map(([name, what]) => `${name} manque : en production, indiquez ${what}.`);
  if (read.BASE_URL?.startsWith('http:') && !isLoopback(read.BASE_URL)) {
    lines.push('BASE_URL doit commencer par https:// en production, sauf sur cette machine même.');
  }
  if (read.SESSION_SECRET && new Set(read.SESSION_SECRET).size < 8) {
    lines.push(
      'SESSION_SECRET est trop simple : tirez-le au hasard, avec « openssl rand -hex 32 ».',
    );
  }
  return lines;
}

/** Reads how this installation runs; throws every missing or wrong variable at once, never its value. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.entries(environment).filter(([, value]) => value?.trim());
  const parsed = variables.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message));
  const read = parsed.data;
  const production = read.NODE_ENV === 'production';
  const lines = production ? productionLines(read) : [];
  if (Number(read.TICKET_FILES_MAX_MIB) < Number(read.FILE_MAX_MIB)) {
    lines.push('TICKET_FILES_MAX_MIB doit être au moins FILE_MAX_MIB.');
  }
  lines.push(...doorLines(read), ...directoryLines(read));
  const asksOthers = read.DOORS.includes('cas') || read.DOORS.includes('oidc');
  if (asksOthers || read.LDAP_URL !== undefined) lines.push(...tlsLines(read));
  const isHeaderOpen = read.DOORS.includes('entete');
  if (isHeaderOpen && read.HEADER_PROXIES?.includes('unix') && read.SOCKET === undefined) {
    lines.push('SOCKET manque : HEADER_PROXIES croit ce qui vient d’un socket, « unix ».');
  }
  if (lines.length > 0) throw new ConfigError(lines);
  return {
    production,
    process: read.PROCESS,
    host: read.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: Number(read.PORT),
    socket: read.SOCKET ?? null,
    baseUrl: new URL(read.BASE_URL ?? `http://localhost:${read.PORT}`).origin,
    authorityName: read.AUTHORITY_NAME ?? (production ? '' : demonstrationAuthority),
    dataDir: resolve(read.DATA_DIR),
    databaseUrl: read.DATABASE_URL,
    databaseOwnerUrl: read.DATABASE_OWNER_URL,
    databasePool: Number(read.DATABASE_POOL),
    sessionSecret: read.SESSION_SECRET,
    trustProxy: read.TRUST_PROXY ?? false,
    rateLimits: {
      person: Number(read.RATE_LIMIT_PERSON),
      address: Number(read.RATE_LIMIT_ADDRESS),
    },
    files: filesConfig(read),
    doors: doorsConfig(read),
    directory: directoryConfig(read, read.CLAIMS),
    capacity: capacityFor(Number(read.DATABASE_POOL)),
    metricsToken: read.METRICS_TOKEN,
    logLevel: read.LOG_LEVEL ?? (production ? 'info' : 'warn'),
  };
}
