import { isOwnPath, paths } from '../paths.ts';

// Any host that is not one: only its absence from the result matters.
const nowhere = 'http://own.invalid';

/**
 * Gives the address of our own that a text asks to come back to, as a header can carry it; null for anything else.
 * Checked before and after a URL is made of it: `/.//elsewhere.example` is ours only until its dots are resolved.
 */
export function ownPath(text: string): string | null {
  if (!isOwnPath(text) || !URL.canParse(text, nowhere)) return null;
  const url = new URL(text, nowhere);
  const path = url.pathname + url.search + url.hash;
  return url.origin === nowhere && isOwnPath(path) ? path : null;
}

/** Gives the sign-in page that comes back to a page; nothing to come back to lets each land on their own. */
export function wayInFor(page: string): string {
  return paths.signIn({ retour: page === paths.home() ? undefined : page });
}
