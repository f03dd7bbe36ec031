import { type ImportedClosures, sortOut } from './import-closures.ts';

type Line = { line: number; cells: string[] };

/**
 * Reads closures out of a table: first day, last day (empty: one day), label. Separated by semicolons, commas or tabs;
 * days as 24/12/2026 or 2026-12-24; a first line that names the columns is left out.
 */
export function readClosuresCsv(text: string): ImportedClosures {
  const lines = readLines(text.replace(/^\uFEFF/, ''));
  if (lines === null) return { closures: [], faults: [{ line: 1, code: 'open_quote' }] };
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

/** Cuts a table into lines and cells, quotes as spreadsheets write them; null when a quote is never closed. */
function readLines(text: string): Line[] | null {
  const separator = /[;\t,]/.exec(text.split(/\r?\n/, 1)[0] ?? '')?.[0] ?? ';';
  const lines: Line[] = [];
  let current: Line = { line: 1, cells: [] };
  let [cell, quoted, line] = ['', false, 1];
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
    } else if (char === '"' && cell.trim() === '') [cell, quoted] = ['', true];
    else if (char === separator) endCell();
    else if (char === '\n') {
      endCell();
      lines.push(current);
      current = { line, cells: [] };
    } else cell += char;
  }
  endCell();
  return quoted ? null : [...lines, current];
}
