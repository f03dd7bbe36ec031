const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/** Signs that no text holds: a table saved as a workbook, a picture, a programme. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const BINARY = /[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/;

/**
 * Reads the text of a file whatever wrote it: the encoding its first bytes say, else UTF-8, else the one of spreadsheets
 * in Western Europe (windows-1252, of which Latin-1 is a part). Null for what is no text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const mark = MARKS.find((one) => one.bytes.every((byte, index) => bytes[index] === byte));
  try {
    const text = new TextDecoder(mark?.encoding ?? 'utf-8', { fatal: true }).decode(bytes);
    return BINARY.test(text) ? null : text;
  } catch {
    if (mark) return null;
    const text = new TextDecoder('windows-1252').decode(bytes);
    return BINARY.test(text) ? null : text;
  }
}
