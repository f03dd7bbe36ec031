export type TextPiece = { text: string; href?: string };

const address = /https?:\/\/[^\s<>"«»\p{Cc}\u202A-\u202E\u2066-\u2069]+/giu;
// What ends a sentence or closes a bracket is not part of the address before it.
const endings = new Set(".,;:!?…'’)]}");
const openings: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** The part of a match that is the address: a bracket opened inside it stays in it. Linear in its length. */
function trimAddress(found: string): string {
  const counts: Record<string, number> = {};
  for (const char of found) counts[char] = (counts[char] ?? 0) + 1;
  let end = found.length;
  while (end > 0) {
    const last = found.charAt(end - 1);
    if (!endings.has(last)) break;
    const opening = openings[last];
    if (opening && counts[last] === counts[opening]) break;
    counts[last] = (counts[last] ?? 0) - 1;
    end -= 1;
  }
  return found.slice(0, end);
}

/** Cuts a text where web addresses begin and end; joined again, the pieces are the text. */
export function splitAddresses(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const url = trimAddress(match[0]);
    if (!URL.canParse(url)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: url, href: url });
    from = match.index + url.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** A text as typed, its web addresses made links that tell the other site nothing. */
export function LinkedText({ text }: { text: string }) {
  return (
    <p class="plain-text" dir="auto">
      {splitAddresses(text).map((piece, index) =>
        piece.href === undefined ? (
          piece.text
        ) : (
          <a key={index} class="ds-link" href={piece.href} rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ),
      )}
    </p>
  );
}
