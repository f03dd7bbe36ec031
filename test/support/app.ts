import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type pg from 'pg';
import { buildApp } from '../../src/app.ts';
import type { DoorsConfig } from '../../src/config-doors.ts';
import type { FileDesk } from '../../src/domain/files/file-desk.ts';
import { findPersonByLogin } from '../../src/domain/people/person-queries.ts';
import { openSession } from '../../src/domain/people/session.ts';
import type { Db } from '../../src/domain/tables.ts';
import { type FixedClock, fixedClock } from '../../src/platform/clock.ts';
import { createLog } from '../../src/platform/log.ts';
import type { SiteAssets } from '../../src/web/assets.ts';
import { proofFor } from '../../src/web/csrf.ts';
import type { SiteConfig } from '../../src/web/route-config.ts';
import { type TestDatabase, testDatabase, worldNow } from './database.ts';
import { testFiles } from './files.ts';

/** The local door alone; a test of another door says what differs. */
export const localDoors: DoorsConfig = {
  ...{ enabled: ['local'], groups: [], help: '', cas: null, oidc: null, saml: null, entete: null },
};

const testConfig: SiteConfig = {
  production: false,
  baseUrl: 'http://localhost:3000',
  authorityName: 'Académie de Démonstration',
  trustProxy: false,
  socket: null,
  // The clock of the tests stands still: nobody's allowance would ever come back.
  rateLimits: { person: 0, address: 0 },
  doors: localDoors,
  capacity: { places: 100, fewest: 100, stayMs: 10_000, waiting: 100, patienceMs: 10_000 },
  metricsToken: undefined,
  sessionSecret: 'a secret for the tests, of no use elsewhere',
  version: '0.0.0-test',
};

/** The pages name their assets without anything having been built. */
const sourceAssets: SiteAssets = {
  folder: join(import.meta.dirname, '../../assets'),
  lookup: (name) => `/assets/${name}`,
};

export type TestAppOptions = {
  /** False: a database with no world in it. */
  seeded?: boolean;
  config?: Partial<SiteConfig>;
  /** What differs from a desk of files with the usual limits and no scanner. */
  files?: Partial<FileDesk>;
  /** The built assets, for tests in a browser. */
  assets?: SiteAssets;
  /** The migrations the application waits for. */
  migrations?: readonly string[];
  /** A database of the test's own making. */
  database?: TestDatabase;
  /** Adds routes before the application is ready. */
  extend?: (app: FastifyInstance) => void;
};

export type TestApp = {
  app: FastifyInstance;
  db: Db;
  pool: pg.Pool;
  /** Its contents go away with the process. */
  files: FileDesk;
  clock: FixedClock;
  config: SiteConfig;
  /** Every line of the log, parsed. */
  log: Record<string, unknown>[];
  /** Says that the log may hold errors: otherwise closing fails when it does. */
  expectErrors: () => void;
  close: () => Promise<void>;
};

/** The application on a database of its own, with a clock the test moves; `close` fails on an unexpected error in the log. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await testDatabase({ seeded: options.seeded ?? true }));
  const config = { ...testConfig, ...options.config };
  const clock = fixedClock(worldNow);
  const log: Record<string, unknown>[] = [];
  const lines = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const { db, pool } = database;
  const theLog = createLog('info', lines);
  const files = { ...testFiles(db), log: theLog, ...options.files };
  const app = await buildApp({
    ...{ config, db, pool, files, clock, log: theLog, databaseUrl: database.url },
    assets: options.assets ?? sourceAssets,
    migrations: options.migrations ?? [],
    demoAccounts: [['marie.dupont', 'demandeuse']],
  });
  options.extend?.(app);
  await app.ready();
  let errorsExpected = false;
  return {
    ...{ app, db, pool, files, clock, config, log },
    expectErrors: () => {
      errorsExpected = true;
    },
    close: async () => {
      await app.close();
      await database.close();
      const errors = log.filter(({ level }) => level === 'error' || level === 'fatal');
      if (!errorsExpected) assert.deepEqual(errors, [], 'the log holds unexpected errors');
    },
  };
}

export type Fields = Record<string, string | readonly string[]>;
type Headers = Record<string, string>;

/** A browser in small: keeps cookies, proves that its forms are ours, follows nothing by itself. */
export type Client = {
  cookies: Map<string, string>;
  get: (path: string, headers?: Headers) => Promise<LightMyRequestResponse>;
  /** Sends a form as the browser would, with its proof unless `_csrf` is given. */
  post: (path: string, fields?: Fields, headers?: Headers) => Promise<LightMyRequestResponse>;
  /** Opens the page that an answer sends to. */
  follow: (response: LightMyRequestResponse) => Promise<LightMyRequestResponse>;
};

/** A browser nobody has signed in with. */
export function newClient({ app, config }: TestApp): Client {
  const cookies = new Map<string, string>();
  const keep = (response: LightMyRequestResponse): LightMyRequestResponse => {
    for (const { name, value, maxAge, expires } of response.cookies) {
      const isDropped = maxAge === 0 || (expires !== undefined && expires.getTime() === 0);
      if (isDropped) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const proof = (): string => {
    const bound = [...cookies].find(([name]) => /(^|-)session$/.test(name));
    const visit = [...cookies].find(([name]) => /(^|-)visit$/.test(name));
    const secret = (bound ?? visit)?.[1];
    return secret === undefined ? '' : proofFor(config.sessionSecret, secret);
  };
  const get = async (url: string, headers: Headers = {}) =>
    keep(await app.inject({ method: 'GET', url, headers, cookies: Object.fromEntries(cookies) }));
  const post = async (url: string, fields: Fields = {}, headers: Headers = {}) => {
    const pairs = Object.entries({ _csrf: proof(), ...fields }).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
    const payload = new URLSearchParams(pairs).toString();
    const sent = { method: 'POST' as const, url, payload, headers: form };
    return keep(await app.inject({ ...sent, cookies: Object.fromEntries(cookies) }));
  };
  const follow = async (response: LightMyRequestResponse) => {
    const { location } = response.headers;
    assert.ok(location !== undefined, `expected to be sent elsewhere, got ${response.statusCode}`);
    return get(location);
  };
  return { cookies, get, post, follow };
}

/** The browser of somebody who has just signed in. */
export async function signedIn(testApp: TestApp, login: string): Promise<Client> {
  const { db, clock, config } = testApp;
  const person = await findPersonByLogin(db, login);
  assert.ok(person, `nobody has the login ${login}`);
  const client = newClient(testApp);
  const name = config.baseUrl.startsWith('https:') ? '__Host-session' : 'session';
  const token = await openSession(db, { personId: person.id, door: 'local' }, clock());
  client.cookies.set(name, token);
  return client;
}
