/** `npm run bench`: see the usage in options.ts. */
import { compare, readBudgets } from './check.ts';
import { ensureFilled } from './database.ts';
import { OptionError, readOptions, usage } from './options.ts';
import { tableOf, verdictOf, writeReport } from './report.ts';
import { measureAll } from './run.ts';
import { serve } from './serve.ts';
import { ensureBuilt } from './site.ts';

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
  if (options.fill) return;
  ensureBuilt(say);
  if (options.serve) {
    await serve(options, say);
    return;
  }
  const result = await measureAll(options, say);
  const budgets = readBudgets();
  say(tableOf(result, budgets));
  const lines = compare(result, budgets);
  if (options.check) say(`\n${verdictOf(lines)}`);
  const files = writeReport(result, budgets);
  say(`\n${files.join('\n')}`);
  if (options.check && lines.some(({ ok }) => !ok)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
