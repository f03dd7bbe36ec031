import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isLive, type TicketState } from '../../src/domain/tickets/ticket.ts';
import { freePort } from '../../src/platform/db/embedded/cluster.ts';
import { blankDatabase } from '../support/database.ts';
import { contentOf, shapeOf } from '../support/database-content.ts';
import { formerDatabase, formerMigrations } from '../support/former-version.ts';
import { checkInvariants } from '../support/ticket-invariants.ts';
import { cloneProduct, removeClone, runCommand, signInAt, startDesk } from './desk-process.ts';

const folder = await cloneProduct();
const former = await cloneProduct();
const source = await formerDatabase();
const port = String(await freePort());
const environment = {
  NODE_ENV: 'production',
  PORT: port,
  HOST: '127.0.0.1',
  BASE_URL: `http://localhost:${port}`,
  DATABASE_URL: source.url,
  SESSION_SECRET: '3c9f0d52b7a84e16a1d9c0e77f5b2486',
};
const backups = join(folder, 'sauvegardes');
// All that makes the clone a former version for the commands below: it knows no later migration.
for (const name of await readdir(join(former, 'migrations'))) {
  if (!formerMigrations.has(name)) await rm(join(former, 'migrations', name));
}
after(async () => {
  await source.close();
  await removeClone(folder);
  await removeClone(former);
});

/** Runs a command to its good end; gives what it printed. */
function succeed(words: string[], more: Record<string, string> = {}, place = folder): string {
  const { status, stdout, stderr } = runCommand(place, words, { ...environment, ...more });
  assert.equal(status, 0, stderr);
  return stdout;
}

async function onlyBackup(): Promise<string> {
  const [name = '', ...others] = await readdir(backups);
  assert.deepEqual(others, []);
  return join(backups, name);
}

/** Opens every page that can be reached by links, once for each path; gives the paths. */
async function walk(url: string, cookie: string): Promise<Set<string>> {
  const seen = new Set(['/']);
  const waiting = ['/'];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const answer = await fetch(new URL(next, url), { headers: { cookie } });
    assert.equal(answer.status, 200, next);
    const text = await answer.text();
    for (const [, href = ''] of text.matchAll(/<a\b[^>]*?\shref="([^"]+)"/g)) {
      const target = new URL(href.replaceAll('&amp;', '&'), new URL(next, url));
      if (target.origin !== new URL(url).origin || seen.has(target.pathname)) continue;
      seen.add(target.pathname);
      waiting.push(target.pathname + target.search);
    }
  }
  return seen;
}

const before = await contentOf(source.pool);
let upgraded: Map<string, string>;

test('step 1: the desk of the former version is backed up', async () => {
  const said = succeed(['backup', '--vers', backups]);
  assert.equal(said, `Sauvegarde terminée : ${await onlyBackup()}\n`);
  assert.deepEqual(await contentOf(source.pool), before);
});

test('step 2: its database is brought to this version, once', async () => {
  const said = succeed(['migrate']);
  assert.match(said, /La base de données est à jour\.\n$/);
  assert.match(said, /20261123T1720-address-announcements/);
  upgraded = await contentOf(source.pool);
  assert.equal(succeed(['migrate']), 'La base de données est à jour.\n');
  assert.deepEqual(await contentOf(source.pool), upgraded);
  for (const table of ['ticket', 'ticket_message', 'ticket_event', 'notice', 'person']) {
    const lines = (content: Map<string, string>) => content.get(`public.${table}`)?.split('\n');
    assert.equal(lines(upgraded)?.length, lines(before)?.length, table);
  }
});

test('step 3: this version works on it: every page answers, waiting jobs are done, people go on', async () => {
  const desk = await startDesk(folder, environment);
  after(() => desk.kill());
  await desk.ready();
  for (const [login, fewest] of [
    ['marie.dupont', 60],
    ['nadia.benali', 60],
    ['lucie.moreau', 60],
    ['odile.garnier', 60],
  ] as const) {
    const paths = await walk(desk.url, await signInAt(desk, login));
    assert.ok(paths.size >= fewest, `${login}: ${String(paths.size)} pages`);
  }
  const cookie = await signInAt(desk, 'marie.dupont');
  const address = `${desk.url}/demandes/nouvelle?nature=messagerie`;
  const form = await (await fetch(address, { headers: { cookie } })).text();
  assert.match(form, /Un brouillon d’avant/);
  const fields = {
    _csrf: /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? '',
    cle: /name="cle" value="([^"]+)"/.exec(form)?.[1] ?? '',
    ...{ nature: 'messagerie', bloque: 'non', touche: 'moi', site: '1' },
    ...{ objet: 'Après la mise à jour', description: 'La messagerie est lente.' },
  };
  const sent = await fetch(address, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams(fields),
  });
  assert.match(sent.headers.get('location') ?? '', /100041/, 'numbers go on where they were');
  const jobs = async () => (await source.pool.query('select from graphile_worker.jobs')).rowCount;
  for (let waited = 0; (await jobs()) !== 0 && waited < 200; waited += 1) await pause(50);
  assert.equal(await jobs(), 0);
  desk.signal('SIGTERM');
  assert.equal(await desk.ended, 0, desk.said());
  assert.doesNotMatch(desk.said(), /"level":"(error|fatal)"/);
  const { rows } = await source.pool.query<{ number: number; state: string }>(
    'select number, state from ticket order by number',
  );
  assert.equal(rows.length, 41);
  const { rows: promised } = await source.pool.query<{ number: number }>(
    `select number from ticket where promised_resolve_minutes is not null
      and state in ('awaiting', 'in_progress', 'on_hold', 'needs_information')`,
  );
  const live = rows.filter(({ state }) => isLive(state as TicketState));
  assert.equal(promised.length, live.length, 'what is promised to each is computed again');
  assert.equal(new Set(rows.map(({ state }) => state)).size, 7);
  for (const { number } of rows) await checkInvariants(source.db, number);
});

test('going back: the former version refuses the newer database, and restores the backup as it was', async () => {
  const refused = runCommand(former, ['migrate'], environment);
  assert.equal(refused.status, 1);
  assert.match(
    refused.stderr,
    /^(Compilation…\n)?La base a reçu la migration [^\n]*inconnue de cette version[^\n]*\n$/,
  );
  const target = await blankDatabase();
  after(target.close);
  const into = { DATABASE_URL: target.url, DATA_DIR: join(former, 'neuf') };
  succeed(['restore', '--de', await onlyBackup()], into, former);
  assert.deepEqual(await contentOf(target.pool), before);
});

/** When a migration asked for a job is about the upgrade, not about what it gives. */
const undated = (content: Map<string, string>) => {
  const jobs = content.get('graphile_worker._private_jobs') ?? '';
  const text = jobs.replaceAll(/"(run|created|updated)_at": "[^"]*"/g, '');
  return new Map(content).set('graphile_worker._private_jobs', text);
};

test('a backup of the former version restored by this one gives what the upgrade gives', async () => {
  const target = await blankDatabase();
  after(target.close);
  const into = { DATABASE_URL: target.url, DATA_DIR: join(folder, 'neuf') };
  succeed(['restore', '--de', await onlyBackup()], into);
  assert.deepEqual(undated(await contentOf(target.pool)), undated(upgraded));
  assert.deepEqual(await shapeOf(target.pool), await shapeOf(source.pool));
});
