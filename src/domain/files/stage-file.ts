import { sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import type { Incoming } from '../../platform/storage/storage.ts';
import type { Db } from '../tables.ts';
import {
  findContent,
  type Inspection,
  insertContent,
  inspect,
  lockContent,
  namesOf,
  removeUnkept,
} from './content.ts';
import type { StagedFile } from './file.ts';
import {
  asFileRefused,
  type FileDesk,
  FileRefused,
  filesPerForm,
  ticketsWaiting,
} from './file-desk.ts';
import { cleanFileName } from './file-name.ts';
import { scanBeforeKeeping } from './scan-content.ts';
import { type FilePlace, listStagedFiles } from './staged-files.ts';

/** A file somebody sends, as it arrives. */
export interface FileSent extends FilePlace {
  /** The own field it answers; null: a file of the text beside it. */
  readonly field: string | null;
  /** As its sender calls it. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Keeps a file on the draft of a place until its form is sent. Throws FileRefused, with nothing left behind. The
 * content is on the disk under its name before any row says so; when the rows fail, it is removed again.
 */
export async function stageFile(
  desk: FileDesk,
  sent: FileSent,
  now: Temporal.Instant,
): Promise<StagedFile> {
  await assertRoom(desk, { db: desk.db, place: sent, size: 0 });
  const incoming = await desk.storage
    .receive(sent.bytes, { maxBytes: desk.limits.fileBytes })
    .catch((error: unknown) => {
      throw asFileRefused(error);
    });
  try {
    const scan = await scanBeforeKeeping(desk, incoming);
    const known = await findContent(desk.db, incoming.hash);
    const inspection = known === undefined ? await inspect(incoming.path) : null;
    return await keep(desk, { sent, incoming, scan, inspection }, now);
  } finally {
    await incoming.discard();
  }
}

/** Refuses what would make a form, or all those of a person, too heavy: before a byte is read, and once all are. */
async function assertRoom(
  { limits }: FileDesk,
  { db, place: { personId, place }, size }: { db: Db; place: FilePlace; size: number },
): Promise<void> {
  const { rows } = await sql<{ count: number; total: number; waiting: number }>`
    select count(*) filter (where place = ${place})::bigint as count,
      coalesce(sum(size) filter (where place = ${place}), 0)::bigint as total,
      coalesce(sum(size), 0)::bigint as waiting
    from attachment join stored_file on stored_file.hash = attachment.hash
    where attachment.added_by_id = ${personId} and attachment.place is not null`.execute(db);
  const { count = 0, total = 0, waiting = 0 } = rows[0] ?? {};
  if (count >= filesPerForm) throw new FileRefused('too_many');
  if (total + size > limits.ticketBytes) throw new FileRefused('ticket_full');
  if (waiting + size > limits.ticketBytes * ticketsWaiting) {
    throw new FileRefused('too_much_waiting');
  }
}

type Keeping = {
  sent: FileSent;
  incoming: Incoming;
  scan: 'pending' | 'clean' | 'not_scanned';
  /** Null: the content was known when it arrived. */
  inspection: Inspection | null;
};

async function keep(desk: FileDesk, keeping: Keeping, now: Temporal.Instant): Promise<StagedFile> {
  const { sent, incoming } = keeping;
  try {
    return await inTransaction(desk.db, async (tx) => {
      // One after the other for one person: two at once would each find the room that only one may have.
      await tx
        .selectFrom('person')
        .select('id')
        .where('id', '=', sent.personId)
        .forNoKeyUpdate()
        .execute();
      await assertRoom(desk, { db: tx, place: sent, size: incoming.size });
      await lockContent(tx, incoming.hash);
      await keepContent(desk, { tx, ...keeping }, now);
      return insertAttachment(tx, { sent, hash: incoming.hash }, now);
    });
  } catch (error) {
    // Its row is undone; when no other names this content, its file goes too.
    await inTransaction(desk.db, (tx) => removeUnkept(tx, desk.storage, incoming.hash)).catch(
      (failure: unknown) => desk.log.warn({ err: failure }, 'A file is left to the next sweep.'),
    );
    throw asFileRefused(error);
  }
}

/** Gives the content its name, and its row when it has none. */
async function keepContent(
  { storage }: FileDesk,
  { tx, incoming, scan, inspection }: Keeping & { tx: Db },
  now: Temporal.Instant,
): Promise<void> {
  const { hash, size } = incoming;
  const known = await findContent(tx, hash);
  if (known?.scan === 'infected') throw new FileRefused('infected');
  if (known !== undefined) return;
  // Known a moment ago and swept since: looked at now, under the lock.
  const found = inspection ?? (await inspect(incoming.path));
  const names = namesOf(hash);
  if (found.renditions !== null) {
    await storage.write(names.preview, found.renditions.preview);
    await storage.write(names.thumbnail, found.renditions.thumbnail);
  }
  await incoming.keep();
  await insertContent(tx, { ...found, hash, size, scan }, now);
  if (scan === 'pending') await enqueue(tx, 'scan-file', { hash }, { jobKey: `scan-file:${hash}` });
}

async function insertAttachment(
  tx: Db,
  { sent, hash }: { sent: FileSent; hash: string },
  now: Temporal.Instant,
): Promise<StagedFile> {
  const id = crypto.randomUUID();
  const { personId, place, field } = sent;
  await tx
    .insertInto('attachment')
    .values({
      ...{ id, hash, place, field },
      name: cleanFileName(sent.name),
      added_by_id: personId,
      added_at: now,
    })
    .execute();
  const staged = (await listStagedFiles(tx, sent)).find((file) => file.id === id);
  if (staged === undefined) throw new Error('a file just staged is at its place');
  return staged;
}
