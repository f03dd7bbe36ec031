import { linesFor } from '../src/start-error.ts';

/** Does what an operator asked and says what came of it; what they can mend is told in their words, and the command fails. */
export async function operate(command: () => Promise<string>): Promise<void> {
  try {
    console.log(await command());
  } catch (error) {
    const lines = linesFor(error);
    if (!lines) throw error;
    for (const line of lines) console.error(line);
    process.exitCode = 1;
  }
}
