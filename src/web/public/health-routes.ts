import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Metrics } from '../metrics.ts';
import { isSame } from '../site-cookies.ts';

/** What the machines around the desk ask: nobody signs in for it. */
const config = { access: 'public', session: false } as const;

export type Health = {
  metrics: Metrics;
  /** The migrations this version was written for, by name. */
  migrations: readonly string[];
};

/** Is it alive, is it ready, how is it doing. */
export function registerHealthRoutes(app: FastifyInstance, { metrics, migrations }: Health): void {
  app.get(paths.alive(), { config, logLevel: 'warn' }, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('ok\n'),
  );
  app.get(paths.ready(), { config, logLevel: 'warn' }, async (_request, reply) => {
    const state = await readiness(app, migrations);
    if (state !== 'ok') void reply.code(503).header('retry-after', 5);
    return reply.type('text/plain; charset=utf-8').send(`${state}\n`);
  });
  app.get(paths.metrics(), { config, logLevel: 'warn' }, async (request, reply) => {
    if (!mayMeasure(request)) throw new NotFound();
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

async function readiness(app: FastifyInstance, migrations: readonly string[]): Promise<string> {
  try {
    const applied = await sql<{ name: string }>`select name from schema_migration`.execute(app.db);
    const names = new Set(applied.rows.map((row) => row.name));
    return migrations.every((name) => names.has(name)) ? 'ok' : 'migrations à appliquer';
  } catch {
    return 'base de données injoignable';
  }
}

const loopback = /^(127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/;

/** What proxies add to a request they pass on, each its own choice of them. */
const addedByProxies = /^(forwarded|via|x-forwarded-.+|x-real-ip)$/;

/** From this very machine, not through a proxy on it; or with the token. */
function mayMeasure(request: FastifyRequest): boolean {
  const { authorization } = request.headers;
  const { metricsToken } = request.server.config;
  if (metricsToken !== undefined && authorization !== undefined) {
    if (isSame(authorization, `Bearer ${metricsToken}`)) return true;
  }
  const isProxied = Object.keys(request.headers).some((name) => addedByProxies.test(name));
  return !isProxied && loopback.test(request.socket.remoteAddress ?? '');
}
