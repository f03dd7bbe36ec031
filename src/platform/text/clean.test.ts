import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { naughtyStringsAbsent, readNaughtyStrings } from '../../../test/support/naughty-strings.ts';
import { cleanText, isBlank } from './clean.ts';
import { fold, similarWords, words } from './compare.ts';
import { parseTicketNumber } from './numbers.ts';
import { displayName, initials } from './people.ts';

const skip = naughtyStringsAbsent;

test('newlines become one kind, NUL goes, half characters are replaced', () => {
  assert.equal(cleanText('a\r\nb\rc\nd\n\re'), 'a\nb\nc\nd\n\ne');
  assert.equal(cleanText('\0a\0b\0'), 'ab');
  assert.equal(cleanText('\r\0\n'), '\n');
  assert.equal(cleanText('a\uD800b\uDC00'), 'a\uFFFDb\uFFFD');
});

test('what leaves no trace on a page is blank, however long', () => {
  const signs = [
    '',
    ' \n\t\u00A0\u202F',
    '\u200B\u200D',
    '\u202E',
    '\u202E\u2069',
    '\u00AD\uFEFF',
    '\u2060\uFEFF',
    '\u3164',
    '\u2800\uFE0F',
  ];
  for (const text of signs) assert.ok(isBlank(text), JSON.stringify(text));
  for (const text of ['a', '.', '0', '\u200Bé\u200B', '👩‍🚀', 'ע', '\u202Eabc'])
    assert.ok(!isBlank(text), text);
});

test('everything else stays exactly as typed', () => {
  const typed = '  « Ça » \t\u00A0\u202F\u200B\u2028\u0085e\u0301 👩‍🚀\uFEFF \u202Eabc <b>&amp;\\ ';
  assert.equal(cleanText(typed), typed);
});

test('cleaning leaves a storable text, keeps good texts, and cleaning again changes nothing', () => {
  const unit = fc.oneof(
    fc.constantFrom('\r', '\n', '\0', '\uD800', '\uDC00', 'é'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const clean = cleanText(text);
      assert.ok(clean.isWellFormed());
      assert.ok(!/[\0\r]/.test(clean));
      assert.equal(cleanText(clean), clean);
      if (text.isWellFormed() && !/[\0\r]/.test(text)) assert.equal(clean, text);
    }),
    { numRuns: 1000 },
  );
});

test('no naughty string is changed by cleaning, save its newlines', { skip }, async () => {
  const strings = await readNaughtyStrings();
  assert.ok(strings.length > 400);
  for (const text of strings) {
    assert.equal(cleanText(text), text.replace(/\r\n?/g, '\n'), JSON.stringify(text));
  }
});

test('naughty strings are folded, compared, split and used as names without harm', {
  skip,
}, async () => {
  const strings = await readNaughtyStrings();
  for (const text of strings) {
    assert.equal(fold(fold(text)), fold(text), JSON.stringify(text));
    assert.ok(similarWords(text, text));
    assert.ok(words(text).every((word) => word !== '' && fold(word) === word));
    const number = parseTicketNumber(text);
    assert.ok(number === null || text.replace(/\D/g, '') === String(number));
    const person = { firstName: text, lastName: text };
    assert.ok(displayName(person).endsWith(text.trim()));
    assert.ok(initials(person).isWellFormed());
  }
});
