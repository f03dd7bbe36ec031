import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { type Client, signedIn, testApp } from '../../../test/support/app.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { askRequester } from '../../domain/tickets/ask-requester.ts';
import { completeTicket } from '../../domain/tickets/complete-ticket.ts';
import { holdTicket } from '../../domain/tickets/hold-ticket.ts';
import { queueSorts } from '../../domain/tickets/queue-sorts.ts';
import { queueViews } from '../../domain/tickets/queue-views.ts';
import { takeTicket } from '../../domain/tickets/take-ticket.ts';
import { paths } from '../../paths.ts';
import { formatDateTime, formatFullDateTime } from '../../platform/text/dates.ts';

const desk = await testApp();
after(desk.close);
const { db, clock } = desk;
const nadia = await signedIn(desk, 'nadia.benali');
const nadiaViewer = await viewerNamed(db, 'nadia.benali');

// Enough tickets for several pages, many of them alike so that equal values meet the end of a page.
const subjects = ['Écran noir', 'écran noir', 'Réseau coupé', '', 'Zone blanche'];
for (let index = 0; index < 60; index++) {
  await fileTicket(
    db,
    {
      by: index % 3 === 0 ? 'paul.martin' : 'marie.dupont',
      category: index % 2 === 0 ? 'reseau-et-wifi' : 'compte-et-mot-de-passe',
      subject: subjects[index % subjects.length] || `Sujet ${String(index % 7)}`,
      blocked: index % 4 === 0 ? 'yes' : 'no',
      impact: index % 5 === 0 ? 'site' : 'me',
    },
    clock().subtract({ minutes: (index % 9) * 30 }),
  );
}

/** Nadia looks from another instant; her session would not have lasted so long. */
async function atTime(
  text: string,
  look: (nadia: Client, now: Temporal.Instant) => Promise<void>,
): Promise<void> {
  const now = clock();
  clock.set(Temporal.Instant.from(text));
  try {
    await look(await signedIn(desk, 'nadia.benali'), clock());
  } finally {
    clock.set(now);
  }
}

/** The numbers of the lines of a page, in order. */
const numbersOn = (body: string): number[] =>
  [...body.matchAll(/<th scope="row"[^>]*>.*?<a [^>]*href="\/console\/demandes\/(\d+)"/gs)].map(
    (match) => Number(match[1]),
  );

const linkTo = (body: string, rel: 'next' | 'prev'): string | undefined =>
  new RegExp(`href="([^"]*)" rel="${rel}"`).exec(body)?.[1]?.replaceAll('&amp;', '&');

const countOf = (body: string, view: string): number =>
  Number(
    new RegExp(`href="/console\\?vue=${view}[^"]*"[^>]*>.*?\\((\\d+)\\)`, 's').exec(body)?.[1],
  );

async function walk(client: Client, first: string, rel: 'next' | 'prev' = 'next') {
  const pages: number[][] = [];
  let href: string | undefined = first;
  let last = first;
  while (href !== undefined) {
    const { body, statusCode }: { body: string; statusCode: number } = await client.get(href);
    assert.equal(statusCode, 200);
    pages.push(numbersOn(body));
    last = href;
    href = linkTo(body, rel);
    assert.ok(pages.length < 50, 'the pages turn in a circle');
  }
  return { pages, last };
}

test('walking any order, either way, shows every ticket exactly once', async () => {
  const { body } = await nadia.get(paths.console({ vue: 'equipe' }));
  const total = countOf(body, 'equipe');
  assert.ok(total > 60);
  for (const sort of queueSorts) {
    for (const tri of [sort, `-${sort}`]) {
      const first = paths.console({ vue: 'equipe', tri });
      const { pages, last } = await walk(nadia, first);
      const forward = pages.flat();
      assert.equal(new Set(forward).size, forward.length, `${tri}: a ticket came twice`);
      assert.equal(forward.length, total, `${tri}: a ticket is missing`);
      const back = await walk(nadia, last, 'prev');
      assert.deepEqual(back.pages.toReversed().flat(), forward, `${tri}: not the same way back`);
    }
  }
});

