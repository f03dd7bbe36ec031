import { request } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../src/domain/tables.ts';
import { paths } from '../src/paths.ts';
import { httpClient } from './client.ts';
import { figureOf, type Operation, percentile } from './measure.ts';
import { memoryOf } from './processes.ts';
import type { Site } from './site.ts';
import { type Subjects, visitor } from './subjects.ts';
import { crowd } from './workloads.ts';

/** What happened while more was asked than can be answered. */
export type Overload = {
  knee: number;
  asked: number;
  admitted: number;
  /** Milliseconds. */
  admittedP95: number;
  refused: number;
  /** Refusals that say when to come back. */
  refusedWithRetry: number;
  failed: number;
  /** Until pages came as before, in seconds. */
  normalAfter: number;
  /** How late the client itself was, in milliseconds (p99): counted as waiting with the rest. */
  clientLateP99: number;
};

const patienceMs = 30_000;
const lookEveryMs = 2;

/** Asks for the home three times as often as it can be answered, without waiting for answers; then watches it recover. */
export async function overload(
  { port }: Site,
  subjects: Subjects,
  { knee, usualP95, seconds }: { knee: number; usualP95: number; seconds: number },
): Promise<Overload> {
  const client = httpClient(port, 20_000);
  const { requesters } = subjects;
  const admitted: number[] = [];
  const told = { refused: 0, refusedWithRetry: 0, failed: 0 };
  const flying = new Set<Promise<void>>();
  let asked = 0;
  const ask = async (): Promise<void> => {
    const who = requesters[asked % requesters.length];
    const start = performance.now();
    try {
      const late = pause(patienceMs, undefined, { ref: false }).then(() => undefined);
      const headers = { cookie: who?.cookie ?? '' };
      const answer = await Promise.race([client.ask({ path: paths.home(), headers }), late]);
      if (answer?.status === 200) admitted.push(performance.now() - start);
      else if (answer?.status === 503) {
        told.refused += 1;
        if (answer.headers['retry-after']) told.refusedWithRetry += 1;
      } else told.failed += 1;
    } catch {
      told.failed += 1;
    }
  };
  const late = monitorEventLoopDelay({ resolution: lookEveryMs });
  late.enable();
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    const due = ((performance.now() - began) / 1000) * knee * 3;
    for (; asked < due; asked++) {
      const one: Promise<void> = ask().finally(() => flying.delete(one));
      flying.add(one);
    }
    await pause(5);
  }
  late.disable();
  const ended = performance.now();
  const normal = recovery(client, subjects, usualP95).then((at) => (at - ended) / 1000);
  const normalAfter = await normal;
  await Promise.allSettled([...flying]);
  client.close();
  const sorted = admitted.sort((a, b) => a - b);
  return {
    knee,
    asked,
    admitted: sorted.length,
    admittedP95: percentile(sorted, 0.95),
    ...told,
    normalAfter,
    clientLateP99: Math.max(0, late.percentile(99) / 1e6 - lookEveryMs),
  };
}

/** Asks five times in a row until none takes much longer than before. */
async function recovery(
  client: ReturnType<typeof httpClient>,
  { requesters }: Subjects,
  usualP95: number,
): Promise<number> {
  const deadline = performance.now() + 60_000;
  for (let quick = 0; quick < 5 && performance.now() < deadline; ) {
    const start = performance.now();
    const headers = { cookie: requesters[quick % requesters.length]?.cookie ?? '' };
    const answer = await client.ask({ path: paths.home(), headers }).catch(() => undefined);
    const isQuick =
      answer?.status === 200 && performance.now() - start < Math.max(50, usualP95 * 3);
    quick = isQuick ? quick + 1 : 0;
    if (!isQuick) await pause(100);
  }
  return performance.now();
}

/** What streams that nobody speaks on cost. */
export type Streams = { wanted: number; open: number; bytes: number; bytesEach: number };

