import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { checkEveryLook } from '../support/axe.ts';
import { launchBrowser, type Visit, visit } from '../support/browser.ts';

let browser: Browser;
let visitor: Visit;

before(async () => {
  browser = await launchBrowser();
  visitor = await visit(browser);
});
after(() => browser.close());

/** Checks a page that holds one thing, as the product's pages are checked. */
async function look(content: string, style = ''): Promise<void> {
  await visitor.page.setContent(`<!doctype html>
    <html lang="fr"><head><title>Essai</title><style>
      :root { color-scheme: light dark; background: Canvas; color: CanvasText } ${style}
    </style></head><body><main><h1>Essai</h1>${content}</main></body></html>`);
  await checkEveryLook(visitor.page, 'planted');
}

test('a page without a fault passes', () => look('<p>Un texte.</p>'));

for (const [fault, content, style, said] of [
  ['a field without a name', '<input>', '', /1280 px, light.*label/s],
  [
    'a grey that only the light shows',
    '<p>Pâle.</p>',
    'p { color: light-dark(#bbb, #fff) }',
    /1280 px, light.*color-contrast/s,
  ],
  [
    'a grey that only the dark shows',
    '<p>Pâle.</p>',
    'p { color: light-dark(#000, #444) }',
    /1280 px, dark.*color-contrast/s,
  ],
  [
    'a grey that only a phone shows in the dark',
    '<p>Pâle.</p>',
    '@media (width < 400px) { p { color: light-dark(#000, #444) } }',
    /320 px, dark.*color-contrast/s,
  ],
  [
    'a button that is too small on a phone',
    '<p><button>Envoyer</button><button>Effacer</button></p>',
    '@media (width < 400px) { button { all: unset; font-size: 5px } }',
    /320 px, light.*target-size/s,
  ],
  [
    'a block wider than a phone',
    '<p>Large.</p>',
    'p { inline-size: 30rem }',
    /sideways scroll.*320 px/s,
  ],
] as const) {
  test(`${fault} is found`, () => assert.rejects(look(content, style), said));
}

test('a page with a frame, which axe would not enter, is refused', () =>
  assert.rejects(look('<iframe title="Cadre" srcdoc="<p>Un texte.</p>"></iframe>'), /frames/));
