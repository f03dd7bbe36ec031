import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EventData } from 'node:test';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

export type Batch = { name: string; files: string[]; concurrency: number };

/** A test that takes longer is stuck; the longest looks at every page in a browser. */
const timeoutMs = 900_000;
/** What the process of each file is given, so that it ends with its tests. */
export const endWithTests = ['--import', join(import.meta.dirname, 'end-with-tests.ts')];

const closing = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) ([\d.]+)$/;

export type Totals = Map<string, number>;
export type TestRun = { totals: Totals; testsByFile: Map<string, number> };

type TestEvent = { type: string; data: unknown };

const isDiagnostic = (
  event: TestEvent,
): event is { type: string; data: EventData.TestDiagnostic } => event.type === 'test:diagnostic';

const isTest = (event: TestEvent): event is { type: string; data: EventData.TestPass } =>
  event.type === 'test:pass' || event.type === 'test:fail';

/** Keeps a batch's closing lines aside, to add them up, and counts the tests of each file. */
function take(event: TestEvent, { totals, testsByFile }: TestRun): boolean {
  if (isTest(event)) {
    const { file = '', details, name } = event.data;
    // A file that holds no test is reported as one test with the name of the file.
    if (details.type !== 'suite' && !file.endsWith(name)) {
      testsByFile.set(file, (testsByFile.get(file) ?? 0) + 1);
    }
  }
  if (event.type === 'test:summary') return false;
  const line = isDiagnostic(event) ? closing.exec(event.data.message) : null;
  if (!line) return true;
  const [, name = '', value = '0'] = line;
  totals.set(name, (totals.get(name) ?? 0) + Number(value));
  return false;
}

/**
 * Runs the batches one after the other as one run: one report, whose closing lines are the sums, preceded by what
 * `sections` says at that moment.
 */
export async function runTests(
  batches: Batch[],
  sections: (done: TestRun, ms: Map<string, number>) => string[],
): Promise<TestRun> {
  const done: TestRun = { totals: new Map(), testsByFile: new Map() };
  const durations = new Map<string, number>();
  async function* events(): AsyncGenerator<TestEvent> {
    for (const { name, files, concurrency } of batches) {
      const start = performance.now();
      for await (const event of run({
        files,
        concurrency,
        timeout: timeoutMs,
        execArgv: endWithTests,
      })) {
        if (take(event as TestEvent, done)) yield event as TestEvent;
      }
      durations.set(name, performance.now() - start);
    }
    const lines = sections(done, durations);
    const sums = [...done.totals].map(([name, value]) => `${name} ${String(value)}`);
    for (const message of [...lines, ...sums]) {
      yield { type: 'test:diagnostic', data: { nesting: 0, message, level: 'info' } };
    }
  }
  await pipeline(Readable.from(events()), new spec(), process.stdout, { end: false });
  return done;
}

/** The files of which no test was run, relative to a folder: a suite that tests nothing passes every time. */
export function filesWithoutTest(
  files: string[],
  { testsByFile }: TestRun,
  root: string,
): string[] {
  return files.filter((file) => !testsByFile.has(file)).map((file) => relative(root, file));
}
