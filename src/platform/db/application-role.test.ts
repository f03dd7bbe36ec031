import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/support/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { runJobs } from '../jobs/run-jobs.ts';
import { createLog } from '../log.ts';
import { grantApplication } from './application-role.ts';
import { createDb } from './database.ts';
import { openPool } from './pool.ts';

const role = `desk_${String(process.pid)}`;
const owner = await testDatabase({ seeded: false });
await owner.pool.query(`create role ${role} login password 'word'`);
await grantApplication(owner.pool, { role, appendOnly: ['ticket_event', 'audit_entry'] });
const url = new URL(owner.url);
url.username = role;
url.password = 'word';
const pool = openPool(url.href, { allowExitOnIdle: true });

after(async () => {
  await pool.end();
  await owner.pool.query(`drop owned by ${role}`);
  await owner.pool.query(`drop role ${role}`);
  await owner.close();
});

const denied = { code: '42501' };

test('the application reads and writes rows', async () => {
  await pool.query("insert into site (code, name, address) values ('A', 'Site A', '1 rue A')");
  await pool.query("update site set name = 'Site B'");
  const { rows } = await pool.query('select name from site');
  assert.deepEqual(rows, [{ name: 'Site B' }]);
  await pool.query('delete from site');
});

for (const table of ['ticket_event', 'audit_entry']) {
  test(`the application cannot rewrite ${table}`, async () => {
    await pool.query(`select from ${table}`);
    await assert.rejects(pool.query(`update ${table} set id = default`), denied);
    await assert.rejects(pool.query(`delete from ${table}`), denied);
    await assert.rejects(pool.query(`truncate ${table}`), denied);
    await assert.rejects(pool.query(`alter table ${table} disable trigger all`), denied);
  });
}

test('the application cannot change tables nor say that it was migrated', async () => {
  await assert.rejects(pool.query('create table other (id int)'), denied);
  await assert.rejects(pool.query('drop table site'), denied);
  await assert.rejects(pool.query('delete from schema_migration'), denied);
});

test('granting again changes nothing', async () => {
  await grantApplication(owner.pool, { role, appendOnly: ['ticket_event', 'audit_entry'] });
  await assert.rejects(pool.query('delete from ticket_event'), denied);
});

test('the application asks for jobs and runs them', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const runner = await runJobs({
    url: url.href,
    jobs: { greet: async (payload) => resolve(payload) },
    crontab: '0 4 * * * greet',
    log: createLog('silent'),
  });
  await enqueue(createDb(pool), 'greet', { name: 'Marie' });
  assert.deepEqual(await promise, { name: 'Marie' });
  await runner.stop();
});
