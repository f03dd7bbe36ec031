import { isBlank } from '../../platform/text/clean.ts';
import { fold } from '../../platform/text/compare.ts';

/** How many words people may type for a nature, and how long each may be. */
export const synonymLimits = { count: 60, length: 80 } as const;

/** Reads what people type for a nature, one a line; what is said twice but for case and accents is said once. */
export function readSynonyms(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim());
  const byFold = new Map<string, string>();
  for (const line of lines) {
    const key = fold(line);
    if (!isBlank(line) && !byFold.has(key)) byFold.set(key, line);
  }
  return [...byFold.values()];
}