/** Opens so many streams and looks at the memory of the application before and after. */
export async function idleStreams(site: Site, db: Db, wanted: number): Promise<Streams> {
  const before = memoryOf(site.pid).resident;
  const streams: { destroy: () => void }[] = [];
  let open = 0;
  const perPerson = 6;
  const people = await db
    .selectFrom('person')
    .select('id')
    .where('status', '=', 'active')
    .orderBy('id', 'desc')
    .limit(Math.ceil(wanted / perPerson))
    .execute();
  for (const [index, { id }] of people.entries()) {
    const who = await visitor(db, id);
    const first = index * perPerson;
    const path = paths.noticesStream({ pour: who.personId });
    const some = Array.from({ length: Math.min(perPerson, wanted - first) }, () =>
      listen(site.port, path, who.cookie),
    );
    for (const one of await Promise.all(some)) {
      streams.push(one.stream);
      if (one.status === 200) open += 1;
    }
  }
  await pause(4_000);
  const bytes = memoryOf(site.pid).resident - before;
  for (const stream of streams) stream.destroy();
  await pause(500);
  return { wanted, open, bytes, bytesEach: open > 0 ? bytes / open : 0 };
}

/** Opens one stream, as a browser that shows a page does. */
export function listen(
  port: number,
  path: string,
  cookie: string,
): Promise<{ status: number; stream: { destroy: () => void } }> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path, agent: false, headers: { cookie } });
    asked.once('response', (response) => {
      response.resume();
      response.on('error', () => undefined);
      resolve({ status: response.statusCode ?? 0, stream: asked });
    });
    asked.once('error', () => resolve({ status: 0, stream: asked }));
    asked.end();
  });
}

/** An hour of a real day told in a minute. */
export type Hour = {
  pages: ReturnType<typeof figureOf>;
  errors: number;
  /** Bytes of the application, sampled as it went. */
  memory: { seconds: number; bytes: number }[];
  /** Share of the memory gained each minute over the second half. */
  growthPerMinute: number;
};

/** So many pages a second, asked by 200 people, 50 of whom listen for changes meanwhile. */
export const hourOf = { people: 200, listening: 50, perSecond: 60 } as const;

/** As everywhere, what is measured has been done for a while: some of its statements no other measure asks for. */
const warmSeconds = 5;

/** Lives the hour for so many seconds, and watches the memory of the application. */
export async function liveHour(
  site: Site,
  subjects: Subjects,
  { operation, seconds }: { operation: Operation; seconds: number },
): Promise<Hour> {
  const listeners = [...subjects.requesters, ...subjects.agents].slice(0, hourOf.listening);
  const streams = await Promise.all(
    listeners.map(({ personId, cookie }) =>
      listen(site.port, paths.noticesStream({ pour: personId }), cookie),
    ),
  );
  await crowd(operation, { ...hourOf, seconds: warmSeconds });
  const memory: Hour['memory'] = [];
  const began = performance.now();
  const sample = (): void => {
    memory.push({
      seconds: (performance.now() - began) / 1000,
      bytes: memoryOf(site.pid).resident,
    });
  };
  sample();
  const timer = setInterval(sample, Math.max(1_000, (seconds * 1000) / 120));
  const { durations, errors } = await crowd(operation, { ...hourOf, seconds });
  clearInterval(timer);
  sample();
  for (const { stream } of streams) stream.destroy();
  const pages = figureOf(durations, (performance.now() - began) / 1000);
  return { pages, errors, memory, growthPerMinute: growthOf(memory) };
}

/** The slope of the second half, by least squares, as a share of its mean. */
export function growthOf(memory: Hour['memory']): number {
  const half = memory.slice(Math.floor(memory.length / 2));
  if (half.length < 3) return 0;
  const mean = (read: (one: (typeof half)[number]) => number): number =>
    half.reduce((sum, one) => sum + read(one), 0) / half.length;
  const [at, bytes] = [mean((one) => one.seconds), mean((one) => one.bytes)];
  let [over, under] = [0, 0];
  for (const one of half) {
    over += (one.seconds - at) * (one.bytes - bytes);
    under += (one.seconds - at) ** 2;
  }
  return under === 0 ? 0 : ((over / under) * 60) / bytes;
}
