/**
 * `npm test`: format, lint, types, the rules of the architecture, then every test, one closing summary. With files,
 * only those; with `--check`, everything but the tests themselves.
 */
import { glob } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { releaseTestCluster } from '../test/support/test-cluster.ts';
import { buildAssets } from './build-assets.ts';
import { format, lint, type Outcome, runCheck, types } from './test/static-checks.ts';
import { type Batch, filesWithoutTest, runTests } from './test/test-run.ts';

const root = join(import.meta.dirname, '..');
/** A pattern that stops matching would make every suite pass: raise this as tests are added. */
const fewestTests = 800;

async function find(...patterns: string[]): Promise<string[]> {
  const files = await Array.fromAsync(glob(patterns, { cwd: root }));
  return files.map((file) => join(root, file)).sort();
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function show({ name, ok, ms, output }: Outcome): void {
  console.log(`${ok ? '✔' : '✖'} ${name} (${seconds(ms)})`);
  if (!ok) console.log(output);
}

async function staticOutcomes(): Promise<Outcome[]> {
  const first = await runCheck(format);
  show(first);
  const others = await Promise.all(
    [lint, types].map(async (check) => {
      const outcome = await runCheck(check);
      show(outcome);
      return outcome;
    }),
  );
  return [first, ...others];
}

async function batchesOf(checkOnly: boolean): Promise<Batch[]> {
  const architecture = await find('test/architecture/**/*.test.ts');
  const rules = { name: 'architecture', files: architecture, concurrency: 2 };
  if (checkOnly) return [rules];
  const start = await find('test/start/**/*.test.ts');
  const browser = await find('test/browser/**/*.test.ts');
  // Debian's servers have a command of their own.
  const debian = await find('test/{proxy,sso}/**/*.test.ts');
  const kept = new Set([...architecture, ...start, ...browser, ...debian]);
  const all = await find('{src,seeds,scripts,bench,test}/**/*.test.{ts,tsx}');
  const tests = all.filter((file) => !kept.has(file));
  return [
    rules,
    { name: 'tests', files: tests, concurrency: 2 },
    // The product is several processes by itself, and these tests look at the time.
    { name: 'démarrage', files: start, concurrency: 1 },
    // The first of them, which looks at every page, takes as long as all the others together.
    { name: 'navigateur', files: browser, concurrency: 2 },
  ].filter(({ files }) => files.length > 0);
}

function complaints(checks: Outcome[], problems: string[]): void {
  const failed = checks.filter(({ ok }) => !ok).map(({ name }) => `✖ ${name}`);
  for (const line of [...failed, ...problems]) console.log(line);
  if (failed.length + problems.length > 0) process.exitCode = 1;
}

async function runEverything(checkOnly: boolean): Promise<void> {
  const checks = await staticOutcomes();
  if (!checkOnly) await buildAssets({ minify: false });
  const batches = await batchesOf(checkOnly);
  const files = batches.flatMap((batch) => batch.files);
  const problems: string[] = [];
  const { totals } = await runTests(batches, (done, durations) => {
    const empty = filesWithoutTest(files, done, root);
    problems.push(...empty.map((file) => `✖ aucun test dans ${file}`));
    const count = done.totals.get('tests') ?? 0;
    if (!checkOnly && count < fewestTests) {
      problems.push(`✖ ${String(count)} tests trouvés, au moins ${String(fewestTests)} attendus`);
    }
    return [
      ...checks.map(({ name, ok, ms }) => `${name} ${ok ? '' : '✖ '}${seconds(ms)}`),
      ...[...durations].map(([name, ms]) => `${name} ${seconds(ms)}`),
    ];
  });
  complaints(checks, problems);
  if ((totals.get('fail') ?? 0) + (totals.get('cancelled') ?? 0) > 0) process.exitCode = 1;
}

async function runSome(files: string[]): Promise<void> {
  const batch = { name: 'tests', files: files.map((file) => resolve(file)), concurrency: 2 };
  const { totals } = await runTests([batch], () => []);
  if ((totals.get('fail') ?? 0) + (totals.get('cancelled') ?? 0) > 0) process.exitCode = 1;
}

const words = process.argv.slice(2);
const files = words.filter((word) => !word.startsWith('--'));
if (files.length > 0) await runSome(files);
else await runEverything(words.includes('--check'));
await releaseTestCluster();
