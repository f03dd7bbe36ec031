import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileSize } from './file-size.ts';
import { createTexts } from './texts.ts';

const mib = 1024 * 1024;

test('sizes read as people write them', () => {
  const t = createTexts('fr');
  const sizes: [number, string][] = [
    [1, '1\u00A0octet'],
    [512, '512\u00A0octets'],
    [1024, '1\u00A0Kio'],
    [340 * 1024, '340\u00A0Kio'],
    [1.25 * mib, '1,3\u00A0Mio'],
    [mib - 1, '1\u00A0Mio'],
    [25 * mib, '25\u00A0Mio'],
    [100 * mib, '100\u00A0Mio'],
    [3 * 1024 * mib, '3\u00A0Gio'],
  ];
  for (const [bytes, words] of sizes) {
    assert.equal(fileSize(bytes, t).replaceAll(' ', '\u00A0'), words);
  }
  assert.equal(fileSize(1.25 * mib, createTexts('en'), 'en'), '1.3 MiB');
});
