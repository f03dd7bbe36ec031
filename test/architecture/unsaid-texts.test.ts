import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { type Source, sources } from '../support/sources.ts';

type Tree = { [key: string]: string | Tree };

/** The keys of a catalogue, the forms of a plural as one. */
const keysOf = (tree: Tree, prefix: string): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${prefix}${key.replace(/_(one|many|other)$/, '')}`]
      : keysOf(value, `${prefix}${key}.`),
  );

/** The keys a source names: whole, or as a pattern when a part is only known as the page is made. */
function namedIn({ file, text }: Source): { whole: string[]; patterns: RegExp[] } {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const whole: string[] = [];
  const patterns: RegExp[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) whole.push(node.text);
    if (ts.isTemplateExpression(node)) {
      const fixed = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      // Without a catalogue and a point it is the id of something else, as « team:12 » in the log.
      if (/^[a-z]+:/.test(node.head.text) && fixed.some((part) => part.includes('.'))) {
        patterns.push(new RegExp(`^${fixed.map((part) => RegExp.escape(part)).join('.+')}$`));
      }
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, kind));
  return { whole, patterns };
}

/** The texts of the catalogues that these sources never say. */
function unsaid(catalogues: readonly Source[], code: readonly Source[]): string[] {
  const named = code.map(namedIn);
  const whole = new Set(named.flatMap((one) => one.whole));
  const patterns = named.flatMap((one) => one.patterns);
  const keys = catalogues.flatMap(({ file, text }) =>
    keysOf(JSON.parse(text) as Tree, `${basename(file, '.json')}:`),
  );
  return [...new Set(keys)].filter(
    (key) => !whole.has(key) && !patterns.some((pattern) => pattern.test(key)),
  );
}

test('every text of the catalogues is said by some page', () => {
  const catalogues = sources('locales/fr/*.json');
  assert.ok(catalogues.length > 10);
  assert.deepEqual(unsaid(catalogues, sources('src/**/*.ts', 'src/**/*.tsx')), []);
});

test('a text that no page says is found', () => {
  const text = '{ "a": "1", "b": { "c": "2", "d": "3" }, "e_one": "4", "e_other": "5", "f": "6" }';
  const page =
    "t('some:a'); t(`some:b.${which ? 'c' : `x${y}`}`); audit(`some:${id}`); // 'some:e'";
  assert.deepEqual(
    unsaid([{ file: 'locales/fr/some.json', text }], [{ file: 'page.tsx', text: page }]),
    ['some:e', 'some:f'],
  );
});
