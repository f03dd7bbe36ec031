/** The id planted for a code; a code nobody planted is a mistake in the seeds. */
export function idOf<Code>(ids: ReadonlyMap<Code, number>, code: Code): number {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`The seeds plant no « ${String(code)} ».`);
  return id;
}
