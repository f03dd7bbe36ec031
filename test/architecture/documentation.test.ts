import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { root, type Source, sources } from '../support/sources.ts';

const pages = sources('*.md', 'docs/**/*.md');

/** The pages and pictures a page leads to, that are not there. */
function deadLinks({ file, text }: Source): string[] {
  return [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(root, dirname(file), target)))
    .map((target) => `${file}: ${target}`);
}

const folders = 'src|test|scripts|seeds|migrations|locales|assets|docs';
const namedPath = new RegExp(`\`((?:${folders})/[\\w./*{},-]*)\``, 'g');

/** The files a page names that are not there: renamed since, or never written. */
function deadPaths({ file, text }: Source): string[] {
  return [...text.matchAll(namedPath)]
    .map(([, path = '']) => path)
    .filter((path) => globSync(path.replace(/\/$/, ''), { cwd: root }).length === 0)
    .map((path) => `${file}: ${path}`);
}

test('every link of the documentation leads somewhere', () => {
  assert.ok(pages.length > 20);
  assert.deepEqual(pages.flatMap(deadLinks), []);
});

test('every file that the documentation names exists', () => {
  assert.deepEqual(pages.flatMap(deadPaths), []);
});

test('a link or a name that leads nowhere is found', () => {
  const text =
    'See [there](docs/nowhere.md#part), [out](https://demonstration.example) and `src/x/*.ts`.';
  const page = { file: 'README.md', text };
  assert.deepEqual(deadLinks(page), ['README.md: docs/nowhere.md']);
  assert.deepEqual(deadPaths(page), ['README.md: src/x/*.ts']);
});
