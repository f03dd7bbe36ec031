import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Places } from '../platform/http/places.ts';

/** What the desk measures of itself, as Prometheus reads it. */
export type Metrics = { contentType: string; text: () => Promise<string> };

/** Measures every answer by route, method and status (never by address: addresses name people), and the pool. */
export function measure(
  app: FastifyInstance,
  { pool, places }: { pool: pg.Pool; places: Places },
): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const answers = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [register],
  });
  const errors = new Counter({
    name: 'http_unexpected_errors_total',
    help: 'Answers with a status of 500.',
    registers: [register],
  });
  watchPool(pool, register);
  watchPlaces(places, register);
  gauge(register, {
    name: 'live_streams',
    help: 'Browsers that listen for changes.',
    read: () => app.live.count(),
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.config.lasts) return;
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: reply.statusCode };
    answers.observe(labels, reply.elapsedTime / 1000);
    if (reply.statusCode === 500) errors.inc();
  });
  return { contentType: register.contentType, text: () => register.metrics() };
}

type Reading = { name: string; help: string; read: () => number };

function gauge(register: Registry, { name, help, read }: Reading): void {
  new Gauge({
    name,
    help,
    registers: [register],
    collect() {
      this.set(read());
    },
  });
}

function watchPlaces(places: Places, register: Registry): void {
  const { taken, waiting, refused } = places;
  gauge(register, { name: 'requests_worked_on', help: 'Requests that have a place.', read: taken });
  gauge(register, {
    name: 'requests_waiting',
    help: 'Requests that wait for a place.',
    read: waiting,
  });
  new Counter({
    name: 'requests_turned_away_total',
    help: 'Requests answered 503 because too many came at once.',
    registers: [register],
    collect() {
      this.reset();
      this.inc(refused());
    },
  });
}

function watchPool(pool: pg.Pool, register: Registry): void {
  const watch = (name: string, help: string, read: () => number) =>
    gauge(register, { name, help, read });
  watch('db_connections', 'Connections to the database.', () => pool.totalCount);
  watch('db_connections_idle', 'Connections nobody uses.', () => pool.idleCount);
  watch('db_connections_awaited', 'Requests that wait for a connection.', () => pool.waitingCount);
}
