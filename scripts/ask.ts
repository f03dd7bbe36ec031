/** Questions in a terminal, or their answers on the standard input, one a line. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

export type Asker = {
  /** Gives the answer typed, or the next line of the standard input; undefined when there is none. */
  ask: (question: string, options?: { hidden?: boolean }) => Promise<string | undefined>;
  isInteractive: boolean;
  close: () => void;
};

/** Opens the terminal for questions; what answers a hidden one is not shown. */
export function openAsker(): Asker {
  const isInteractive = process.stdin.isTTY;
  let hides = false;
  const screen = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!hides) process.stderr.write(chunk);
      done();
    },
  });
  // Without history: the arrow up would show the password again.
  const input = { input: process.stdin, output: screen, terminal: isInteractive, historySize: 0 };
  const lines = createInterface(input);
  const typed = lines[Symbol.asyncIterator]();
  // Ctrl-C leaves at once, and leaves nothing half done: nothing is written before the last answer.
  lines.on('SIGINT', () => process.exit(130));
  const ask: Asker['ask'] = async (question, { hidden = false } = {}) => {
    if (isInteractive) process.stderr.write(`${question} `);
    hides = hidden;
    const { value, done } = await typed.next();
    if (hidden && isInteractive) process.stderr.write('\n');
    hides = false;
    return done ? undefined : value;
  };
  return { ask, isInteractive, close: () => lines.close() };
}
