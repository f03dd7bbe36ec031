import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase, worldNow } from '../../../test/support/database.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { saveDraft } from '../drafts/drafts.ts';
import { chooseNotices } from '../notifications/choose-notices.ts';
import { openSession } from '../people/session.ts';
import { updateProfile } from '../people/update-profile.ts';
import type { Db } from '../tables.ts';
import { addParticipant } from '../tickets/add-participant.ts';
import { readPersonalData } from './personal-data.ts';
import { personalSources } from './personal-sources.ts';

let database: TestDatabase;
let db: Db;
before(async () => {
  database = await testDatabase();
  ({ db } = database);
});
after(() => database.close());

/** Every column of the database that references a person. */
async function referencesToPerson(): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select source.relname as table, attribute.attname as column
    from pg_constraint
    join pg_class source on source.oid = pg_constraint.conrelid
    join pg_attribute attribute on attribute.attrelid = source.oid and attribute.attnum = any(conkey)
    where contype = 'f' and confrelid = 'public.person'::regclass
    order by 1, 2`.execute(db);
  return rows;
}

test('every column of the database that references a person is in « Mes données »', async () => {
  const found = await referencesToPerson();
  assert.ok(found.length > 15, `${String(found.length)} references were found`);
  const declared = personalSources.flatMap(({ table, references }) =>
    references.map((column) => `${table}.${column}`),
  );
  const wanted = found.map(({ table, column }) => `${table}.${column}`);
  assert.deepEqual(declared.sort(), wanted.sort());
});

test('each person is given every row that references them', async () => {
  const people = await db.selectFrom('person').select(['id', 'login']).execute();
  const columns = new Map<string, string[]>();
  for (const { table, column } of await referencesToPerson())
    columns.set(table, [...(columns.get(table) ?? []), column]);
  let rows = 0;
  for (const { id, login } of people) {
    const data = await readPersonalData(db, { personId: id });
    for (const [table, names] of columns) {
      const any = sql.join(
        names.map((name) => sql`${sql.ref(name)} = ${id}`),
        sql` or `,
      );
      const also = table === 'audit_entry' ? sql`or subject = ${`person:${String(id)}`}` : sql``;
      const { rows: counted } = await sql<{ count: number }>`
        select count(*) as count from ${sql.table(table)} where ${any} ${also}`.execute(db);
      const part = data.find((one) => one.table === table);
      assert.equal(part?.rows.length, counted[0]?.count, `${table} of ${login}`);
      rows += part?.rows.length ?? 0;
    }
  }
  assert.ok(rows > 200, `${String(rows)} rows were compared`);
});

test('what somebody is given holds their words and nothing of anybody else', async () => {
  const marie = await viewerNamed(db, 'marie.dupont');
  const paul = await viewerNamed(db, 'paul.martin');
  const nadia = await viewerNamed(db, 'nadia.benali');
  const number = await fileTicket(
    db,
    { by: 'paul.martin', subject: 'Sujet de Paul', description: 'Secret de Paul', room: 'Pbureau' },
    worldNow,
  );
  await addParticipant(db, { actorId: paul.id, number, personId: marie.id }, worldNow);
  await saveDraft(
    db,
    { personId: marie.id, place: 'new-ticket:x', content: { subject: 'Brouillon de Marie' } },
    worldNow,
  );
  await openSession(db, { personId: marie.id, door: 'local' }, worldNow);
  const choice = { actorId: marie.id, personId: marie.id };
  await updateProfile(db, { ...choice, phone: '0102' }, worldNow);
  await chooseNotices(db, { ...choice, asked: ['hold'], wanted: [] }, worldNow);

  const text = JSON.stringify(await readPersonalData(db, { personId: marie.id }));
  assert.ok(text.includes('Brouillon de Marie'));
  assert.ok(text.includes(`"ticketNumber":${String(number)}`), 'she takes part in it');
  assert.doesNotMatch(text, /Secret de Paul|Sujet de Paul|Pbureau/);
  assert.doesNotMatch(text, /\$argon2|idHash|id_hash/);
  for (const other of [paul, nadia]) {
    for (const word of [other.login, other.email, other.phone, other.lastName]) {
      assert.ok(!text.includes(word), `${word} is not in what Marie is given`);
    }
  }
  const own = JSON.stringify(await readPersonalData(db, { personId: paul.id }));
  assert.match(own, /Secret de Paul/);
});

test('an agent is given the numbers of the tickets they answer, not what others wrote there', async () => {
  const nadia = await viewerNamed(db, 'nadia.benali');
  const held = await db
    .selectFrom('ticket')
    .select(['number', 'subject', 'description'])
    .where('holder_id', '=', nadia.id)
    .where('requester_id', '<>', nadia.id)
    .execute();
  assert.ok(held.length > 0);
  const tickets = (await readPersonalData(db, { personId: nadia.id })).find(
    ({ table }) => table === 'ticket',
  );
  for (const { number, description } of held) {
    const row = tickets?.rows.find((one) => one['number'] === number);
    assert.equal(row?.['isHolder'], true);
    assert.deepEqual([row['subject'], row['description'], row['phone']], [null, null, null]);
    assert.ok(!JSON.stringify(tickets).includes(JSON.stringify(description)));
  }
});

test('with a limit the first rows come, and how many there are', async () => {
  const nadia = await viewerNamed(db, 'nadia.benali');
  const all = await readPersonalData(db, { personId: nadia.id });
  const some = await readPersonalData(db, { personId: nadia.id, limit: 2 });
  for (const [index, part] of some.entries()) {
    assert.ok(part.rows.length <= 2);
    assert.equal(part.count, all[index]?.count, part.table);
  }
});
