import { inTransaction } from '../../platform/db/database.ts';
import { Unavailable } from '../../platform/errors.ts';
import type { Verdict } from '../../platform/scan/scanner.ts';
import type { Incoming } from '../../platform/storage/storage.ts';
import { lockContent, removeUnkept } from './content.ts';
import type { Scan } from './file.ts';
import { type FileDesk, FileRefused } from './file-desk.ts';

/** Contents looked at again in one round, at most. */
const perRound = 100;

/**
 * What a content is held as when it arrives. An installation that refuses files while its scanner is down looks at
 * them before keeping them; any other keeps them unread until the job has looked.
 */
export async function scanBeforeKeeping(
  { scanner, whenScannerDown, log }: FileDesk,
  incoming: Incoming,
): Promise<'pending' | 'clean' | 'not_scanned'> {
  if (scanner === null) return 'not_scanned';
  if (whenScannerDown !== 'refuse') return 'pending';
  try {
    const verdict = await scanner.scan(incoming.read());
    if (!verdict.clean) throw new FileRefused('infected');
    return 'clean';
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    log.warn({ err: error }, 'The scanner does not answer: a file was refused.');
    throw new FileRefused('scanner_down', { cause: error });
  }
}

/** Looks for viruses in a content that waits for it. Says false when the scanner does not answer: ask again later. */
export async function scanContent(
  desk: FileDesk,
  { hash }: { readonly hash: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const { db, scanner, storage, log } = desk;
  const waits = await db
    .selectFrom('stored_file')
    .select('hash')
    .where('hash', '=', hash)
    .where('scan', 'in', ['pending', 'not_scanned'])
    .executeTakeFirst();
  if (waits === undefined || scanner === null) return true;
  let verdict: Verdict;
  try {
    verdict = await scanner.scan(await storage.read(hash));
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    await giveUpForNow(desk, hash, error);
    return false;
  }
  if (verdict.clean) await record(desk, { hash, scan: 'clean' }, now);
  else {
    log.warn({ hash, found: verdict.found }, 'A file holds a virus: its content is removed.');
    await record(desk, { hash, scan: 'infected' }, now);
    await inTransaction(db, (tx) => removeUnkept(tx, storage, hash));
  }
  return true;
}

/** Looks again at everything that still waits, oldest first, until the scanner stops answering. */
export async function scanWaiting(desk: FileDesk, now: Temporal.Instant): Promise<void> {
  if (desk.scanner === null) return;
  const waiting = await desk.db
    .selectFrom('stored_file')
    .select('hash')
    .where('scan', 'in', ['pending', 'not_scanned'])
    .orderBy('stored_at')
    .limit(perRound)
    .execute();
  for (const content of waiting) if (!(await scanContent(desk, content, now))) return;
}

async function giveUpForNow(
  { db, whenScannerDown, log }: FileDesk,
  hash: string,
  error: Unavailable,
): Promise<void> {
  log.warn({ err: error, hash }, 'The scanner does not answer: a file waits to be looked at.');
  if (whenScannerDown !== 'accept') return;
  const { numUpdatedRows } = await db
    .updateTable('stored_file')
    .set({ scan: 'not_scanned' })
    .where('hash', '=', hash)
    .where('scan', '=', 'pending')
    .executeTakeFirst();
  if (numUpdatedRows > 0n) log.warn({ hash }, 'A file is given out without having been looked at.');
}

function record(
  { db }: FileDesk,
  { hash, scan }: { hash: string; scan: Scan },
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await lockContent(tx, hash);
    await tx
      .updateTable('stored_file')
      .set({ scan, scanned_at: now, ...(scan === 'infected' ? { has_thumbnail: false } : {}) })
      .where('hash', '=', hash)
      .execute();
  });
}
