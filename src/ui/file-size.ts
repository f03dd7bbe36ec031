import type { Lang } from '../platform/text/lang.ts';
import { formatNumber } from '../platform/text/numbers.ts';
import type { T } from './texts.ts';

const units = ['kib', 'mib', 'gib'] as const;

/** Writes the size of a file for people: « 340 Kio », « 1,2 Mio »; one decimal under ten. */
export function fileSize(bytes: number, t: T, lang: Lang = 'fr'): string {
  if (bytes < 1024) return t('files:size.bytes', { count: bytes });
  // 1 023,9 Kio is 1 Mio.
  const power = Math.min(units.length, Math.floor(Math.log(bytes * 1.0005) / Math.log(1024)));
  const size = bytes / 1024 ** power;
  const rounded = size < 10 ? Math.round(size * 10) / 10 : Math.round(size);
  return t(`files:size.${units[power - 1] ?? 'gib'}`, { size: formatNumber(rounded, lang) });
}
