import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import product from '../package.json' with { type: 'json' };
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { demoAccounts } from './demonstration.ts';
import { systemClock } from './platform/clock.ts';
import type { Log } from './platform/log.ts';
import { type Resources, sessionSecret } from './resources.ts';
import { explainListen, isPortBusy } from './start-error.ts';
import { readAssets } from './web/assets.ts';

/** How long requests in progress have to end once the process was asked to stop. */
const drainMs = 10_000;
/** A former process may be closing: wait a little before saying that the port is taken. */
const portPatienceMs = 2_000;

/** Finds out that the port is taken before anything else is started. */
export async function checkPort(config: Config): Promise<void> {
  const deadline = performance.now() + portPatienceMs;
  for (;;) {
    const probe = createServer();
    const failure = await new Promise<unknown>((resolve) => {
      probe.once('error', resolve);
      probe.listen(config.port, config.host, () => probe.close(() => resolve(undefined)));
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
  await app.listen({ port: config.port, host: config.host }).catch((error: unknown) => {
    throw explainListen(error, config);
  });
  return () => drain(app);
}

/** A browser keeps its connection after the last answer: it is closed as soon as nothing is asked on it. */
async function drain(app: FastifyInstance): Promise<void> {
  const closed = app.close();
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  await Promise.race([closed, pause(drainMs, undefined, { ref: false })]);
  clearInterval(idle);
  app.server.closeAllConnections();
  await closed;
}