test('the number beside each view is the number of lines one finds in it', async () => {
  const taken = await fileTicket(db, {}, clock());
  await takeTicket(db, { number: taken, actor: nadiaViewer }, clock());
  const held = await fileTicket(db, {}, clock());
  const reason = await db
    .selectFrom('hold_reason')
    .select('id')
    .where('needs_date', '=', false)
    .limit(1)
    .executeTakeFirstOrThrow();
  const hold = { reasonId: reason.id, until: null, body: '' };
  await holdTicket(db, { number: held, actor: nadiaViewer, ...hold }, clock());
  const { body } = await nadia.get(paths.console());
  for (const vue of queueViews.filter((view) => !['terminees', 'toutes'].includes(view))) {
    const { pages } = await walk(nadia, paths.console({ vue, taille: 100 }));
    assert.equal(pages.flat().length, countOf(body, vue), vue);
  }
});

/** The lines of a view as they are read: number, and délai in words. */
const delaysOn = (body: string): Map<number, string> =>
  new Map(
    [...body.matchAll(/<tr [^>]*>.*?<\/tr>/gs)].flatMap(([line]) => {
      const number = /href="\/console\/demandes\/(\d+)"/.exec(line)?.[1];
      const cell = /data-label="Délai"[^>]*>(.*?)<\/td>/s.exec(line)?.[1];
      if (number === undefined || cell === undefined) return [];
      const words = cell
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
      return [[Number(number), words] as const];
    }),
  );

/** Every line of a view, the first due first. */
const delaysIn = async (client: Client, vue: string) =>
  delaysOn((await client.get(paths.console({ vue, taille: 100, tri: 'delai' }))).body);

const firstDue = (row: {
  resolve_due_at: Temporal.Instant | null;
  team_take_due_at: Temporal.Instant | null;
}) =>
  Math.min(
    ...[row.resolve_due_at, row.team_take_due_at].flatMap((at) => at?.epochMilliseconds ?? []),
  );

test('« en retard » and « bientôt » hold the lines that say so, and no other', async () => {
  const rows = await db
    .selectFrom('ticket')
    .select(['number', 'resolve_due_at', 'team_take_due_at'])
    .where('resolve_due_at', 'is not', null)
    .execute();
  const inTeam = new Set((await delaysIn(nadia, 'equipe')).keys());
  const inOrder = rows
    .filter(({ number }) => inTeam.has(number))
    .toSorted((a, b) => firstDue(a) - firstDue(b) || a.number - b.number);
  const middle = inOrder[Math.floor(inOrder.length / 2)];
  assert.ok(middle);
  // A minute before it falls due, half of the others already have.
  const then = Temporal.Instant.fromEpochMilliseconds(firstDue(middle) - 60_000);
  await atTime(then.toString(), async (later) => {
    const all = await delaysIn(later, 'equipe');
    const [late, soon] = [await delaysIn(later, 'en-retard'), await delaysIn(later, 'bientot')];
    assert.ok(late.size > 5 && soon.size > 0);
    assert.ok(all.size < 100 && all.size > late.size + soon.size);
    for (const [number, words] of all) {
      assert.equal(late.has(number), words.startsWith('en retard'), words);
      // Two hours of work or less, whatever the clock on the wall.
      if (soon.has(number)) assert.match(words, /^(1 h|2 h|\d+ min|moins d’une minute) /);
    }
    const expected = inOrder.filter((row) => firstDue(row) < then.epochMilliseconds);
    assert.deepEqual(
      [...late.keys()],
      expected.map(({ number }) => number),
      'most overrun first',
    );
  });
});

test('what waits for the requester leaves « en retard », and comes back with the answer', async () => {
  const number = await fileTicket(db, {}, clock());
  await atTime('2026-12-07T10:00:00Z', async (later, now) => {
    assert.match(
      (await delaysIn(later, 'en-retard')).get(number) ?? '',
      /^en retard de \d+ jours ouvrés/,
    );
    await askRequester(db, { number, actor: nadiaViewer, question: 'Lequel ?' }, now);
    assert.ok(!(await delaysIn(later, 'en-retard')).has(number));
    assert.equal((await delaysIn(later, 'equipe')).get(number), 'suspendu');
    const marie = await viewerNamed(db, 'marie.dupont');
    await completeTicket(db, { number, actor: marie, body: 'Celui-ci.' }, now);
    assert.ok((await delaysIn(later, 'en-retard')).has(number));
  });
});

