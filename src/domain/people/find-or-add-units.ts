import { sql } from 'kysely';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import type { UnitClaim } from './portal-person.ts';

/**
 * Finds organisation units by code, capitals or not, and makes those that nobody had named yet. Gives their ids, in the
 * order asked.
 */
export async function findOrAddUnits(
  db: Db,
  units: readonly UnitClaim[],
  now: Temporal.Instant,
): Promise<number[]> {
  const codes = units.map(({ code }) => code);
  const found = await idsByCode(db, codes);
  // In one order for all: two that make the same ones wait for each other, and do not block each other.
  const missing = units
    .filter(({ code }) => !found.has(code.toUpperCase()))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  for (const unit of missing) await addUnit(db, unit, now);
  const all = missing.length === 0 ? found : await idsByCode(db, codes);
  return codes.map((code) => all.get(code.toUpperCase())).filter((id) => id !== undefined);
}

async function idsByCode(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('organisation_unit')
    .select(['id', 'code'])
    .where(sql`upper(code)`, '=', sql`any(${codes.map((code) => code.toUpperCase())})`)
    .execute();
  return new Map(rows.map(({ id, code }) => [code.toUpperCase(), id]));
}

async function addUnit(db: Db, { code, name }: UnitClaim, now: Temporal.Instant): Promise<void> {
  const added = await db
    .insertInto('organisation_unit')
    .values({ code, name })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return;
  const subject = `organisation-unit:${String(added.id)}`;
  const entry = { actorId: null, act: 'add-organisation-unit', subject, after: { code, name } };
  await recordAudit(db, entry, now);
}
