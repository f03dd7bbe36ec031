/**
 * Makes what a person typed storable without changing what they read: one kind of newline, no NUL (PostgreSQL
 * refuses it), half characters (unpaired surrogates) replaced by �. Every other character stays exactly as typed.
 */
export function cleanText(text: string): string {
  // NUL goes first: between \r and \n it would otherwise leave two newlines where one was typed.
  return text.replaceAll('\0', '').replace(/\r\n?/g, '\n').toWellFormed();
}

/** White space, and the signs that leave no trace on a page: joiners, marks of direction, fillers. */
const traceless = /^[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]*$/u;

/** Says whether a text shows nothing to whoever reads it: a name made so could be neither seen nor clicked. */
export function isBlank(text: string): boolean {
  return traceless.test(text);
}
