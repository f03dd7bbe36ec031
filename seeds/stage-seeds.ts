import type { SentFiles } from '../src/domain/files/attach-files.ts';
import type { FileDesk } from '../src/domain/files/file-desk.ts';
import { stageFile } from '../src/domain/files/stage-file.ts';
import type { Db } from '../src/domain/tables.ts';
import { fileContents } from './files-data.ts';
import type { FileSeed } from './story.ts';

async function* bytesOf(content: Buffer | string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(content));
}

type Staging = { desk: FileDesk | null; personId: number; files: readonly FileSeed[] | undefined };

/** Stages files of the demonstration as a form would, for the command that is to send them; none where none are kept. */
export async function stageSeeds(
  db: Db,
  { desk, personId, files = [] }: Staging,
  at: Temporal.Instant,
): Promise<SentFiles | undefined> {
  if (desk === null || files.length === 0) return undefined;
  const ids: string[] = [];
  for (const { name, field = null } of files) {
    const bytes = bytesOf(fileContents[name]());
    // Looked at for viruses later, like files older than the scanner: a start waits for nobody.
    const here = { ...desk, db, scanner: null };
    const staged = await stageFile(here, { personId, place: 'seeds', field, name, bytes }, at);
    ids.push(staged.id);
  }
  return { ids, ticketBytes: desk.limits.ticketBytes };
}
