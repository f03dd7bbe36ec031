import { type RawBuilder, sql } from 'kysely';
import { inTransaction, jsonb } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';

/** A page open somewhere: its own key, and when the draft it was opened with had been saved. */
export interface DraftWindow {
  readonly id: string;
  readonly opened: Temporal.Instant | null;
}

/** Where a draft is kept, and the window that writes it when it is known. */
export interface DraftPlace {
  readonly place: string;
  readonly window?: DraftWindow | undefined;
}

type Place = { personId: number; place: string };

/**
 * So many texts of other windows are kept at a place, the last ones: more than anybody writes at once. A page of the form
 * reads them all, and a program that opens windows without end would have it read without end.
 */
export const mostAside = 10;

/**
 * Sets aside what another window kept at a place since this one was opened, before it is written over; says whether
 * there was something. The row is locked first: of two windows that save at once, the second finds what the first
 * wrote.
 */
export async function setAside(
  tx: Db,
  { personId, place, window }: Place & { window: DraftWindow },
  content: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with other as (
      select person_id, place, written_in, content, saved_at from draft
      where person_id = ${personId} and place = ${place} for no key update
    )
    insert into draft_aside (person_id, place, written_in, content, saved_at)
    select person_id, place, coalesce(written_in, gen_random_uuid()), content, saved_at from other
    where written_in is distinct from ${window.id}::uuid
      and saved_at is distinct from ${window.opened}::timestamptz
      and content <> ${jsonb(content)}
    on conflict (person_id, place, written_in)
      do update set content = excluded.content, saved_at = excluded.saved_at`.execute(tx);
  // What this window had aside is older than what it keeps now.
  const isThere = sql`person_id = ${personId} and place = ${place}`;
  await sql`
    delete from draft_aside where ${isThere} and (written_in = ${window.id}::uuid or written_in not in (
      select written_in from draft_aside where ${isThere} and written_in <> ${window.id}::uuid
      order by saved_at desc limit ${sql.lit(mostAside)}))`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

type Discarding = {
  personId: number;
  at: string | DraftPlace | undefined;
  when?: RawBuilder<boolean>;
};

/**
 * The steps that forget a draft, as `with` takes them, to be sent with others; no place, nothing forgotten. The text set
 * aside that takes its place leaves the others only once it stands there: a window that saves meanwhile keeps it.
 */
export function discarding({ personId, at, when = sql`true` }: Discarding): RawBuilder<unknown> {
  const { place = null, window = undefined } = typeof at === 'string' ? { place: at } : (at ?? {});
  const id = window?.id ?? null;
  const isThere = sql`person_id = ${personId}::bigint and place = ${place}::text`;
  const isOwn = sql`(${id}::uuid is null or draft.written_in is null or draft.written_in = ${id}::uuid
    or draft.saved_at = ${window?.opened ?? null}::timestamptz)`;
  return sql`next_draft as (
      select written_in, content, saved_at from draft_aside
      where ${isThere} and written_in is distinct from ${id}::uuid and ${when}
      order by saved_at desc limit 1
    ),
    taken_up as (
      update draft set content = next_draft.content, saved_at = next_draft.saved_at,
        written_in = next_draft.written_in
      from next_draft where ${isThere} and ${isOwn}
      returning draft.written_in
    ),
    dropped as (
      delete from draft where ${isThere} and ${isOwn} and ${when}
        and not exists (select from next_draft)
    ),
    no_longer_aside as (
      delete from draft_aside where ${isThere} and ${when}
        and (written_in = ${id}::uuid or written_in in (select written_in from taken_up))
    )`;
}

/** Takes back a text that was set aside; what is kept at its place goes aside instead. */
export function takeAside(
  db: Db,
  { personId, place, writtenIn }: Place & { writtenIn: string },
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const taken = await tx
      .deleteFrom('draft_aside')
      .where('person_id', '=', personId)
      .where('place', '=', place)
      .where('written_in', '=', writtenIn)
      .returning(['content', 'saved_at', 'written_in'])
      .executeTakeFirst();
    if (taken === undefined) return;
    const back = { ...taken, content: jsonb(taken.content) };
    await setAside(tx, { personId, place, window: { id: writtenIn, opened: null } }, {});
    await tx
      .insertInto('draft')
      .values({ person_id: personId, place, ...back })
      .onConflict((conflict) => conflict.columns(['person_id', 'place']).doUpdateSet(back))
      .execute();
  });
}
