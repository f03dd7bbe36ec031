import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import { root } from '../support/sources.ts';

// Under CI the parser would read each file from the disk once and for all, and never see the text planted here.
process.env['TSESTREE_SINGLE_RUN'] = 'false';

const eslint = new ESLint({ cwd: root });

/** What lint says of a text, as if it were the content of a file that exists. */
async function complaints(file: string, text: string): Promise<string[]> {
  const results = await eslint.lintText(text, { filePath: join(root, file) });
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => ruleId ?? message),
  );
}

const planted: [what: string, file: string, text: string, rule: string][] = [
  ['reading the clock', 'src/paths.ts', 'export const a = Date.now();', 'no-restricted-syntax'],
  ['the date of today', 'src/paths.ts', 'export const a = new Date();', 'no-restricted-syntax'],
  [
    'reading the clock in another way',
    'src/platform/errors.ts',
    'export const a = Temporal.Now.instant();',
    'no-restricted-syntax',
  ],
  ['the environment', 'src/app.ts', "export const a = process.env['A'];", 'no-restricted-syntax'],
  [
    'the environment, where the clock is',
    'src/platform/clock.ts',
    "export const a = process.env['A'];",
    'no-restricted-syntax',
  ],
  [
    'raw HTML in a page',
    'src/web/layout/page.tsx',
    "export const A = () => <p dangerouslySetInnerHTML={{ __html: '' }} />;",
    'no-restricted-syntax',
  ],
  ['any', 'src/paths.ts', 'export const a: any = 1;', '@typescript-eslint/no-explicit-any'],
  [
    'an assertion that something is there',
    'src/paths.ts',
    'export const a = [1].find((n) => n > 0)!;',
    '@typescript-eslint/no-non-null-assertion',
  ],
  [
    'a promise nobody waits for',
    'src/paths.ts',
    'Promise.resolve();',
    '@typescript-eslint/no-floating-promises',
  ],
];

for (const [what, file, text, rule] of planted) {
  test(`lint refuses ${what} in ${file}`, async () => {
    const found = await complaints(file, `${text}\n`);
    assert.ok(found.includes(rule), found.join(', '));
  });
}

const allowed: [what: string, file: string, text: string][] = [
  ['the clock', 'src/platform/clock.ts', 'export const a = Temporal.Now.instant();'],
  ['the environment', 'src/config.ts', "export const a = process.env['A'];"],
];

for (const [what, file, text] of allowed) {
  test(`lint lets ${file} read ${what}`, async () => {
    assert.deepEqual(await complaints(file, `${text}\n`), []);
  });
}
