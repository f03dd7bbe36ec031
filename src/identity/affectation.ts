/** Where somebody works as a portal writes it: a code, and what it may be called until somebody names it. */
export type Affectation = { code: string; name: string };

const controlLetters = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** Gives the code of a school or service of the ministry as it is written, or null when its letter does not fit. */
export function readUai(text: string): string | null {
  const [, digits = '', letter = ''] = /^(\d{7})([A-Z])$/.exec(text.trim().toUpperCase()) ?? [];
  if (digits === '' || controlLetters[Number(digits) % 23] !== letter) return null;
  return digits + letter;
}

/** What `FrEduRne` says, between dollars; `FrEduRneResp` says the same without what one does there and where it hangs. */
const places = {
  8: { uai: 0, sector: 2, kind: 6 },
  7: { uai: 0, sector: 2, kind: 5 },
} as const;

/**
 * Reads one affectation: `UAI$UAJ$PU|PR$FONCTION$UAI_UAJ$T3$TTY$NATURE`, `{UAI}0750001A` of supann, a SIRET, or any code
 * of the authority's own. Null when it claims to be a UAI and is not one.
 */
export function readAffectation(text: string): Affectation | null {
  const value = text.trim();
  if (value.includes('$')) return readFrEduRne(value);
  const [, label = '', code = ''] = /^(?:\{(\w+)\})?(.*)$/s.exec(value) ?? [];
  if (code === '' || code.length > 100) return null;
  const isUai = label.toUpperCase() === 'UAI' || (label === '' && /^\d{7}[A-Z]$/i.test(code));
  const known = isUai ? readUai(code) : code;
  return known === null ? null : { code: known, name: known };
}

function readFrEduRne(value: string): Affectation | null {
  const parts = value.split('$').map((part) => part.trim());
  if (parts.length !== 7 && parts.length !== 8) return null;
  const place = places[parts.length];
  const code = readUai(parts[place.uai] ?? '');
  if (code === null || !/^P[UR]$/.test(parts[place.sector] ?? '')) return null;
  const kind = parts[place.kind] ?? '';
  return { code, name: /^[A-Z0-9]{2,8}$/.test(kind) ? `${kind} ${code}` : code };
}
