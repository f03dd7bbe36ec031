import type { StagedFile } from '../domain/files/file.ts';
import { type FileRefusal, filesPerForm } from '../domain/files/file-desk.ts';
import { paths } from '../paths.ts';
import type { Lang } from '../platform/text/lang.ts';
import type { ShownFile } from '../ui/file-list.tsx';
import { fileSize } from '../ui/file-size.ts';
import type { T, TextKey } from '../ui/texts.ts';
import type { RefusedFile } from './form-files.ts';
import type { FileRules } from './layout/page-context.ts';

/** What the words about files are made from. */
type Words = { t: T; lang: Lang; fileRules: FileRules };

/** More refusals at once are counted: a list nobody reads says nothing. */
const mostTold = 5;

const refusals: Readonly<Record<FileRefusal, TextKey>> = {
  empty: 'files:refused.empty',
  too_large: 'files:refused.tooLarge',
  ticket_full: 'files:refused.ticketFull',
  too_many: 'files:refused.tooMany',
  too_much_waiting: 'files:refused.tooMuchWaiting',
  cut: 'files:refused.cut',
  no_room: 'files:refused.noRoom',
  infected: 'files:refused.infected',
  scanner_down: 'files:refused.scannerDown',
};

/** Why a file was not taken, and what to do. */
function refusalText(
  { name, size, reason }: RefusedFile,
  { t, lang, fileRules: { limits } }: Words,
): string {
  const limit = reason === 'too_large' ? limits.fileBytes : limits.ticketBytes;
  return t(refusals[reason], {
    name,
    count: filesPerForm,
    size: fileSize(size, t, lang),
    limit: fileSize(limit, t, lang),
  });
}

/** Why files were not all taken, in one text; empty when they were. */
export function refusalTexts(refused: readonly RefusedFile[], words: Words): string {
  const texts = [...new Set(refused.map((file) => refusalText(file, words)))];
  const more = texts.length - mostTold;
  const told = texts.slice(0, mostTold);
  if (more > 0) told.push(words.t('files:refused.more', { count: more }));
  return told.join(' ');
}

const states = {
  pending: { text: 'files:state.pending', tone: 'warning' },
  infected: { text: 'files:state.infected', tone: 'danger' },
  not_scanned: { text: 'files:state.notScanned', tone: 'warning' },
} as const;

/** What is to be known of a file, in words; nothing of one that is clean, or where nobody looks for viruses. */
function stateOf(scan: StagedFile['scan'], { t, fileRules }: Words): Partial<ShownFile> {
  if (scan === 'clean' || (scan === 'not_scanned' && !fileRules.isScanned)) return {};
  const { text, tone } = states[scan];
  return { state: t(text), tone };
}

/** A file as a list shows it: what may be opened of it, and what is to be known. */
export function shownFile(file: StagedFile, words: Words): ShownFile {
  const { id, name, size, scan, hasThumbnail } = file;
  const isGiven = scan === 'clean' || scan === 'not_scanned';
  const pictures = { viewHref: paths.filePreview(id), thumbnail: paths.fileThumbnail(id) };
  return {
    ...{ id, name, size: fileSize(size, words.t, words.lang) },
    ...(isGiven ? { href: paths.file(id) } : {}),
    ...(isGiven && hasThumbnail ? pictures : {}),
    ...stateOf(scan, words),
  };
}
