import { inTransaction } from '../../platform/db/database.ts';
import { Unavailable } from '../../platform/errors.ts';
import { NoVerdict } from '../../platform/scan/scanner.ts';
import type { Incoming } from '../../platform/storage/storage.ts';
import { lockContent, removeUnkept } from './content.ts';
import type { Scan } from './file.ts';
import { type FileDesk, FileRefused } from './file-desk.ts';

/** Contents looked at again in one round, at most. */
const perRound = 100;
/** A content the scanner says nothing of is asked about again after that long. */
const askAgainMinutes = 15;

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
    if (verdict.clean) return 'clean';
    log.warn(
      { hash: incoming.hash, found: verdict.found },
      'A file holds a virus: it was refused.',
    );
  } catch (error) {
    if (!isSilence(error)) throw error;
    log.warn({ err: error }, 'The scanner does not say: a file was refused.');
    throw new FileRefused('scanner_down', { cause: error });
  }
  throw new FileRefused('infected');
}

const isSilence = (error: unknown): error is Error =>
  error instanceof Unavailable || error instanceof NoVerdict;

/** What came of looking at a content: false when the scanner is down, and the others need not be tried. */
type IsUp = boolean;

/** Looks for viruses in a content that waits for it; one found infected loses its content, and keeps saying why. */
export async function scanContent(
  desk: FileDesk,
  { hash }: { readonly hash: string },
  now: Temporal.Instant,
): Promise<IsUp> {
  const { db, scanner, storage, log } = desk;
  const waits = await db
    .selectFrom('stored_file')
    .select('hash')
    .where('hash', '=', hash)
    .where('scan', 'in', ['pending', 'not_scanned'])
    .executeTakeFirst();
  if (waits === undefined || scanner === null) return true;
  try {
    const verdict = await scanner.scan(await storage.read(hash));
    await record(desk, { hash, scan: verdict.clean ? 'clean' : 'infected' }, now);
    if (verdict.clean) return true;
    log.warn({ hash, found: verdict.found }, 'A file holds a virus: its content is removed.');
    await inTransaction(db, (tx) => removeUnkept(tx, storage, hash));
    return true;
  } catch (error) {
    if (!isSilence(error)) throw error;
    return letWait(desk, { hash, error }, now);
  }
}

/** The scanner did not say: the content waits unread, or is given out marked so, as the installation chose. */
async function letWait(
  { db, whenScannerDown, log }: FileDesk,
  { hash, error }: { hash: string; error: Error },
  now: Temporal.Instant,
): Promise<IsUp> {
  const isUp = error instanceof NoVerdict;
  const isGiven = whenScannerDown === 'accept';
  log.warn(
    { err: error, hash, isGiven },
    'The scanner does not say: a file waits to be looked at.',
  );
  await db
    .updateTable('stored_file')
    .set({ ...(isGiven ? { scan: 'not_scanned' } : {}), scanned_at: isUp ? now : null })
    .where('hash', '=', hash)
    .where('scan', 'in', ['pending', 'not_scanned'])
    .execute();
  return isUp;
}

async function askLater({ db }: FileDesk, hash: string, now: Temporal.Instant): Promise<IsUp> {
  await db.updateTable('stored_file').set({ scanned_at: now }).where('hash', '=', hash).execute();
  return true;
}

async function record(
  { db }: FileDesk,
  { hash, scan }: { hash: string; scan: Scan },
  now: Temporal.Instant,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockContent(tx, hash);
    await tx
      .updateTable('stored_file')
      .set({ scan, scanned_at: now, ...(scan === 'infected' ? { has_thumbnail: false } : {}) })
      .where('hash', '=', hash)
      .execute();
  });
}

/** Looks at everything that still waits, the longest first, until the scanner stops answering. */
export async function scanWaiting(desk: FileDesk, now: Temporal.Instant): Promise<void> {
  if (desk.scanner === null) return;
  const again = now.subtract({ minutes: askAgainMinutes });
  const waiting = await desk.db
    .selectFrom('stored_file')
    .select('hash')
    .where('scan', 'in', ['pending', 'not_scanned'])
    .where((eb) => eb.or([eb('scanned_at', 'is', null), eb('scanned_at', '<', again)]))
    .orderBy('stored_at')
    .limit(perRound)
    .execute();
  for (const content of waiting) {
    const isUp = await scanContent(desk, content, now).catch((error: unknown) => {
      // Its content cannot be read: a fault to mend, which must not keep the others waiting.
      desk.log.error({ err: error, hash: content.hash }, 'A file could not be looked at.');
      return askLater(desk, content.hash, now);
    });
    if (!isUp) return;
  }
}
