import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { type Source, sources } from '../support/sources.ts';

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const isFunction = (node: ts.Expression | undefined): boolean =>
  node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));

/** The names of the functions a statement exports. */
function exportedFunctions(node: ts.Statement): string[] {
  if (!isExported(node)) return [];
  if (ts.isFunctionDeclaration(node)) return node.body ? [node.name?.text ?? 'default'] : [];
  if (!ts.isVariableStatement(node)) return [];
  return node.declarationList.declarations
    .filter(({ initializer }) => isFunction(initializer))
    .map(({ name }) => name.getText());
}

function undocumented({ file, text }: Source): string[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  return tree.statements
    .filter((node) => ts.getJSDocCommentsAndTags(node).length === 0)
    .flatMap(exportedFunctions)
    .map((name) => `${file}: ${name}`);
}

test('every exported function says in one sentence what it does', () => {
  const files = sources('src/**/*.ts', 'src/**/*.tsx');
  assert.ok(files.length > 100);
  assert.deepEqual(files.flatMap(undocumented), []);
});

test('an exported function without a sentence is found', () => {
  const text = `
    /** Says hello. */
    export function a() {}
    export async function b() {}
    export const c = () => 1;
    export const d = 1;
    function e() {}
  `;
  assert.deepEqual(undocumented({ file: 'x.ts', text }), ['x.ts: b', 'x.ts: c']);
});
