import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText } from './decode.ts';

const text = '24/12/2026;;Fermeture d’été – Noël €';

test('a text is read whatever wrote it', () => {
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  const swapped = Buffer.from(utf16).swap16();
  const latin = Buffer.from(
    '24/12/2026;;Fermeture d\u0092\u00E9t\u00E9 \u0096 No\u00EBl \u0080',
    'latin1',
  );
  for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), utf16, swapped, latin]) {
    assert.equal(decodeText(bytes), text);
  }
  assert.equal(decodeText(new Uint8Array()), '');
});

test('what is no text is none', () => {
  const workbook = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0, 8, 0]);
  const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);
  const withoutMark = Buffer.from('Noël', 'utf16le');
  const cut = Buffer.from([0xff, 0xfe, 0x00, 0xd8]);
  for (const bytes of [workbook, picture, withoutMark, cut]) assert.equal(decodeText(bytes), null);
});

test('any text in UTF-8 is read as it was, unless it holds what no text holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (given) => {
      const read = decodeText(Buffer.from(given));
      assert.ok(read === given.replace(/^\uFEFF/, '') || read === null);
    }),
  );
});
