import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { markdownText } from '../text/markdown.ts';
import { markdownHtml } from './markdown.tsx';

test('headings follow those of the page, and no level is jumped', () => {
  const levels = (source: string, top?: 2 | 3 | 4) =>
    [...markdownHtml(source, top).matchAll(/<h(\d)>/g)].map(([, level]) => Number(level));
  assert.deepEqual(levels('# a\n\n#### b\n\n## c\n\n# d'), [2, 3, 3, 2]);
  assert.deepEqual(levels('### a\n\n#### b', 4), [4, 5]);
});

test('HTML is text, and a picture is not loaded from anywhere', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '![plan](https://elsewhere.example/p.png)',
    '<a href="javascript:alert(1)">x</a>',
    '<!-- --!><b onclick=x>',
  ];
  for (const source of hostile) {
    const html = markdownHtml(source);
    assert.doesNotMatch(html, /<(script|img|svg|b|a href="j)/i, source);
  }
});

test('a link is ours or says where it goes; others lose their address, those elsewhere tell it nothing', () => {
  const href = (address: string) =>
    /href="([^"]*)"/.exec(markdownHtml(`[x](<${address}>)`))?.[1] ?? null;
  for (const bad of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//elsewhere.example',
    'java\tscript:alert(1)',
    '&#106;avascript:alert(1)',
  ]) {
    assert.equal(href(bad), null, bad);
  }
  assert.equal(href('/faq'), '/faq');
  // A browser would read the backslash as a slash: written so, it stays ours.
  assert.equal(href('/\\elsewhere.example'), '/%5Celsewhere.example');
  assert.equal(href('mailto:aide@exemple.fr'), 'mailto:aide@exemple.fr');
  assert.match(markdownHtml('https://exemple.fr/a.'), /rel="noopener noreferrer nofollow">/);
});

test('whatever is written, only what is on the list comes out', () => {
  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '`',
      '[',
      ']',
      '(',
      ')',
      '!',
      '#',
      '\n',
      '- ',
      '&',
      ';',
      '\\',
      '*',
      ' ',
    ],
    ...[
      'script',
      'img src=x onerror=y',
      'a href=',
      'javascript:',
      'style',
      'svg',
      'x',
      '/',
      '&lt;',
    ],
  );
  const allowed = /^(?:p|br|hr|h[2-6]|ul|ol|li|blockquote|pre|code|em|strong|a)$/;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const [, tag = '', rest = ''] of markdownHtml(pieces.join('')).matchAll(
        /<\/?([a-z][a-z0-9]*)([^>]*)>/gi,
      )) {
        assert.match(tag, allowed);
        assert.match(rest, /^(?: (?:href|class|rel|start)="[^"]*")* ?\/?$/);
      }
    }),
    { numRuns: 500 },
  );
});

test('the words of a text are read without the marks of its layout', () => {
  assert.equal(
    markdownText('## Un *titre*\n\n1. une [étape](/faq)\n2. `deux`\ntrois'),
    'Un titre\nune étape\ndeux trois',
  );
});
