import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanFileName } from './file-name.ts';

const hostile: [given: string, shown: string][] = [
  ['plan.pdf', 'plan.pdf'],
  ['Compte rendu – été 2026.odt', 'Compte rendu – été 2026.odt'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\marie\\facture.pdf', 'facture.pdf'],
  ['..', 'fichier'],
  ['.', 'fichier'],
  ['', 'fichier'],
  ['dossier/', 'fichier'],
  ['.htaccess', 'htaccess'],
  ['CON', 'CON'],
  ['photo\u202Egpj.exe', 'photogpj.exe'],
  ['a\u2066b\u2069c.txt', 'abc.txt'],
  ['fin\0.php.png', 'fin.php.png'],
  ['a\r\nSet-Cookie: x=1', 'aSet-Cookie: x=1'],
  ['a\tb\u0085c\u2028d', 'abcd'],
  ['  espaces \u00a0 autour  ', 'espaces autour'],
  ['e\u0301te\u0301.txt', 'été.txt'],
  ['" onload="x.html', '" onload="x.html'],
  ['\ud800demi', '\ufffddemi'],
];

for (const [given, shown] of hostile) {
  test(`${JSON.stringify(given)} is called ${JSON.stringify(shown)}`, () => {
    assert.equal(cleanFileName(given), shown);
  });
}

test('a long name is cut before its extension, between whole characters', () => {
  const long = cleanFileName(`${'é'.repeat(300)}.pdf`);
  assert.equal(long.length, 200);
  assert.match(long, /é\.pdf$/);
  assert.equal(cleanFileName('x'.repeat(300)).length, 200);
  assert.equal(cleanFileName(`a.${'x'.repeat(300)}`).length, 200);
  assert.ok(cleanFileName(`${'a'.repeat(195)}${'😀'.repeat(9)}.pdf`).isWellFormed());
});

test('whatever the name given, the label is storable, readable, and no path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = cleanFileName(given);
      assert.ok(name.length >= 1 && name.length <= 200 && name.isWellFormed());
      assert.doesNotMatch(name, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069/\\]/);
      assert.doesNotMatch(name, /^[.\s]|\s$/);
      assert.equal(cleanFileName(name), name);
    }),
  );
});
