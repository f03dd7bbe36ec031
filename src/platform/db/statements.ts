import { AsyncLocalStorage } from 'node:async_hooks';

const transactionControl =
  /^\s*(begin|commit|rollback|savepoint|release|start transaction|set transaction)\b/i;

/** Says whether a statement only opens, marks or ends a transaction. */
export const isTransactionControl = (text: string): boolean => transactionControl.test(text);

const recordings = new AsyncLocalStorage<string[]>();

/** Notes a statement for whoever is counting in this chain of calls; free when nobody is. */
export function recordStatement(text: string): void {
  if (!isTransactionControl(text)) recordings.getStore()?.push(text);
}

/** Runs `fn` and gives every SQL statement it sent, in order, without begin, commit and savepoints. */
export async function recordStatements<R>(
  fn: () => Promise<R>,
): Promise<{ result: R; statements: string[] }> {
  const statements: string[] = [];
  const result = await recordings.run(statements, fn);
  return { result, statements };
}
