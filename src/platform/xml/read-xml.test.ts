import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readXml, type XmlElement } from './read-xml.ts';

/** An element without its place, which is another in another document. */
const saying = ({ from: _from, to: _to, children, ...said }: XmlElement): unknown => ({
  ...said,
  attributes: Object.fromEntries(said.attributes),
  children: children.map(saying),
});

test('every element stands where its letters are, whatever is around it', () => {
  const text = `\uFEFF<?xml version="1.0"?>\r\n<a b='>'>é😀<![CDATA[<c>]]><c/>\r<c  d = "&lt;c>"\n>x<c></c></c ><!-- <c> -->&#60;c></a>\n`;
  const root = readXml(text);
  const [first, second] = root.children;
  assert.deepEqual([first?.children.length, second?.children.length], [0, 1]);
  const all = [root, ...root.children, ...(second?.children ?? [])];
  const letters = all.map(({ from, to }) => text.slice(from, to));
  assert.deepEqual(letters.slice(1), ['<c/>', '<c  d = "&lt;c>"\n>x<c></c></c >', '<c></c>']);
  for (const [index, element] of all.entries()) {
    assert.deepEqual(saying(readXml(letters[index] ?? '')), saying(element));
  }
});
