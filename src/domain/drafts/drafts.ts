import { jsonb } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';

/** What somebody was typing: the fields of a form by name. */
export type DraftContent = Readonly<Record<string, string | readonly string[]>>;

export interface Draft {
  readonly place: string;
  readonly content: DraftContent;
  readonly savedAt: Temporal.Instant;
}

/** How long a draft nobody comes back to is kept. */
export const draftKeptDays = 90;

/** True when there is something in it worth giving back. */
export function isWorthKeeping(content: DraftContent): boolean {
  return Object.values(content).some((value) =>
    typeof value === 'string' ? value.trim() !== '' : value.length > 0,
  );
}

/** Keeps what a person is typing at a place, over what was kept there before. */
export async function saveDraft(
  db: Db,
  draft: { personId: number; place: string; content: DraftContent },
  now: Temporal.Instant,
): Promise<void> {
  const content = jsonb(draft.content);
  await db
    .insertInto('draft')
    .values({ person_id: draft.personId, place: draft.place, content, saved_at: now })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'place']).doUpdateSet({ content, saved_at: now }),
    )
    .execute();
}

/** Finds what a person was typing at a place. */
export async function findDraft(db: Db, personId: number, place: string): Promise<Draft | null> {
  const row = await db
    .selectFrom('draft')
    .select(['place', 'content', 'saved_at'])
    .where('person_id', '=', personId)
    .where('place', '=', place)
    .executeTakeFirst();
  return row === undefined ? null : toDraft(row);
}

/** Finds everything a person was typing at the places that begin alike, such as all forms of one ticket. */
export async function findDrafts(db: Db, personId: number, prefix: string): Promise<Draft[]> {
  const rows = await db
    .selectFrom('draft')
    .select(['place', 'content', 'saved_at'])
    .where('person_id', '=', personId)
    .where('place', '>=', prefix)
    .where('place', '<', `${prefix}\u{10FFFF}`)
    .orderBy('saved_at', 'desc')
    .execute();
  return rows.map(toDraft);
}

/** Forgets what was typed at a place: it was sent, or thrown away by its author. */
export async function discardDraft(db: Db, personId: number, place: string): Promise<void> {
  await discarding(db, personId, place).execute();
}

/** The statement of discardDraft, to be sent with others; no place, nothing forgotten. */
export function discarding(db: Db, personId: number, place: string | undefined) {
  return db
    .deleteFrom('draft')
    .where('person_id', '=', personId)
    .where('place', '=', place ?? null);
}

/** Sweeps the drafts nobody came back to; tells how many. */
export async function sweepDrafts(db: Db, now: Temporal.Instant): Promise<number> {
  const limit = now.subtract({ hours: draftKeptDays * 24 });
  const result = await db.deleteFrom('draft').where('saved_at', '<', limit).executeTakeFirst();
  return Number(result.numDeletedRows);
}

function toDraft(row: { place: string; content: unknown; saved_at: Temporal.Instant }): Draft {
  return { place: row.place, content: row.content as DraftContent, savedAt: row.saved_at };
}
