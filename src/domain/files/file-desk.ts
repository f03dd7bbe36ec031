import type { Log } from '../../platform/log.ts';
import type { Scanner } from '../../platform/scan/scanner.ts';
import { type Storage, StorageRefused } from '../../platform/storage/storage.ts';
import type { Db } from '../tables.ts';

/** How much people may attach. */
export interface FileLimits {
  /** One file. */
  readonly fileBytes: number;
  /** All the files of a ticket; of a form too, before it is sent. */
  readonly ticketBytes: number;
}

/** What becomes of files while the scanner does not answer: kept unread, refused, or given out with a warning. */
export type WhenScannerDown = 'hold' | 'refuse' | 'accept';

/** Everything that keeping people's files needs. */
export interface FileDesk {
  readonly db: Db;
  readonly storage: Storage;
  readonly limits: FileLimits;
  /** Null: this installation has no scanner. */
  readonly scanner: Scanner | null;
  readonly whenScannerDown: WhenScannerDown;
  readonly log: Log;
}

/** The most files one form may carry. */
export const filesPerForm = 50;

/** What one person's files may weigh while they wait, on all their forms: so many tickets' worth. */
export const ticketsWaiting = 10;

/** Why a file was not taken. */
export type FileRefusal =
  | 'empty'
  | 'too_large'
  | 'ticket_full'
  | 'too_many'
  | 'too_much_waiting'
  | 'cut'
  | 'no_room'
  | 'infected'
  | 'scanner_down';

/** A file was not taken, and nothing of it is left; the other ones are untouched. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly reason: FileRefusal;

  constructor(reason: FileRefusal, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/** The refusal that a person is told, for the one of the storage. */
export const asFileRefused = (error: unknown): unknown =>
  error instanceof StorageRefused ? new FileRefused(error.reason, { cause: error }) : error;