test('a délai gives its exact date to read, to machines, and in full under the pointer', async () => {
  const number = await fileTicket(db, { subject: 'À dater', blocked: 'no' }, clock());
  const list = paths.console({ vue: 'equipe', q: 'À dater' });
  const free = await nadia.get(list);
  assert.match(
    delaysOn(free.body).get(number) ?? '',
    /Prise en charge : \d\d\/\d\d\/2026 à \d\d:\d\d$/,
  );
  await takeTicket(db, { number, actor: nadiaViewer }, clock());
  const { resolve_due_at: dueAt } = await db
    .selectFrom('ticket')
    .select('resolve_due_at')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  assert.ok(dueAt);
  const { body } = await nadia.get(list);
  assert.match(
    delaysOn(body).get(number) ?? '',
    /^\d+ jours ouvrés Échéance : \d\d\/\d\d\/2026 à \d\d:\d\d$/,
  );
  const [, at, title, text] = /<time dateTime="([^"]+)" title="([^"]+)">([^<]+)</i.exec(body) ?? [];
  assert.equal(at, dueAt.toString());
  assert.equal(title, `Échéance\u00A0: ${formatFullDateTime(dueAt)}`);
  assert.equal(text, formatDateTime(dueAt));
});

test('filters, order and size live in the address and narrow the list to what they say', async () => {
  const address = { vue: 'equipe', tri: '-date', nature: 'reseau-et-wifi', priorite: 'urgente' };
  const { body } = await nadia.get(
    paths.console({ ...address, etat: 'en-attente', 'pris-par': 'personne', taille: 100 }),
  );
  const expected = await db
    .selectFrom('ticket')
    .innerJoin('category', 'category.id', 'ticket.category_id')
    .innerJoin('team', 'team.id', 'ticket.team_id')
    .select('number')
    .where('category.slug', '=', 'reseau-et-wifi')
    .where('team.code', '=', 'SYSTEM-RESEAU')
    .where('priority', '=', 'urgent')
    .where('state', '=', 'awaiting')
    .orderBy('submitted_at', 'desc')
    .orderBy('number', 'desc')
    .execute();
  assert.ok(expected.length > 0);
  assert.deepEqual(
    numbersOn(body),
    expected.map(({ number }) => number),
  );
  assert.match(body, /<option value="reseau-et-wifi" selected>/);
  assert.match(body, /<option value="urgente" selected>/);
  // The order goes on with the filters.
  assert.match(
    body,
    /href="\/console\?vue=equipe&amp;tri=numero&amp;taille=100&amp;nature=reseau-et-wifi/,
  );
});

test('the text finds a number in any spelling, a subject without its accents, a requester', async () => {
  const number = await fileTicket(
    db,
    { by: 'paul.martin', subject: 'Câblage à reprendre' },
    clock(),
  );
  const spaced = `n° ${String(number).slice(0, 3)} ${String(number).slice(3)}`;
  for (const q of [String(number), `#${String(number)}`, spaced, 'cablage', 'CÂBLAGE À']) {
    const { body } = await nadia.get(paths.console({ vue: 'equipe', q }));
    assert.ok(numbersOn(body).includes(number), q);
  }
  for (const q of ['martin pau', 'paul mar']) {
    const { body } = await nadia.get(paths.console({ vue: 'equipe', q, taille: 100 }));
    assert.ok(numbersOn(body).includes(number), q);
  }
});

test('an address that says nonsense is read as if it said nothing', async () => {
  const nonsense = { vue: 'x', tri: 'drop', taille: 7, nature: "'", etat: 'x', 'pris-par': '%' };
  for (const apres of ['x', 'bnVsbA', 'WyInIiwxXQ', '%00']) {
    const { statusCode } = await nadia.get(paths.console({ ...nonsense, apres, avant: apres }));
    assert.equal(statusCode, 200);
  }
});

test('a place to go on from that no page ever gave begins the list again', async () => {
  const forged = [
    ['date', '2026-99-99 99:99:99+00'],
    ['activite', '0000-01-01 00:00:00+00'],
    ['delai', '2026-11-23 10:00:00+99'],
    ['priorite', '999999999999999'],
    ['etat', '99999999999'],
  ] as const;
  for (const [tri, value] of forged) {
    const apres = Buffer.from(JSON.stringify([value, 100001])).toString('base64url');
    const { body, statusCode } = await nadia.get(paths.console({ vue: 'equipe', tri, apres }));
    assert.equal(statusCode, 200, `${tri} ${value}`);
    assert.equal(numbersOn(body).length, 25);
  }
});

