import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { z } from 'zod';
import { inTransaction, jsonb } from '../../platform/db/database.ts';
import { Conflict } from '../../platform/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** What an authority decides for its own desk, each with the shape of its value and what stands until it is set. */
const settings = {
  /** Who answers for the site, for the legal pages; empty until the authority writes it. */
  publisher: {
    schema: z.object({ name: z.string(), address: z.string(), director: z.string() }),
    initial: { name: '', address: '', director: '' },
  },
  /** Where to write about personal data, accessibility and faults of security; empty until set. */
  contacts: {
    schema: z.object({ privacy: z.string(), accessibility: z.string(), security: z.string() }),
    initial: { privacy: '', accessibility: '', security: '' },
  },
  /** The last accessibility audit by a third party: without one, the mention is « non conforme ». */
  accessibilityAudit: {
    schema: z
      .object({
        /** The day of the audit, 2027-03-17. */
        date: z.iso.date(),
        auditor: z.string(),
        /** Share of the criteria that apply and are met, 0 to 100. */
        rate: z.number().min(0).max(100),
      })
      .nullable(),
    initial: null,
  },
} as const;

type Settings = typeof settings;
/** The name of a setting. */
export type SettingKey = keyof Settings;
/** The value of a setting. */
export type SettingValue<Key extends SettingKey> = z.infer<Settings[Key]['schema']>;

/** Reads what the authority decided, or what stands until it does. */
export async function readSetting<Key extends SettingKey>(
  db: Db,
  key: Key,
): Promise<SettingValue<Key>> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  const { schema, initial } = settings[key];
  return (row ? schema.parse(row.value) : initial) as SettingValue<Key>;
}

/** A decision of the authority about its desk. */
export type SettingChange<Key extends SettingKey> = {
  actorId: number | null;
  key: Key;
  value: SettingValue<Key>;
  /** What stood when whoever decides read it; undefined when nobody did. */
  seen?: SettingValue<Key> | undefined;
};

/**
 * Records a decision of the authority, with what stood before; what stands already is no change. A conflict when
 * somebody else decided otherwise since it was read.
 */
export async function changeSetting<Key extends SettingKey>(
  db: Db,
  { actorId, key, value, seen }: SettingChange<Key>,
  now: Temporal.Instant,
): Promise<void> {
  settings[key].schema.parse(value);
  await inTransaction(db, async (transaction) => {
    // One at a time: what was never set has no row to hold.
    await sql`lock table setting in share row exclusive mode`.execute(transaction);
    const before = await readSetting(transaction, key);
    if (isDeepStrictEqual(before, value)) return;
    if (seen !== undefined && !isDeepStrictEqual(before, seen)) {
      throw new Conflict('the setting has changed');
    }
    const row = { value: jsonb<unknown>(value), changed_at: now };
    await transaction
      .insertInto('setting')
      .values({ key, ...row })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute();
    const entry = { actorId, act: 'change-setting', subject: `setting:${key}` };
    await recordAudit(transaction, { ...entry, before, after: value }, now);
  });
}

/** The share of criteria from which the law lets a site say « totalement » and « partiellement conforme ». */
const conformity = { full: 100, partial: 50 };

/** How far a site may say it is accessible. */
export type AccessibilityStatus = 'full' | 'partial' | 'none';

/** What the footer and the accessibility page may say: without an audit on record, « non conforme ». */
export function accessibilityStatus(
  audit: SettingValue<'accessibilityAudit'>,
): AccessibilityStatus {
  if (audit === null || audit.rate < conformity.partial) return 'none';
  return audit.rate >= conformity.full ? 'full' : 'partial';
}
