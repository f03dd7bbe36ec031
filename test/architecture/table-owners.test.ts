import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { type Source, sources } from '../support/sources.ts';

/** Through Kysely, or in SQL. */
const writes =
  /\b(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"](\w+)|\b(?:insert\s+into|delete\s+from|merge\s+into|update)\s+(?:only\s+)?(?:public\.)?"?([a-z_]+)"?\s+(?:\(|set|where|values|select|using|as\b)/gi;

/** Which folders write each table. */
function writers(files: Source[], tables: Set<string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { file, text } of files) {
    for (const [, kysely, sql] of text.matchAll(writes)) {
      const table = (kysely ?? sql ?? '').split(' ')[0] ?? '';
      if (!tables.has(table)) continue;
      found.set(table, (found.get(table) ?? new Set()).add(dirname(file)));
    }
  }
  return found;
}

function tablesOf(migrations: Source[]): Set<string> {
  const names = migrations.flatMap(({ text }) =>
    [...text.matchAll(/^create (?:unlogged )?table (\w+)/gm)].map(([, name = '']) => name),
  );
  return new Set(names);
}

const tables = tablesOf(sources('migrations/*.sql'));

test('each table is written by one folder, in the domain', () => {
  assert.ok(tables.size > 15, `${String(tables.size)} tables`);
  const found = writers(sources('src/**/*.ts', 'src/**/*.tsx', 'seeds/**/*.ts'), tables);
  assert.ok(found.size > 10, `${String(found.size)} tables written`);
  const faults = [...found].filter(
    ([, folders]) =>
      folders.size > 1 || ![...folders].every((one) => one.startsWith('src/domain/')),
  );
  assert.deepEqual(
    faults.map(([table, folders]) => `${table}: ${[...folders].join(', ')}`),
    [],
  );
});

test('a table written from two folders is found, in either way of writing', () => {
  const found = writers(
    [
      { file: 'src/domain/a/x.ts', text: "db.insertInto('ticket').values(row)" },
      { file: 'src/domain/b/y.ts', text: 'sql`update ticket set state = ${state}`' },
      { file: 'src/web/z.ts', text: "tx\n.deleteFrom(\n  'person')" },
    ],
    tables,
  );
  assert.deepEqual([...(found.get('ticket') ?? [])], ['src/domain/a', 'src/domain/b']);
  assert.deepEqual([...(found.get('person') ?? [])], ['src/web']);
});
