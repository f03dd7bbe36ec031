/** Keeps of two texts the lines between the first and the last that differ; nothing of the same text twice. */
export function changedLines(before: string, after: string): { before: string; after: string } {
  const from = before.split('\n');
  const to = after.split('\n');
  const shortest = Math.min(from.length, to.length);
  let start = 0;
  while (start < shortest && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < shortest - start && from.at(-1 - end) === to.at(-1 - end)) end += 1;
  const between = (lines: string[]) => lines.slice(start, lines.length - end).join('\n');
  return { before: between(from), after: between(to) };
}
