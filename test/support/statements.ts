import { recordStatements } from '../../src/platform/db/statements.ts';

/**
 * The statements that something costs once it was done before: the first time, a process sends each read alone to
 * learn its columns (`readTogether`).
 */
export async function statementsOf(fn: () => Promise<unknown>): Promise<string[]> {
  await fn();
  return (await recordStatements(fn)).statements;
}
