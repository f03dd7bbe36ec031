import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { FileRefused } from './file-desk.ts';
import { isFileId } from './staged-files.ts';

/** The files a form carries, by their ids, and what the whole ticket may hold (`FileDesk.limits.ticketBytes`). */
export interface SentFiles {
  readonly ids: readonly string[];
  readonly ticketBytes: number;
}

type Owned = { readonly personId: number | null; readonly files: SentFiles | undefined };

/**
 * Takes the files that a person's form carries, locked until the end of the transaction: those that are theirs and
 * still wait. Any other id counts for nothing; a file found infected goes away, as its page has said.
 */
export async function claimFiles(tx: Db, { personId, files }: Owned): Promise<string[]> {
  const ids = (files?.ids ?? []).filter(isFileId);
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; scan: string }>`
    select attachment.id, stored_file.scan from attachment join stored_file on stored_file.hash = attachment.hash
    where attachment.id = any(${ids}::uuid[]) and attachment.added_by_id = ${personId}
      and attachment.place is not null
    order by attachment.id for update of attachment`.execute(tx);
  const infected = rows.filter(({ scan }) => scan === 'infected').map(({ id }) => id);
  if (infected.length > 0) {
    await sql`delete from attachment where id = any(${infected}::uuid[])`.execute(tx);
  }
  return rows.filter(({ scan }) => scan !== 'infected').map(({ id }) => id);
}

/** Without a script the files of a form come again with each click: these are on the ticket under the same name. */
const isDoubleOn = (ticketNumber: number | null) => sql<boolean>`exists (
  select 1 from attachment as known where known.ticket_number = ${ticketNumber}::bigint
    and known.added_by_id = attachment.added_by_id and known.hash = attachment.hash
    and known.name = attachment.name and known.field is not distinct from attachment.field)`;

/**
 * Says whether a form carries a file of theirs that still waits, besides those that a ticket has from them already: it
 * is then no second click on one already sent.
 */
export async function hasWaitingFiles(
  db: Db,
  { personId, files, besidesOn = null }: Owned & { readonly besidesOn?: number | null },
): Promise<boolean> {
  const ids = (files?.ids ?? []).filter(isFileId);
  if (ids.length === 0) return false;
  const { rows } = await sql<{ waits: boolean }>`select exists (
    select 1 from attachment where id = any(${ids}::uuid[]) and added_by_id = ${personId}
      and place is not null and not ${isDoubleOn(besidesOn)}) as waits`.execute(db);
  return rows[0]?.waits ?? false;
}

/** Forgets the files of a form sent twice that its ticket has already: they would wait for a form that is gone. */
export async function forgetDoubles(
  db: Db,
  { personId, files, ticketNumber }: Owned & { readonly ticketNumber: number },
): Promise<void> {
  const ids = (files?.ids ?? []).filter(isFileId);
  if (ids.length === 0) return;
  await sql`delete from attachment where id = any(${ids}::uuid[]) and added_by_id = ${personId}
    and place is not null and ${isDoubleOn(ticketNumber)}`.execute(db);
}

/**
 * Puts claimed files on a ticket, with its description or with what is said. The ticket's row is locked by the caller:
 * two acts at once cannot fill it past its limit.
 */
export async function attachFiles(
  tx: Db,
  {
    ids,
    ticketNumber,
    ticketBytes,
    messageId = null,
    noteId = null,
  }: {
    readonly ids: readonly string[];
    readonly ticketNumber: number;
    readonly ticketBytes: number;
    readonly messageId?: number | null;
    readonly noteId?: number | null;
  },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('attachment')
    .set({ place: null, ticket_number: ticketNumber, message_id: messageId, note_id: noteId })
    .where('id', '=', (eb) => eb.fn<string>('any', [eb.val(ids)]))
    .execute();
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(stored_file.size), 0)::bigint as total
    from attachment join stored_file on stored_file.hash = attachment.hash
    where attachment.ticket_number = ${ticketNumber}`.execute(tx);
  if ((rows[0]?.total ?? 0) > ticketBytes) throw new FileRefused('ticket_full');
}
