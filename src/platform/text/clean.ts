/**
 * Makes what a person typed storable without changing what they read: one kind of newline, no NUL (PostgreSQL
 * refuses it), half characters (unpaired surrogates) replaced by �. Every other character stays exactly as typed.
 */
export function cleanText(text: string): string {
  // NUL goes first: between \r and \n it would otherwise leave two newlines where one was typed.
  return text.replaceAll('\0', '').replace(/\r\n?/g, '\n').toWellFormed();
}

/** True when nothing can be seen of a text: spaces, controls and marks of direction only. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}]*$/u.test(text);
}
