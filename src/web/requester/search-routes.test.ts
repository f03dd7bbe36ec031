import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { fileTicket } from '../../../test/support/tickets.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

let site: TestApp;
let marie: Client;
let paul: Client;
let nadia: Client;
let number: number;
before(async () => {
  site = await testApp();
  marie = await signedIn(site, 'marie.dupont');
  paul = await signedIn(site, 'paul.martin');
  nadia = await signedIn(site, 'nadia.benali');
  number = await fileTicket(site.db, { subject: 'Zébulon clignote' }, site.clock());
});
after(() => site.close());

const search = (client: Client, q: string) => client.get(paths.search({ q }));

test('a number in any spelling goes straight to the ticket', async () => {
  const text = String(number);
  const spaced = `${text.slice(0, 3)} ${text.slice(3)}`;
  for (const q of [text, `#${text}`, `n° ${spaced}`, ` N°${text} `, spaced]) {
    const answer = await search(marie, q);
    assert.equal(answer.statusCode, 303, q);
    assert.equal(answer.headers.location, paths.ticket(number), q);
  }
  assert.equal((await search(nadia, text)).headers.location, paths.consoleTicket(number));
});

test('the number of a ticket one may not see is like one that does not exist', async () => {
  const answer = await search(paul, String(number));
  const none = await search(paul, '999999');
  assert.equal(answer.statusCode, 200);
  assert.match(answer.body, /Rien ne correspond/);
  assert.equal(answer.body.replaceAll(String(number), 'N'), none.body.replaceAll('999999', 'N'));
});

test('words find tickets one may see only, natures and sheets', async () => {
  const mine = await search(marie, 'zebulon');
  assert.ok(mine.body.includes(`href="${paths.ticket(number)}"`));
  assert.ok(
    (await search(nadia, 'zebulon')).body.includes(`href="${paths.consoleTicket(number)}"`),
  );
  assert.doesNotMatch((await search(paul, 'zebulon')).body, /Zébulon|clignote/);
  const printer = await search(paul, 'imprimante');
  assert.match(printer.body, /href="\/natures\/imprimante"/);
  assert.match(printer.body, /href="\/faq\//);
});

test('wildcards are searched as they are typed', async () => {
  assert.doesNotMatch((await search(marie, '%%%%')).body, /Zébulon/);
  assert.doesNotMatch((await search(marie, 'Z_bulon')).body, /Zébulon/);
});

test('nothing asked asks what to search; a search costs a fixed number of statements', async () => {
  const empty = await marie.get(paths.search());
  assert.match(empty.body, /Que cherchez-vous/);
  assert.doesNotMatch(empty.body, /Rien ne correspond/);
  const { statements } = await recordStatements(() => search(marie, 'imprimante'));
  assert.ok(statements.length <= 7, String(statements.length));
});
