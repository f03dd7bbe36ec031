import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { blankDatabase, testDatabase } from '../support/database.ts';
import { contentOf, shapeOf } from '../support/database-content.ts';
import { runScript, startScript } from '../support/scripts.ts';

const folder = await mkdtemp(join(tmpdir(), 'sauvegarde-'));
const source = await testDatabase();
const dataDir = join(folder, 'data');
const environment = { DATABASE_URL: source.url, DATA_DIR: dataDir };
const content = Buffer.from([0, 1, 2, 255, 10, 13, 92, 46]);
await mkdir(join(dataDir, 'files/ab'), { recursive: true });
await writeFile(join(dataDir, 'files/ab/abcdef'), content);
await writeFile(join(dataDir, 'files/0000'), 'x'.repeat(100_000));
// What is arriving belongs to nobody yet.
await mkdir(join(dataDir, 'files/incoming'));
await writeFile(join(dataDir, 'files/incoming/half'), 'half');
// What COPY must escape, and a job that waits.
const awkward = 'é’\t\\N\\.\n\r« »\u{1f600}"\'';
await source.pool.query('insert into setting (key, value, changed_at) values ($1, $2, now())', [
  'essai',
  JSON.stringify({ text: awkward }),
]);
await source.pool.query('update ticket_note set body = $1', [awkward]);
await source.pool.query(
  "select graphile_worker.add_job('close-due', '{}', queue_name => 'une', job_key => 'essai')",
);
after(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});

let made = 0;

/** An empty place to restore into. */
async function target() {
  const database = await blankDatabase();
  after(database.close);
  made += 1;
  const into = join(folder, `target-${String(made)}`);
  return { ...database, dataDir: into, env: { DATABASE_URL: database.url, DATA_DIR: into } };
}

/** A backup of the source, in a folder of its own. */
async function backup(): Promise<string> {
  made += 1;
  const into = join(folder, `backup-${String(made)}`);
  const { code, out, err } = await runScript('backup', ['--vers', into], environment);
  assert.equal(code, 0, err);
  const [name, ...others] = await readdir(into);
  assert.ok(name && others.length === 0, 'one folder, and nothing half done beside it');
  assert.equal(out, `Sauvegarde terminée : ${join(into, name)}\n`);
  return join(into, name);
}

const whole = await backup();

test('what is restored is what was there: rows, jobs, sequences, tables, files', async () => {
  const { pool, env, dataDir: restored } = await target();
  const { code, out, err } = await runScript('restore', ['--de', whole], env);
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  assert.match(out, /^La sauvegarde du .* est restaurée\.\n$/);
  const expected = await contentOf(source.pool);
  assert.ok(expected.size > 25);
  assert.ok((expected.get('graphile_worker._private_jobs') ?? '').includes('essai'));
  assert.ok((expected.get('public.ticket') ?? '').length > 1000);
  assert.deepEqual(await contentOf(pool), expected);
  assert.deepEqual(await shapeOf(pool), await shapeOf(source.pool));
  assert.deepEqual(await readFile(join(restored, 'files/ab/abcdef')), content);
  assert.equal((await readFile(join(restored, 'files/0000'))).length, 100_000);
  assert.deepEqual(await readdir(restored), ['files']);
  assert.deepEqual((await readdir(join(restored, 'files'))).sort(), ['0000', 'ab']);
  const again = await pool.query<{ number: number }>(
    "select nextval(pg_get_serial_sequence('ticket', 'number')) as number",
  );
  const last = await source.pool.query<{ number: number }>(
    'select max(number) as number from ticket',
  );
  assert.ok(
    (again.rows[0]?.number ?? 0) > (last.rows[0]?.number ?? Infinity),
    'no number comes twice',
  );
  await assert.rejects(pool.query('delete from ticket_event'), /append-only/);
});

test('the sums can be checked without the product', () => {
  const { status } = spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: whole });
  assert.equal(status, 0);
});

test('a database or a folder that holds something is refused and left as it is', async () => {
  const used = await testDatabase();
  after(used.close);
  const before = await contentOf(used.pool);
  const full = await runScript('restore', ['--de', whole], {
    DATABASE_URL: used.url,
    DATA_DIR: join(folder, 'nowhere'),
  });
  assert.equal(full.code, 1);
  assert.match(full.err, /^La base n’est pas vide[^\n]*\n$/);
  assert.deepEqual(await contentOf(used.pool), before);
  const { pool, env } = await target();
  const files = await runScript('restore', ['--de', whole], { ...env, DATA_DIR: dataDir });
  assert.equal(files.code, 1);
  assert.match(files.err, /n’est pas vide[^\n]*\n$/);
  assert.equal((await contentOf(pool)).size, 1, 'not one table was made');
});

