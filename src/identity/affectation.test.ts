import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAffectation, readUai } from './affectation.ts';

test('a UAI is taken when its control letter fits, whatever its capitals', () => {
  // The letter is the remainder by 23 in the alphabet without I, O and Q.
  const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
  for (let number = 990_000; number < 990_060; number += 1) {
    const digits = String(number).padStart(7, '0');
    const right = letters[number % 23] ?? '';
    assert.equal(readUai(digits + right.toLowerCase()), digits + right);
    for (const wrong of [...letters].filter((letter) => letter !== right)) {
      assert.equal(readUai(digits + wrong), null, digits + wrong);
    }
  }
  for (const text of ['', '0990001', '990001A', '0990001I', '0990001AA', '099000IA']) {
    assert.equal(readUai(text), null, text);
  }
});

/** A school that does not exist, with the letter its number asks for. */
const uai = (digits: string): string =>
  digits + ('ABCDEFGHJKLMNPRSTUVWXYZ'[Number(digits) % 23] ?? '');
const school = uai('0999001');

test('FrEduRne gives the school and its kind, with or without what one does there', () => {
  const expected = { code: school, name: `LYC ${school}` };
  assert.deepEqual(readAffectation(`${school}$UAJ$PU$ADM$${school}$T3$LYC$302`), expected);
  assert.deepEqual(readAffectation(`${school}$UAJ$PR$N$T3$LYC$302`), expected);
  assert.deepEqual(readAffectation(` ${school.toLowerCase()} $UAJ$PU$ENS$$T3$LYC$302 `), expected);
  const plain = { code: school, name: school };
  assert.deepEqual(readAffectation(`${school}$UAJ$PU$ADM$${school}$T3$<b>$302`), plain);
});

test('what claims to be a UAI and is not one is no affectation', () => {
  const wrong = `${school.slice(0, 7)}${school.endsWith('A') ? 'B' : 'A'}`;
  for (const text of [
    wrong,
    `{UAI}${wrong}`,
    `${wrong}$UAJ$PU$ADM$${school}$T3$LYC$302`,
    `${school}$UAJ$XX$ADM$${school}$T3$LYC$302`,
    `${school}$UAJ$PU`,
    `${school}$UAJ$PU$ADM$${school}$T3$LYC$302$9`,
    '{UAI}',
    '$$$$$$$',
    'x'.repeat(101),
  ]) {
    assert.equal(readAffectation(text), null, text);
  }
});

test('other directories have codes of their own', () => {
  assert.deepEqual(readAffectation(`{UAI}${school}`), { code: school, name: school });
  assert.deepEqual(readAffectation('{SUPANN}DSI'), { code: 'DSI', name: 'DSI' });
  assert.deepEqual(readAffectation('13002526500013'), {
    code: '13002526500013',
    name: '13002526500013',
  });
});
