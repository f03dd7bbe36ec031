import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  rolledBack,
  type TestDatabase,
  testDatabase,
  worldNow,
} from '../../../test/support/database.ts';
import { type Filing, fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { inTransaction } from '../../platform/db/database.ts';
import type { Db } from '../tables.ts';
import { completeTicket } from '../tickets/complete-ticket.ts';
import { noteOnTicket } from '../tickets/note-on-ticket.ts';
import { replyToTicket } from '../tickets/reply-to-ticket.ts';
import { readEvents } from '../tickets/ticket-event.ts';
import { transferTicket } from '../tickets/transfer-ticket.ts';
import { type Correctable, correctSearch } from './correct-search.ts';
import { learningWordsOfAct, learnWords } from './learn-words.ts';
import { parseSearch } from './parse-search.ts';
import { searchTickets, type TicketSearch } from './search-tickets.ts';
import { understandSearch } from './understand-search.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

function here(name: string, fn: (db: Db) => Promise<void>): void {
  void test(name, () => rolledBack(database.db, fn));
}

async function searchOf(db: Db, login: string, text: string): Promise<TicketSearch> {
  const viewer = await viewerNamed(db, login);
  const world = { catalogue: { families: [], unknown: null }, teams: [], viewer, now: worldNow };
  return { ...understandSearch(parseSearch(text), world), viewer, before: null, limit: 20 };
}

async function find(db: Db, login: string, text: string): Promise<number[]> {
  const { rows } = await searchTickets(db, await searchOf(db, login, text), worldNow);
  return rows.map(({ number }) => number);
}

const order = async (db: Db, number: number, login: string) => ({
  number,
  actor: await viewerNamed(db, login),
});

const hash = 'a'.repeat(64);

async function storeFile(db: Db): Promise<void> {
  const file = { hash, size: 1, media_type: 'text/plain', width: null, height: null };
  await db
    .insertInto('stored_file')
    .values({ ...file, scan: 'clean', scanned_at: null, stored_at: worldNow })
    .execute();
}

async function attach(
  db: Db,
  { number, name, by, noteId }: { number: number; name: string; by: number; noteId: number | null },
): Promise<void> {
  const file = { id: crypto.randomUUID(), hash, name, added_by_id: by, added_at: worldNow };
  const where = { place: null, field: null, ticket_number: number, message_id: null };
  await db
    .insertInto('attachment')
    .values({ ...file, ...where, note_id: noteId })
    .execute();
}

here(
  'words are found without accents nor capitals, in the plural, with what is glued to them',
  async (db) => {
    const number = await fileTicket(
      db,
      {
        subject: 'Les zébulons clignotent',
        description:
          'Voir l’écran du zinzolin/secrétariat, fichier farfadet.pdf (code PC-LYC-0042).',
      },
      worldNow,
    );
    const texts = [
      'ZEBULON',
      'zébulons fichiers',
      'zinzolin',
      'secretariats zebulon',
      'farfadet',
      'pc-lyc-0042',
      '"zebulons clignotent"',
      String(number),
      'le zébulon de la',
      'zebulon -imprimante',
    ];
    for (const text of texts)
      assert.deepEqual(await find(db, 'marie.dupont', text), [number], text);
    for (const text of [
      '"clignotent zebulons"',
      'zebulon -farfadet',
      'zebul_n',
      'le la',
      'zebulon introuvable',
    ]) {
      assert.deepEqual(await find(db, 'marie.dupont', text), [], text);
    }
  },
);

here(
  'messages and names of attachments are found at once, notes never, nor the names of their files',
  async (db) => {
    const number = await fileTicket(db, {}, worldNow);
    const nadia = await order(db, number, 'nadia.benali');
    await replyToTicket(db, { ...nadia, body: 'Réponse zinzolin.' }, worldNow);
    await noteOnTicket(db, { ...nadia, body: 'Note farfadet.' }, worldNow);
    const note = await db
      .selectFrom('ticket_note')
      .select('id')
      .where('ticket_number', '=', number)
      .executeTakeFirstOrThrow();
    await storeFile(db);
    const attached = { number, by: nadia.actor.id };
    await attach(db, { ...attached, name: 'capture_hurluberlu.png', noteId: null });
    await attach(db, { ...attached, name: 'saperlipopette.png', noteId: note.id });
    for (const login of ['marie.dupont', 'nadia.benali', 'odile.garnier']) {
      assert.deepEqual(await find(db, login, 'zinzolins'), [number]);
      assert.deepEqual(await find(db, login, 'hurluberlu zinzolin'), [number]);
      assert.deepEqual(await find(db, login, 'farfadet'), []);
      assert.deepEqual(await find(db, login, 'saperlipopette'), []);
    }
    await db.deleteFrom('attachment').where('ticket_number', '=', number).execute();
    assert.deepEqual(await find(db, 'marie.dupont', 'hurluberlu'), [], 'what goes is forgotten');
  },
);

here(
  'a ticket that was moved is still found by its former team, and by the new one',
  async (db) => {
    const number = await fileTicket(db, { subject: 'Zébulon' }, worldNow);
    assert.deepEqual(await find(db, 'hugo.petit', 'zébulon'), []);
    const team = await db
      .selectFrom('team')
      .select('id')
      .where('code', '=', 'LOGISTIQUE')
      .executeTakeFirstOrThrow();
    await transferTicket(
      db,
      { ...(await order(db, number, 'nadia.benali')), teamId: team.id, reason: 'À vous.' },
      worldNow,
    );
    assert.deepEqual(await find(db, 'hugo.petit', 'zébulon'), [number]);
    assert.deepEqual(await find(db, 'karim.leroy', 'zébulon'), [number]);
    assert.deepEqual(await find(db, 'paul.martin', 'zébulon'), []);
  },
);

const none = () => false;

/** What a search is corrected into; null when it stays. */
const correcting =
  (db: Db, isRight: Correctable['isRight'] = none) =>
  async (login: string, text: string) =>
    (await correctSearch(db, { search: await searchOf(db, login, text), isRight }, worldNow))
      ?.wanted ?? null;

async function fileAndLearn(db: Db, filing: Filing, at = worldNow): Promise<void> {
  await learnWords(db, { number: await fileTicket(db, filing, at) });
}

here('a misspelled word finds the one that was meant, in tickets one may see only', async (db) => {
  const number = await fileTicket(db, { subject: 'Mon ordinateur et mon imprimante' }, worldNow);
  await learnWords(db, { number });
  const correct = correcting(db);
  assert.deepEqual(await correct('marie.dupont', 'imprimente ordianteur'), [
    'imprimante',
    'ordinateur',
  ]);
  const secret = await fileTicket(db, { by: 'paul.martin', subject: 'Zinzolinade' }, worldNow);
  await learnWords(db, { number: secret });
  assert.equal(await correct('marie.dupont', 'IMPRIMANTES'), null, 'a plural is no other word');
  assert.equal(await correct('marie.dupont', 'zinzolinede'), null);
  assert.deepEqual(await correct('paul.martin', 'zinzolinede'), ['zinzolinade']);
});

here('a word of a ticket one may see is not replaced; that of another is, as any', async (db) => {
  const earlier = worldNow.subtract({ hours: 72 });
  await fileAndLearn(db, { subject: 'La zinzolinode' });
  for (const by of ['marie.dupont', 'paul.martin']) {
    await fileAndLearn(db, { by, subject: 'Un farfadet, la zinzolinade' }, earlier);
  }
  const correct = correcting(db);
  const before = 'zinzolinode au:22/11/2026';
  assert.equal(await correct('marie.dupont', 'farfadet zinzolinode'), null);
  assert.equal(await correct('marie.dupont', before), null);
  // Nothing tells Paul that somebody else has written the word.
  assert.deepEqual(await correct('paul.martin', 'farfadet zinzolinode'), [
    'farfadet',
    'zinzolinade',
  ]);
  assert.deepEqual(await correct('paul.martin', before), ['zinzolinade']);
  assert.deepEqual(await correcting(db, null)('marie.dupont', before), ['zinzolinade']);
});

here('a word known to be right stays, unless others are asked for', async (db) => {
  await fileAndLearn(db, { subject: 'Un farfadet dans la main' });
  const isRight = (word: string) => word === 'mail';
  assert.deepEqual(await correcting(db)('marie.dupont', 'mail'), ['main']);
  assert.equal(await correcting(db, isRight)('marie.dupont', 'mail'), null);
  assert.equal(await correcting(db, isRight)('marie.dupont', 'mail farfadet'), null);
  assert.equal(await correcting(db, isRight)('marie.dupont', 'mail farfadte'), null);
  assert.deepEqual(await correcting(db, null)('marie.dupont', 'mail'), ['main']);
});

here('no word is read as one of grammar', async (db) => {
  await fileAndLearn(db, { subject: 'Chaque clé tourne bien' });
  for (const text of ['chèque', 'lien', 'lien clé']) {
    assert.equal(await correcting(db)('marie.dupont', text), null, text);
  }
});

here(
  'act after act, the words learned are all those of the ticket and none of its notes',
  async (db) => {
    const number = await fileTicket(db, { subject: 'Un zébulon, « Farfadet »' }, worldNow);
    const nadia = await order(db, number, 'nadia.benali');
    await noteOnTicket(db, { ...nadia, body: 'Chuchotement' }, worldNow);
    await replyToTicket(db, { ...nadia, body: 'Le zinzolin de l’Œuvre' }, worldNow);
    const marie = await order(db, number, 'marie.dupont');
    await completeTicket(db, { ...marie, body: 'Sans hurluberlu' }, worldNow);
    await db.deleteFrom('search_word').execute();
    const known = async () => {
      const rows = await db.selectFrom('search_word').select('word').orderBy('word').execute();
      return rows.map(({ word }) => word);
    };
    const [submitted, ...others] = await readEvents(db, number);
    assert.ok(submitted);
    await learningWordsOfAct({ number, actId: others.at(-1)?.actId ?? '' }).execute(db);
    assert.deepEqual(await known(), ['hurluberlu', 'sans']);
    for (const { actId } of others) await learningWordsOfAct({ number, actId }).execute(db);
    assert.ok(!(await known()).includes('chuchotement'));
    // What was filed is read with all that was said since.
    const whole = await known();
    await learningWordsOfAct({ number, actId: submitted.actId }).execute(db);
    assert.ok((await known()).includes('farfadet') && !whole.includes('farfadet'));
    const learned = await known();
    await db.deleteFrom('search_word').execute();
    await learnWords(db, { number });
    assert.deepEqual(learned, await known());
  },
);

here('filters alone list tickets, and narrow those that words find', async (db) => {
  const number = await fileTicket(db, { subject: 'Zébulon' }, worldNow);
  assert.deepEqual(await find(db, 'nadia.benali', 'zébulon demandeur:"dupont marie"'), [number]);
  assert.deepEqual(await find(db, 'nadia.benali', 'zébulon demandeur:martin'), []);
  assert.deepEqual(await find(db, 'nadia.benali', 'zébulon pris-par:personne etat:en-attente'), [
    number,
  ]);
  assert.deepEqual(await find(db, 'nadia.benali', 'zébulon etat:resolue'), []);
  assert.deepEqual(await find(db, 'nadia.benali', 'zébulon date:23/11/2026'), [number]);
  assert.deepEqual(await find(db, 'nadia.benali', 'zébulon au:22/11/2026'), []);
  const held = await find(db, 'nadia.benali', 'pris-par:moi');
  const rows = await db
    .selectFrom('ticket')
    .select('holder_id')
    .where('number', 'in', held)
    .execute();
  const nadia = await viewerNamed(db, 'nadia.benali');
  assert.ok(rows.length > 0 && rows.every(({ holder_id }) => holder_id === nadia.id));
});

here('pages follow one another without a gap nor a repetition', async (db) => {
  const search = { ...(await searchOf(db, 'odile.garnier', '')), limit: 7 };
  const numbers: number[] = [];
  for (let before: number | null = null, page = 0; page < 20; page++) {
    const found = await searchTickets(db, { ...search, before }, worldNow);
    numbers.push(...found.rows.map(({ number }) => number));
    before = found.next;
    if (before === null) break;
  }
  const all = await db.selectFrom('ticket').select('number').orderBy('number', 'desc').execute();
  assert.deepEqual(
    numbers,
    all.map(({ number }) => number),
  );
});

here('a text beyond any measure is filed all the same, and found by its subject', async (db) => {
  const description = Array.from({ length: 20_000 }, (_, index) => `${index.toString(36)}𝒂`).join(
    ' ',
  );
  const number = await fileTicket(db, { subject: 'Zébulon', description }, worldNow);
  assert.deepEqual(await find(db, 'marie.dupont', 'zébulon'), [number]);
});

here('words joined by a hyphen are found with it and without it', async (db) => {
  const joined = await fileTicket(db, { subject: 'Borne Wi-Fi muette' }, worldNow);
  const whole = await fileTicket(db, { subject: 'Plus de wifi au rez-de-chaussée' }, worldNow);
  for (const text of ['wifi', 'Wi-Fi', 'wi-fi']) {
    const found = await find(db, 'marie.dupont', text);
    assert.ok(found.includes(joined) && found.includes(whole), text);
  }
  assert.ok((await find(db, 'marie.dupont', '"rez-de-chaussée"')).includes(whole));
  assert.ok((await find(db, 'marie.dupont', 'chaussée')).includes(whole));
});

here(
  'apostrophes in both forms, and signs glued to a word, keep nobody from finding it',
  async (db) => {
    const number = await fileTicket(
      db,
      {
        subject: "L’audience prud’homale de l'équipe",
        description:
          'Dit “zinzolin” et «farfadet», les agent·e·s de 8h–12h : « hurluberlu » ! Le zébulon—voilà.',
      },
      worldNow,
    );
    const texts = [
      "prud'homale",
      'prud’homale',
      "l'audience",
      'l’équipe',
      'audience',
      'zinzolin',
      'farfadet',
      'agents 12h',
      'hurluberlu',
      'zébulon',
      '"l’audience prud\'homale"',
    ];
    for (const text of texts) {
      assert.deepEqual(await find(db, 'marie.dupont', text), [number], text);
    }
  },
);

test('a file that comes while a message is being written loses none of its words', async () => {
  const { db } = await testDatabase();
  const number = await fileTicket(db, {}, worldNow);
  const nadia = await order(db, number, 'nadia.benali');
  await storeFile(db);
  let attached: Promise<unknown> = Promise.resolve();
  await inTransaction(db, async (tx) => {
    await replyToTicket(tx, { ...nadia, body: 'Réponse zinzoline.' }, worldNow);
    attached = attach(db, { number, name: 'hurluberlu.png', by: nadia.actor.id, noteId: null });
    await pause(200);
  });
  await attached;
  assert.deepEqual(await find(db, 'marie.dupont', 'zinzoline hurluberlu'), [number]);
});
