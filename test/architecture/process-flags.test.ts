import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { processFlags } from '../../scripts/process-flags.mjs';
import { root } from '../support/sources.ts';

/** What runs the desk without npm, and what is written there between Node and the program. */
const places = [
  'Dockerfile',
  'compose.yaml',
  'deploy/centre-de-services.service',
  'docs/operations/production.md',
];

/** The flags of Node on the lines that start the desk. */
function flagsIn(text: string): string[][] {
  const starts = text.split('\n').filter((line) => /node\b.*--\S+.*dist\/main\.js/.test(line));
  return starts.map((line) => [...line.matchAll(/--[a-z-]+=\d+/g)].map(([flag]) => flag));
}

test('the image, compose, systemd and the documentation run Node as npm start does', () => {
  assert.ok(processFlags.length > 0);
  for (const place of places) {
    const found = flagsIn(readFileSync(join(root, place), 'utf8'));
    assert.deepEqual(found, [processFlags], place);
  }
});

test('another way to start is found', () => {
  assert.deepEqual(flagsIn('CMD ["node", "--max-semi-space-size=4", "dist/main.js"]'), [
    ['--max-semi-space-size=4'],
  ]);
});