test('a console page takes two statements, however long the list', async () => {
  for (const taille of [25, 100]) {
    const statements = await statementsOf(() =>
      nadia.get(paths.console({ vue: 'equipe', taille })),
    );
    assert.equal(statements.length, 2, statements.join('\n'));
  }
});

test('an agent starts with what they have in charge, or with what is free when they have nothing', async () => {
  const current = (body: string) =>
    /href="\/console\?vue=([a-z-]+)" aria-current="page"/.exec(body)?.[1];
  assert.equal(current((await nadia.get(paths.console())).body), 'miennes');
  const { person_id } = await db
    .selectFrom('team_member')
    .innerJoin('team', 'team.id', 'team_member.team_id')
    .innerJoin('person', 'person.id', 'team_member.person_id')
    .select('person_id')
    .where('team_member.active', '=', true)
    .where('person.status', '=', 'active')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('ticket')
            .select('number')
            .where((on) =>
              on.or([
                on('ticket.holder_id', '=', on.ref('team_member.person_id')),
                on('ticket.assignee_id', '=', on.ref('team_member.person_id')),
              ]),
            ),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirstOrThrow();
  const { login } = await db
    .selectFrom('person')
    .select('login')
    .where('id', '=', person_id)
    .executeTakeFirstOrThrow();
  const idle = await signedIn(desk, login);
  assert.equal(current((await idle.get(paths.console())).body), 'libres');
});

test('one click takes a free line and comes back to the list, and a second agent is told who was faster', async () => {
  const number = await fileTicket(db, { subject: 'À prendre' }, clock());
  const list = paths.console({ vue: 'libres', q: 'À prendre' });
  const page = await nadia.get(list);
  assert.match(page.body, new RegExp(`action="${paths.taking(number)}"`));
  const taken = await nadia.post(paths.taking(number), { _act: randomUUID(), _retour: list });
  assert.equal(taken.statusCode, 303);
  assert.equal(taken.headers.location, list);
  const after = await nadia.follow(taken);
  assert.match(after.body, new RegExp(`Demande ${String(number)} prise en charge`));
  assert.deepEqual(numbersOn(after.body), []);
  const karim = await signedIn(desk, 'karim.leroy');
  const late = await karim.post(paths.taking(number), { _act: randomUUID(), _retour: list });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Nadia BENALI a pris en charge la demande à 10:00/);
  assert.match(late.body, new RegExp(`action="${paths.takeover(number)}"`));
});

test('the way back after taking never leads to another site', async () => {
  const number = await fileTicket(db, {}, clock());
  const fields = { _act: randomUUID(), _retour: 'https://elsewhere.example/' };
  const { headers } = await nadia.post(paths.taking(number), fields);
  assert.equal(headers.location, paths.consoleTicket(number));
});

test('a line with something the agent has not seen is marked in words, until they open it', async () => {
  const number = await fileTicket(db, { subject: 'Jamais vue' }, clock());
  const list = paths.console({ vue: 'equipe', q: 'Jamais vue' });
  assert.match((await nadia.get(list)).body, /Non lu\u00A0:/);
  await nadia.get(paths.consoleTicket(number));
  assert.doesNotMatch((await nadia.get(list)).body, /Non lu\u00A0:/);
});

test('an empty view says what to do instead', async () => {
  const { body } = await nadia.get(paths.console({ vue: 'equipe', q: 'introuvable-xyz' }));
  assert.match(body, /Aucune demande ne correspond à ces filtres/);
  assert.match(body, /href="\/console\?vue=equipe"[^>]*><span>Tout effacer/);
});

test('an administrator sees all the teams and takes nothing; a requester sees no console', async () => {
  const odile = await signedIn(desk, 'odile.garnier');
  const { body } = await odile.get(paths.console({ taille: 100 }));
  const live = await db
    .selectFrom('ticket')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', 'in', ['awaiting', 'in_progress', 'on_hold', 'needs_information'])
    .executeTakeFirstOrThrow();
  const isInTeam = (await viewerNamed(db, 'odile.garnier')).memberships.length > 0;
  assert.equal(countOf(body, 'toutes'), live.count);
  if (!isInTeam) assert.doesNotMatch(body, /prise-en-charge/);
  const marie = await signedIn(desk, 'marie.dupont');
  assert.equal((await marie.get(paths.console())).statusCode, 404);
});
