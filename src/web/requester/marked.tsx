import type { Piece } from '../../domain/knowledge/extract.ts';

/** A text with the words that were looked for marked. */
export function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map(({ text, isFound }, index) => (isFound ? <mark key={index}>{text}</mark> : text))}
    </>
  );
}
