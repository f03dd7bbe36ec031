import { chmod, lstat, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import product from '../package.json' with { type: 'json' };
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { demoAccounts } from './demonstration.ts';
import { systemClock } from './platform/clock.ts';
import { listenBeside, sharesPorts, waitingConnections } from './platform/http/listeners.ts';
import type { Log } from './platform/log.ts';
import { type Resources, sessionSecret } from './resources.ts';
import { explainListen, isPortBusy } from './start-error.ts';
import { readAssets } from './web/assets.ts';

/** How long requests in progress have to end once the process was asked to stop. */
const drainMs = 10_000;
/** A former process may be closing: wait a little before saying that the port is taken. */
const portPatienceMs = 2_000;

/** Where it listens, and what it is called when it cannot. */
type Place = Pick<Config, 'host' | 'port' | 'socket'>;

const placeOf = ({ host, port, socket }: Place) =>
  socket === null ? { host, port } : { path: socket };

/** A socket that a process left when it was killed stands in the way of the next one. */
async function clearSocket(path: string): Promise<void> {
  const isAnswered = await new Promise<boolean>((resolve) => {
    const asked = connect(path);
    asked.once('connect', () => {
      asked.destroy();
      resolve(true);
    });
    asked.once('error', () => resolve(false));
  });
  if (isAnswered) return;
  const found = await lstat(path).catch(() => null);
  if (found?.isSocket()) await rm(path, { force: true });
}

/** The proxy is of our group; the rest of the machine has no business here. */
const socketMode = 0o660;

/** Opens the port, or the socket, on which requests come; gives the way to let nobody in any more. */
export async function listen(app: FastifyInstance, place: Place): Promise<() => Promise<void>> {
  const { socket } = place;
  // A port that may be shared is given to whoever asks for the same account: another desk would be joined unawares.
  if (socket === null && sharesPorts) await checkPort(place);
  const reusePort = socket === null && sharesPorts;
  const options = { ...placeOf(place), backlog: waitingConnections, reusePort };
  try {
    await app.listen(options);
    if (socket === null) return await listenBeside(app.server);
  } catch (error) {
    throw explainListen(error, place);
  }
  await chmod(socket, socketMode);
  return async () => undefined;
}

/** Finds out that the port is taken before anything else is started. */
export async function checkPort(config: Place): Promise<void> {
  const deadline = performance.now() + portPatienceMs;
  for (;;) {
    if (config.socket !== null) await clearSocket(config.socket);
    const probe = createServer();
    const failure = await new Promise<unknown>((resolve) => {
      probe.once('error', resolve);
      probe.listen(placeOf(config), () => probe.close(() => resolve(undefined)));
    });
    if (failure === undefined) return;
    if (!isPortBusy(failure) || performance.now() >= deadline) throw explainListen(failure, config);
    await pause(200);
  }
}

/** Answers browsers, and gives the way to stop: no new request, then the ones in progress, for a while. */
export async function serve(
  config: Config,
  log: Log,
  { db, pool, url, files, migrations }: Resources,
): Promise<() => Promise<void>> {
  const assetsFolder = join(import.meta.dirname, config.production ? 'assets' : '../.cache/assets');
  const app = await buildApp({
    config: { ...config, version: product.version, sessionSecret: await sessionSecret(config) },
    db,
    pool,
    databaseUrl: url,
    files,
    clock: systemClock,
    log,
    assets: await readAssets(assetsFolder),
    migrations,
    demoAccounts,
  });
  const closeDoors = await listen(app, config);
  return () => drain(app, closeDoors);
}

/** A browser keeps its connection after the last answer: it is closed as soon as nothing is asked on it. */
async function drain(app: FastifyInstance, closeDoors: () => Promise<void>): Promise<void> {
  const closed = Promise.all([closeDoors(), app.close()]);
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  await Promise.race([closed, pause(drainMs, undefined, { ref: false })]);
  clearInterval(idle);
  app.server.closeAllConnections();
  await closed;
}
