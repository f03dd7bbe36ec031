import type { ImportedClosures } from './import-closures.ts';
import { readClosuresCsv } from './import-csv.ts';
import { readClosuresIcs } from './import-ics.ts';

/** Reads closures out of a text, an iCalendar file when it begins as one, else a table. */
export function readClosures(text: string, timeZone: string): ImportedClosures {
  const isCalendar = /^\uFEFF?\s*BEGIN\s*:/i.test(text);
  return isCalendar ? readClosuresIcs(text, timeZone) : readClosuresCsv(text);
}
