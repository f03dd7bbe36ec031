import { sql } from 'kysely';
import { inTransaction, jsonb } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';
import { type DraftPlace, discarding, setAside } from './drafts-aside.ts';

/** What somebody was typing: the fields of a form by name. */
export type DraftContent = Readonly<Record<string, string | readonly string[]>>;

/** A text of another window, over which nothing was written. */
export interface AsideDraft {
  readonly writtenIn: string;
  readonly content: DraftContent;
  readonly savedAt: Temporal.Instant;
}

export interface Draft {
  readonly place: string;
  readonly content: DraftContent;
  readonly savedAt: Temporal.Instant;
  /** What other windows wrote at the same place, the last one first. */
  readonly aside: readonly AsideDraft[];
}

/** How long a draft nobody comes back to is kept. */
export const draftKeptDays = 90;

/** True when there is something in it worth giving back. */
export function isWorthKeeping(content: DraftContent): boolean {
  return Object.values(content).some((value) =>
    typeof value === 'string' ? value.trim() !== '' : value.length > 0,
  );
}

/**
 * Keeps what a person is typing at a place, over what was kept there before. What another window wrote since this one
 * was opened is set aside; says whether something was.
 */
export function saveDraft(
  db: Db,
  draft: DraftPlace & { personId: number; content: DraftContent },
  now: Temporal.Instant,
): Promise<boolean> {
  const { personId, place, window } = draft;
  const content = jsonb(draft.content);
  const written = { content, saved_at: now, written_in: window?.id ?? null };
  return inTransaction(db, async (tx) => {
    // Inserted first: of two windows that begin at once, the second waits, then finds what the first wrote.
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto('draft')
      .values({ person_id: personId, place, ...written })
      .onConflict((conflict) => conflict.columns(['person_id', 'place']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows > 0n) return false;
    const isOtherAside =
      window !== undefined && (await setAside(tx, { personId, place, window }, draft.content));
    await tx
      .insertInto('draft')
      .values({ person_id: personId, place, ...written })
      .onConflict((conflict) => conflict.columns(['person_id', 'place']).doUpdateSet(written))
      .execute();
    return isOtherAside;
  });
}

const aside = sql<{ writtenIn: string; content: DraftContent; savedAt: string }[]>`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'writtenIn', other.written_in, 'content', other.content, 'savedAt', other.saved_at
  ) order by other.saved_at desc), '[]')
  from draft_aside other
  where other.person_id = draft.person_id and other.place = draft.place
)`.as('aside');

/** Finds what a person was typing at a place. */
export async function findDraft(db: Db, personId: number, place: string): Promise<Draft | null> {
  const row = await db
    .selectFrom('draft')
    .select(['place', 'content', 'saved_at', aside])
    .where('person_id', '=', personId)
    .where('place', '=', place)
    .executeTakeFirst();
  return row === undefined ? null : toDraft(row);
}

const draftsFrom = (db: Db, personId: number, prefix: string) =>
  db
    .selectFrom('draft')
    .select(['place', 'content', 'saved_at'])
    .where('person_id', '=', personId)
    .where('place', '>=', prefix)
    .where('place', '<', `${prefix}\u{10FFFF}`)
    .orderBy('saved_at', 'desc');

/** Finds everything a person was typing at the places that begin alike, such as all forms of one ticket. */
export async function findDrafts(db: Db, personId: number, prefix: string): Promise<Draft[]> {
  const rows = await draftsFrom(db, personId, prefix).select(aside).execute();
  return rows.map(toDraft);
}

/** What somebody has begun, without what other windows wrote at the same place. */
export type BegunDraft = Omit<Draft, 'aside'>;

/** Lists what a person has begun at the places that begin alike, for a page that only leads to their forms. */
export async function listDrafts(db: Db, personId: number, prefix: string): Promise<BegunDraft[]> {
  const rows = await draftsFrom(db, personId, prefix).execute();
  return rows.map(toBegun);
}

/**
 * Forgets what was typed at a place: it was sent, or thrown away by its author. What another window wrote there is
 * neither; it takes the place that is left.
 */
export async function discardDraft(
  db: Db,
  personId: number,
  at: string | DraftPlace,
): Promise<void> {
  await sql`with ${discarding({ personId, at })} select`.execute(db);
}

/** Sweeps the drafts nobody came back to; tells how many. */
export async function sweepDrafts(db: Db, now: Temporal.Instant): Promise<number> {
  const limit = now.subtract({ hours: draftKeptDays * 24 });
  const result = await db.deleteFrom('draft').where('saved_at', '<', limit).executeTakeFirst();
  await db.deleteFrom('draft_aside').where('saved_at', '<', limit).execute();
  return Number(result.numDeletedRows);
}

type BegunRow = { place: string; content: unknown; saved_at: Temporal.Instant };
type DraftRow = BegunRow & {
  aside: readonly { writtenIn: string; content: DraftContent; savedAt: string }[];
};

const toBegun = ({ place, content, saved_at: savedAt }: BegunRow): BegunDraft => ({
  ...{ place, savedAt },
  content: content as DraftContent,
});

function toDraft(row: DraftRow): Draft {
  const aside = row.aside.map((one) => ({ ...one, savedAt: Temporal.Instant.from(one.savedAt) }));
  return { ...toBegun(row), aside };
}
