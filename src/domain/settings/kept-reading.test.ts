import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../../test/support/database.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { inTransaction } from '../../platform/db/database.ts';
import { recordStatements } from '../../platform/db/statements.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import { listHoldReasons, readCatalogue } from '../catalogue/catalogue-queries.ts';
import { listArticleTexts } from '../knowledge/article-queries.ts';
import { listSites } from '../people/person-queries.ts';
import { readRoutingBook } from '../routing/routing-queries.ts';
import type { Db } from '../tables.ts';
import { listTeams } from '../teams/team-queries.ts';

const { db, pool, close } = await testDatabase();
after(close);

const kept: Record<string, (db: Db) => Promise<unknown>> = {
  readCatalogue,
  readDelayBook,
  readRoutingBook,
  listTeams,
  listSites,
  listHoldReasons,
  listArticleTexts,
};
const rename = (on: Db, name: string) =>
  sql`update category set name = ${name} where slug = 'messagerie'`.execute(on);
const named = async (on: Db): Promise<string | undefined> =>
  (await readCatalogue(on)).families
    .flatMap(({ categories }) => categories)
    .find(({ slug }) => slug === 'messagerie')?.name;

const subjects = async (): Promise<string[]> => {
  const { rows } = await pool.query<{ subject: string }>('select subject from desk_revision');
  return rows.map(({ subject }) => subject);
};

type Plan = { 'Relation Name'?: string; Plans?: Plan[] };
const tablesOf = (plan: Plan): string[] => [
  ...(plan['Relation Name'] === undefined ? [] : [plan['Relation Name']]),
  ...(plan.Plans ?? []).flatMap(tablesOf),
];

test('what is kept is the same object until something changes, and each use is one small statement', async () => {
  for (const [name, read] of Object.entries(kept)) {
    const statements = await statementsOf(() => read(db));
    assert.equal(statements.length, 1, name);
    assert.match(statements[0] ?? '', /^\s*select string_agg\(revision/);
    assert.equal(await read(db), await read(db), name);
  }
});

test('a change of any table that is watched is seen by the next use', async () => {
  for (const subject of await subjects()) {
    const before = await readCatalogue(db);
    await pool.query(`delete from ${subject} where false`);
    assert.notEqual(await readCatalogue(db), before, subject);
  }
});

test('nothing is kept of a table that is not watched', async () => {
  const watched = new Set(await subjects());
  const seen = new Set<string>();
  for (const [name, read] of Object.entries(kept)) {
    await pool.query('delete from team where false');
    const { statements } = await recordStatements(() => read(db));
    for (const text of statements) {
      const { rows } = await pool.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        `explain (generic_plan, format json) ${text}`,
      );
      for (const table of tablesOf(rows[0]?.['QUERY PLAN'][0]?.Plan ?? {})) {
        seen.add(table);
        assert.ok(watched.has(table) || table === 'desk_revision', `${name} reads ${table}`);
      }
    }
  }
  for (const table of watched) assert.ok(seen.has(table), `nothing reads ${table}`);
});

test('a change is seen where it was made, elsewhere once it is kept, and never when it is undone', async () => {
  const usual = await named(db);
  const undone = inTransaction(db, async (tx) => {
    await rename(tx, 'Nom défait');
    assert.equal(await named(tx), 'Nom défait');
    assert.equal(await named(db), usual);
    assert.equal(await named(tx), 'Nom défait');
    throw new Error('undone');
  });
  await assert.rejects(undone, /undone/);
  assert.equal(await named(db), usual);
  await inTransaction(db, (tx) => rename(tx, 'Nom gardé'));
  assert.equal(await named(db), 'Nom gardé');
});
