import { sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';
import { lockContent, removeUnkept } from './content.ts';
import type { FileDesk } from './file-desk.ts';

/** How long a file waits on a form that nobody comes back to. */
export const stagedDays = 7;
/** How long a content outlives the last file that named it: longer than a backup takes. */
const unnamedHours = 24;
/** What is that old and still belongs to nothing was left by a process that died. */
const leftoverHours = 1;
const perRound = 500;

/**
 * Removes what no longer serves: files waiting on forms nobody came back to, contents no file names, and what a fault
 * may have left on the disk without a row.
 */
export async function sweepFiles(desk: FileDesk, now: Temporal.Instant): Promise<void> {
  const leftover = now.subtract({ hours: leftoverHours });
  await desk.storage.sweepIncoming(leftover);
  await sweepStaged(desk.db, now.subtract({ hours: stagedDays * 24 }));
  await sweepUnnamed(desk, now.subtract({ hours: unnamedHours }));
  await sweepRowless(desk, leftover);
}

/** A draft saved since keeps its files: its author is still at it. */
async function sweepStaged(db: Db, before: Temporal.Instant): Promise<void> {
  await sql`delete from attachment where place is not null and added_at < ${before}
    and not exists (select 1 from draft where draft.person_id = attachment.added_by_id
      and draft.place = attachment.place and draft.saved_at >= ${before})`.execute(db);
}

async function sweepUnnamed({ db, storage }: FileDesk, before: Temporal.Instant): Promise<void> {
  const { rows } = await sql<{
    hash: string;
  }>`select hash from stored_file where stored_at < ${before}
    and not exists (select 1 from attachment where attachment.hash = stored_file.hash)
    order by stored_at limit ${perRound}`.execute(db);
  for (const { hash } of rows) {
    await inTransaction(db, async (tx) => {
      await lockContent(tx, hash);
      await sql`delete from stored_file where hash = ${hash}
        and not exists (select 1 from attachment where attachment.hash = stored_file.hash)`.execute(
        tx,
      );
    });
    await inTransaction(db, (tx) => removeUnkept(tx, storage, hash));
  }
}

async function sweepRowless({ db, storage }: FileDesk, before: Temporal.Instant): Promise<void> {
  for await (const names of storage.list(before)) {
    const hashes = [...new Set(names.map((name) => name.slice(0, 64)))];
    const { rows } = await sql<{ hash: string }>`select hash from stored_file
      where hash = any(${hashes}::text[]) and scan <> 'infected'`.execute(db);
    const kept = new Set(rows.map(({ hash }) => hash));
    for (const hash of hashes) {
      if (!kept.has(hash)) await inTransaction(db, (tx) => removeUnkept(tx, storage, hash));
    }
  }
}