test('a backup of which one byte changed, or one file is missing, is refused before anything is written', async () => {
  for (const [harm, message] of [
    [
      (copy: string) => writeFile(join(copy, 'files/ab/abcdef'), 'other'),
      /modifié ou abîmé : files/,
    ],
    [(copy: string) => rm(join(copy, 'base/public.ticket.copy.gz')), /Il manque un fichier : base/],
    [(copy: string) => rm(join(copy, 'SHA256SUMS')), /pas une sauvegarde complète/],
    [
      async (copy: string) => {
        const sums = await readFile(join(copy, 'SHA256SUMS'), 'utf8');
        await writeFile(join(copy, 'SHA256SUMS'), sums.split('\n').slice(1).join('\n'));
      },
      /liste des fichiers .* pas complète/,
    ],
  ] as const) {
    made += 1;
    const copy = join(folder, `copy-${String(made)}`);
    await cp(whole, copy, { recursive: true });
    await harm(copy);
    const { pool, env } = await target();
    const { code, err } = await runScript('restore', ['--de', copy], env);
    assert.equal(code, 1);
    assert.match(err, message);
    assert.equal((await contentOf(pool)).size, 1);
    const read = await runScript('restore', ['--de', copy, '--verifier'], {});
    assert.equal(read.code, 1);
  }
  const read = await runScript('restore', ['--de', whole, '--verifier'], {});
  assert.match(read.out, /^Sauvegarde intacte/);
});

test('a backup made while people write is one instant: no row without the row it names', async () => {
  let writing = true;
  const writer = (async () => {
    for (let n = 0; writing; n += 1) {
      await source.pool.query(
        `with p as (insert into person (login, first_name, last_name, email, created_at)
           values ($1, 'A', 'B', 'c@demonstration.example', now()) returning id)
         select from p`,
        [`hurry${String(n)}`],
      );
      await source.pool.query(
        `insert into audit_entry (at, actor_id, act, subject)
         select now(), max(id), 'essai', 'essai' from person`,
      );
    }
  })();
  const busy = await backup();
  writing = false;
  await writer;
  const { pool, env } = await target();
  const { code, err } = await runScript('restore', ['--de', busy], env);
  // References are checked again as they are made again.
  assert.equal(code, 0, err);
  const { rows } = await pool.query<{ number: number }>(
    'select count(*) as number from audit_entry',
  );
  assert.ok((rows[0]?.number ?? 0) > 0);
});

test('kill -9 in the middle leaves nothing that looks complete, wherever it falls', async () => {
  await source.pool.query(
    `insert into audit_entry (at, act, subject, after)
     select now(), 'essai', n::text, to_jsonb(md5(n::text)) from generate_series(1, 200000) n`,
  );
  for (const seen of [
    'files/0000',
    'base/public.audit_entry.copy.gz',
    'base/public.team.copy.gz',
  ]) {
    made += 1;
    const into = join(folder, `killed-${String(made)}`);
    const { child, ended } = startScript('backup', ['--vers', into], environment);
    const reached = async (): Promise<boolean> => {
      const names = await readdir(into, { recursive: true }).catch(() => []);
      return names.some((name) => name.endsWith(seen));
    };
    while (child.exitCode === null && !(await reached())) await pause(2);
    child.kill('SIGKILL');
    await ended;
    const left = await readdir(into);
    assert.deepEqual(
      left.filter((name) => !/^\..*\.partiel$/.test(name)),
      [],
      seen,
    );
    const { pool, env } = await target();
    const partial = join(into, left[0] ?? '');
    const { code } = await runScript('restore', ['--de', partial], env);
    assert.equal(code, 1);
    assert.equal((await contentOf(pool)).size, 1);
  }
});

test('a backup that cannot be written leaves nothing and says why in one line', async () => {
  const file = join(dataDir, 'files/0000');
  const { code, err } = await runScript('backup', ['--vers', file], environment);
  assert.equal(code, 1);
  assert.match(err, /^Impossible d’écrire[^\n]*\n$/);
});
