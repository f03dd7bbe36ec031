/** What a scanner says of a content: clean, or the name of what it found. */
export type Verdict = { readonly clean: true } | { readonly clean: false; readonly found: string };

/** The scanner answers, but says nothing of this content: too heavy for it, or beyond it. */
export class NoVerdict extends Error {
  override readonly name = 'NoVerdict';
}

/** Looks for viruses in a content as it streams by; throws Unavailable when it is down, NoVerdict when it cannot say. */
export interface Scanner {
  scan(bytes: AsyncIterable<Uint8Array>): Promise<Verdict>;
}
