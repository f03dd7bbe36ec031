import { type ImportedClosures, sortOut } from './import-closures.ts';

/** What some spreadsheets write first, to tell themselves the separator. */
const separatorLine = /^sep=.(?=\r?\n)/i;

type Line = { line: number; cells: string[] };

/**
 * Reads closures out of a table: first day, last day (empty: one day), label. Separated by semicolons, commas or tabs;
 * days as 24/12/2026 or 2026-12-24; a first line that names the columns is left out.
 */
export function readClosuresCsv(text: string): ImportedClosures {
  const { lines, openedAt } = readLines(text.replace(/^\uFEFF/, '').replace(separatorLine, ''));
  if (openedAt !== null) return sortOut([{ line: openedAt, closure: 'open_quote' }]);
  const written = lines.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [first] = written;
  const isHeader = first !== undefined && !/\d/.test(first.cells[0] ?? '');
  return sortOut(
    written.slice(isHeader ? 1 : 0).map(({ line, cells }) => {
      const [from = '', to = '', label = ''] = cells;
      if (cells.length !== 3) return { line, closure: 'not_three_columns' };
      const [first, last] = [isoDate(from), isoDate(to === '' ? from : to)];
      return { line, closure: { label, from: first, to: last, kind: 'closed', hours: [] } };
    }),
  );
}

function isoDate(text: string): string {
  const [, day, month, year] = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return text;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Cuts a table into lines and cells, quotes as spreadsheets write them; says where a quote that is never closed opens. */
function readLines(text: string): { lines: Line[]; openedAt: number | null } {
  const separator = /[;\t,]/.exec(text.trimStart().split(/\r?\n/, 1)[0] ?? '')?.[0] ?? ';';
  const lines: Line[] = [];
  let current: Line = { line: 1, cells: [] };
  let [cell, quoted, line, openedAt] = ['', false, 1, 1];
  const endCell = () => {
    current.cells.push(cell.trim());
    cell = '';
  };
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '\n') line++;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[index + 1] === '"') cell += text.charAt(index++);
      else quoted = false;
    } else if (char === '"' && cell.trim() === '') [cell, quoted, openedAt] = ['', true, line];
    else if (char === separator) endCell();
    else if (char === '\n') {
      endCell();
      lines.push(current);
      current = { line, cells: [] };
    } else cell += char;
  }
  endCell();
  return { lines: [...lines, current], openedAt: quoted ? openedAt : null };
}
