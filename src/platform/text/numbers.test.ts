import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  formatCount,
  formatNumber,
  formatTicketNumber,
  parseTicketNumber,
  plural,
} from './numbers.ts';

const NARROW = '\u202F';
const NO_BREAK = '\u00A0';

test('a number has narrow no-break spaces in French, commas in English', () => {
  assert.equal(formatNumber(1234), `1${NARROW}234`);
  assert.equal(formatNumber(1234567.5), `1${NARROW}234${NARROW}567,5`);
  assert.equal(formatNumber(0), '0');
  assert.equal(formatNumber(1234567.5, 'en'), '1,234,567.5');
});

test('in French 0 and 1,5 are singular, in English only 1 is', () => {
  const forms = { one: 'demande', other: 'demandes' };
  assert.deepEqual(
    [0, 0.5, 1, 1.5, -1, 2, 1_000_000].map((count) => plural(count, forms)),
    ['demande', 'demande', 'demande', 'demande', 'demande', 'demandes', 'demandes'],
  );
  assert.deepEqual(
    [0, 1, 1.5, 2].map((count) => plural(count, forms, 'en')),
    ['demandes', 'demande', 'demandes', 'demandes'],
  );
  assert.equal(formatCount(1234, forms), `1${NARROW}234${NO_BREAK}demandes`);
  assert.equal(formatCount(0, forms), `0${NO_BREAK}demande`);
});

test('a ticket number is read in each spelling people use', () => {
  const spellings = [
    '131665',
    '#131665',
    '131 665',
    '#131 665',
    'n° 131 665',
    'N°131665',
    'N° 131665',
    `n°${NO_BREAK}131${NARROW}665`,
    `n°${NARROW}131${NO_BREAK}665`,
    '  131665\t',
    `${NO_BREAK}n° 131 665\n`,
    'nº 131665',
    'demande 131665',
    `Demande n°${NO_BREAK}131665`,
    'Request no. 131665',
    'request #131665',
  ];
  for (const spelling of spellings) assert.equal(parseTicketNumber(spelling), 131665, spelling);
});

test('anything else is no ticket number', () => {
  const others = [
    '',
    ' ',
    '#',
    'n°',
    '0',
    '0612345678',
    '06 12 34 56 78',
    '131665a',
    '131665.0',
    '131,665',
    '-131665',
    '+131665',
    '1e5',
    '0x10',
    '13 16 65',
    '1316 65',
    '131  665',
    '131\n665',
    '##131665',
    '# 131665',
    'n 131665',
    'no 131665',
    'demande',
    'demandes 131665',
    'demande 0612345678',
    'n° #131665',
    '131665 131666',
    '１３１６６５',
    '2147483648',
    '99999999999999999999',
  ];
  for (const other of others) assert.equal(parseTicketNumber(other), null, JSON.stringify(other));
});

test('every number the sequence can give is read back from its spellings', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_147_483_647 }), (number) => {
      assert.equal(parseTicketNumber(String(number)), number);
      assert.equal(parseTicketNumber(formatNumber(number)), number);
      assert.equal(parseTicketNumber(formatTicketNumber(number)), number);
      assert.equal(parseTicketNumber(formatTicketNumber(number, 'en')), number);
    }),
  );
});

test('a text is read as a ticket number only when its digits are that number', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const number = parseTicketNumber(text);
      assert.ok(number === null || text.replace(/\D/g, '') === String(number));
    }),
  );
});
