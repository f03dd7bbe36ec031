import assert from 'node:assert/strict';
import type { Db } from '../../src/domain/tables.ts';

type Values = Record<string, unknown>;

/** Fails unless each entry of the log says before what the one before it on the same thing said after. */
export async function assertTrailIsWhole(db: Db): Promise<void> {
  const entries = await db
    .selectFrom('audit_entry')
    .select(['id', 'act', 'subject', 'before', 'after'])
    .orderBy('id')
    .execute();
  const known = new Map<string, Values>();
  for (const { act, subject, before, after } of entries) {
    const state = known.get(subject) ?? {};
    for (const [name, value] of Object.entries((before ?? {}) as Values)) {
      if (name in state) assert.deepEqual(value, state[name], `${act} ${subject} ${name}`);
    }
    known.set(subject, { ...state, ...((after ?? {}) as Values) });
  }
}
