const longest = 30;

/** Reads a number as people write it: « 12,5 », « 12.5 », « 1 234 »; undefined when it is none. */
export function readNumber(text: string): number | undefined {
  const typed = text.trim();
  if (typed.length > longest) return undefined;
  const plain = typed.replace(/[\s\u00A0\u2009\u202F]/g, '').replace(',', '.');
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
