/** `npm run bench`: see the usage in options.ts. */
import { ensureFilled } from './database.ts';
import { OptionError, readOptions, usage } from './options.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    say(usage);
    return;
  }
  for (const size of options.sizes) {
    await ensureFilled({ size, seed: options.seed, again: options.fresh }, say);
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
