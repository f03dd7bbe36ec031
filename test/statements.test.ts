import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { learnWords } from '../src/domain/search/learn-words.ts';
import { completeTicket } from '../src/domain/tickets/complete-ticket.ts';
import { takeTicket } from '../src/domain/tickets/take-ticket.ts';
import { paths } from '../src/paths.ts';
import { type Client, signedIn, testApp } from './support/app.ts';
import { statementsOf } from './support/statements.ts';
import { fileTicket, viewerNamed } from './support/tickets.ts';

// The contract: how many statements each page may cost, whatever the desk holds. The session and what the frame of
// every page says are counted, begin and commit are not.

const site = await testApp();
after(site.close);
const { db, clock } = site;
const marie = await signedIn(site, 'marie.dupont');
const nadia = await signedIn(site, 'nadia.benali');
const odile = await signedIn(site, 'odile.garnier');

async function atMost(most: number, client: Client, path: string): Promise<void> {
  const statements = await statementsOf(async () => {
    assert.equal((await client.get(path)).statusCode, 200, path);
  });
  assert.ok(statements.length <= most, `${path}\n${statements.join('\n\n')}`);
}

test('the home page of a requester costs five statements at most', async () => {
  await atMost(5, marie, paths.home());
  const wide = { taille: 100, etat: 'cloturees', tri: 'nature', q: 'a', page: 2 };
  await atMost(5, marie, paths.home(wide));
});

test('the first page of the console costs six statements at most, and so does the last one', async () => {
  await atMost(6, nadia, paths.console());
  await atMost(6, nadia, paths.console({ vue: 'terminees', tri: 'delai', taille: 100, q: 'a' }));
  await atMost(6, odile, paths.console({ vue: 'toutes' }));
  await atMost(6, odile, paths.dueBoard());
});

test('the page of a ticket costs six statements at most, on both sides, however long its thread', async () => {
  const number = await fileTicket(db, {}, clock());
  const actors = {
    marie: await viewerNamed(db, 'marie.dupont'),
    nadia: await viewerNamed(db, 'nadia.benali'),
  };
  await takeTicket(db, { number, actor: actors.nadia }, clock());
  for (let index = 0; index < 10; index++) {
    await completeTicket(db, { number, actor: actors.marie, body: 'Encore.' }, clock());
    if (index % 9 > 0) continue;
    await atMost(6, marie, paths.ticket(number));
    await atMost(6, nadia, paths.consoleTicket(number));
  }
});

test('the form, the catalogue, a search and the notices cost six statements at most', async () => {
  await atMost(6, marie, paths.newTicket({ nature: 'messagerie' }));
  await atMost(6, marie, paths.category('messagerie'));
  await atMost(6, marie, paths.assistance());
  await atMost(6, marie, paths.search({ q: 'imprimante' }));
  await atMost(6, nadia, paths.search({ q: 'imprimante' }));
  await atMost(6, marie, paths.notices());
});

test('a search costs six statements at most, rare word or common, and eight when it is misspelled', async () => {
  const number = await fileTicket(db, { subject: 'Zébulon clignote' }, clock());
  await learnWords(db, { number });
  for (const client of [marie, nadia, odile]) {
    for (const q of ['clignote', 'imprimante', 'hurluberlu', 'imprimante etat:ouverte']) {
      await atMost(6, client, paths.search({ q }));
    }
    for (const q of ['zebuoln', 'zebuoln cligonte', 'clignota']) {
      await atMost(8, client, paths.search({ q }));
    }
  }
});

/** Sends a form twice, with other words each time, and gives what the second one cost. */
async function costOfSending(send: () => Promise<LightMyRequestResponse>): Promise<string[]> {
  return statementsOf(async () => {
    const { statusCode, body } = await send();
    assert.equal(statusCode, 303, body);
  });
}

test('filing a ticket costs eight statements at most: routed, promised, told and its job asked for', async () => {
  let count = 0;
  const statements = await costOfSending(() =>
    marie.post(paths.newTicket(), {
      ...{ nature: 'messagerie', cle: randomUUID(), bloque: 'non', touche: 'moi' },
      objet: `Une panne de plus, la ${String(++count)}`,
      description: 'Rien ne part depuis ce matin.',
    }),
  );
  assert.ok(statements.length <= 8, statements.join('\n\n'));
});

test('answering and completing cost eight statements at most, however long the thread', async () => {
  const number = await fileTicket(db, {}, clock());
  const actor = await viewerNamed(db, 'nadia.benali');
  await takeTicket(db, { number, actor }, clock());
  let count = 0;
  const words = () => `Voici, point ${String(++count)}.`;
  for (const times of [0, 8]) {
    for (let said = 0; said < times; said++)
      await nadia.post(paths.reply(number), { texte: words() });
    const reply = await costOfSending(() => nadia.post(paths.reply(number), { texte: words() }));
    const completion = await costOfSending(() =>
      marie.post(paths.completion(number), { body: words() }),
    );
    for (const cost of [reply, completion]) assert.ok(cost.length <= 8, cost.join('\n\n'));
  }
});
