export type TextPiece = { text: string; href?: string };

const address = /https?:\/\/[^\s<>"«»\p{Cc}\u202A-\u202E\u2066-\u2069]+/giu;
// What ends a sentence or closes a bracket is not part of the address before it.
const trailing = /[.,;:!?…'’)\]}]+$/u;

/** The part of a match that is the address: brackets opened inside it stay in it. */
function trimAddress(found: string): string {
  let url = found;
  for (;;) {
    const end = trailing.exec(url)?.[0];
    if (!end) return url;
    const last = url.at(-1) ?? '';
    const opening = { ')': '(', ']': '[', '}': '{' }[last];
    if (opening && url.split(opening).length === url.split(last).length) return url;
    url = url.slice(0, -1);
  }
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
