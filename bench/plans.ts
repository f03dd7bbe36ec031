import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { httpClient } from './client.ts';
import { type BenchDatabase, serverLog } from './database.ts';
import { repeat } from './measure.ts';
import { startSite } from './site.ts';
import type { Subjects } from './subjects.ts';
import { workloads } from './workloads.ts';

/** How a statement of the product was really run by the server. */
export type Plan = { workload: string; milliseconds: number; text: string; query: string };

const settings = {
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_timing': 'on',
  'auto_explain.log_triggers': 'on',
  'auto_explain.log_parameter_max_length': '0',
};

/** Has the server tell the plan of everything the application sends, while `fn` runs. */
async function explaining<R>(url: string, fn: () => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("alter role application set session_preload_libraries = 'auto_explain'");
    for (const [name, value] of Object.entries(settings)) {
      await client.query(`alter role application set ${name} = '${value}'`);
    }
    return await fn();
  } finally {
    await client.query('alter role application reset all');
    await client.end();
  }
}

const entry = /^.* LOG: {2}duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n|\n)+)/gm;
const ofPages = /"graphile_worker"|^\s*Query Text: (begin|commit|select \$1)/i;

function plansIn(log: string, workload: string): Plan[] {
  return [...log.matchAll(entry)]
    .map(([, duration = '0', body = '']) => {
      const text = body.replaceAll(/^\t/gm, '').replace(/\n+$/, '');
      // The query comes first, over several lines, then the plan, whose first line tells its cost.
      const start = text.search(/^[A-Z][^\n]*\(cost=/m);
      const query = text.slice('Query Text: '.length, start).trim();
      return { workload, milliseconds: Number(duration), query, text: text.slice(start) };
    })
    .filter(({ query }) => !ofPages.test(query));
}

/** The plans of everything each workload sends, once its statements are prepared for good. */
export async function readPlans(database: BenchDatabase, subjects: Subjects): Promise<Plan[]> {
  return explaining(database.url, async () => {
    const site = await startSite(database.applicationUrl, database.url, { PROCESS: 'web' });
    const client = httpClient(site.port);
    const plans: Plan[] = [];
    try {
      for (const { id, operation } of workloads(client, subjects)) {
        await repeat(operation, 10);
        const before = statSync(serverLog).size;
        await repeat(operation, 1, 10);
        const log = readFileSync(serverLog).subarray(before).toString();
        plans.push(...plansIn(log, id));
      }
    } finally {
      client.close();
      await site.stop();
    }
    plans.sort((a, b) => b.milliseconds - a.milliseconds);
    // The same statement comes from several pages: once, where it was the heaviest.
    return plans.filter(
      ({ query }, index) => plans.findIndex((one) => one.query === query) === index,
    );
  });
}

/** Writes the heaviest plans, each in a file of its own; gives the folder. */
export function writePlans(plans: readonly Plan[], size: string): string {
  const folder = join(import.meta.dirname, 'results/plans', size);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, { workload, milliseconds, query, text }] of plans.slice(0, 40).entries()) {
    const name = `${String(index + 1).padStart(2, '0')}-${workload.replaceAll(' ', '-')}.txt`;
    writeFileSync(
      join(folder, name),
      `${workload} · ${String(milliseconds)} ms\n\n${query}\n\n${text}\n`,
    );
  }
  return folder;
}
