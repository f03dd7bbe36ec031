import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { type Client, signedIn, testApp } from '../../../test/support/app.ts';
import { worldNow } from '../../../test/support/database.ts';
import { unescapeHtml } from '../../../test/support/forms.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { askRequester } from '../../domain/tickets/ask-requester.ts';
import { assignTicket } from '../../domain/tickets/assign-ticket.ts';
import { takeTicket } from '../../domain/tickets/take-ticket.ts';
import { paths } from '../../paths.ts';

const desk = await testApp();
after(desk.close);
const { db, clock } = desk;
const board = paths.dueBoard();

/** What a person reads, one line a part, one space between words. */
const read = async (client: Client, path = board): Promise<string> => {
  const { body, statusCode } = await client.get(path);
  assert.equal(statusCode, 200);
  return unescapeHtml(body.replaceAll(/<[^>]*>/g, ' ')).replaceAll(/\s+/g, ' ');
};

/** Looks on from another instant: everybody signs in again, a session does not last so long. */
async function at(text: string, login: string, look: (client: Client) => Promise<void>) {
  const now = clock();
  clock.set(Temporal.Instant.from(text));
  try {
    await look(await signedIn(desk, login));
  } finally {
    clock.set(now);
  }
}

const numbersIn = (body: string, part: 'retard' | 'jour', team: string): number[] => {
  const [, section = ''] = new RegExp(`id="${part}-${team}">(.*?)</section>`, 's').exec(body) ?? [];
  return [...section.matchAll(/<th scope="row".*?href="\/console\/demandes\/(\d+)"/gs)].map(
    ([, number]) => Number(number),
  );
};

const nextDueOf = async (number: number) => {
  const row = await db
    .selectFrom('ticket')
    .select(['team_take_due_at', 'resolve_due_at'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const [first] = [row.team_take_due_at, row.resolve_due_at]
    .filter((one) => one !== null)
    .sort((a, b) => Temporal.Instant.compare(a, b));
  return first;
};

test('the morning of a team: what is overrun, then what falls due in the day, in order, and who has it', async () => {
  const nadia = await signedIn(desk, 'nadia.benali');
  const { body } = await nadia.get(board);
  const [late, today] = [
    numbersIn(body, 'retard', 'SYSTEM-RESEAU'),
    numbersIn(body, 'jour', 'SYSTEM-RESEAU'),
  ];
  assert.ok(late.length > 1 && today.length > 1);
  const midnight = Temporal.Instant.from('2026-11-23T23:00:00Z');
  const dueOf = async (numbers: number[]) => Promise.all(numbers.map(nextDueOf));
  const [lateDue, todayDue] = [await dueOf(late), await dueOf(today)];
  const flat = [...lateDue, ...todayDue].map((one) => one?.epochMilliseconds ?? Number.NaN);
  assert.deepEqual(
    flat,
    flat.toSorted((a, b) => a - b),
  );
  assert.ok(lateDue.every((one) => one && Temporal.Instant.compare(one, worldNow) < 0));
  assert.ok(todayDue.every((one) => one && Temporal.Instant.compare(one, midnight) < 0));
  const text = await read(nadia);
  assert.match(text, /SYSTEM-RESEAU Systèmes, réseaux et messagerie Ouverte jusqu’à 12:00/);
  assert.match(text, new RegExp(`Déjà en retard \\(${String(late.length)}\\) dont \\d libre`));
  assert.match(text, new RegExp(`À tenir aujourd’hui \\(${String(today.length)}\\)`));
  assert.match(text, /attribuée à LEROY Karim/);
  assert.match(text, /BENALI Nadia/);
  assert.doesNotMatch(text, /LOGISTIQUE/);
});

test('it takes three statements, the one of every page included, however much falls due', async () => {
  const nadia = await signedIn(desk, 'nadia.benali');
  const count = async () => (await statementsOf(() => nadia.get(board))).length;
  assert.equal(await count(), 3);
  const early = worldNow.subtract({ hours: 24 });
  for (let index = 0; index < 25; index++) await fileTicket(db, { by: 'paul.martin' }, early);
  assert.equal(await count(), 3);
  const { body } = await nadia.get(board);
  const shown = numbersIn(body, 'jour', 'SYSTEM-RESEAU');
  assert.equal(shown.length, 20, 'a long list is cut');
  const total = Number(/À tenir aujourd’hui \((\d+)\)/.exec(await read(nadia))?.[1]);
  assert.ok(total > 25);
  const rest = paths.console({ vue: 'equipe', equipe: 'SYSTEM-RESEAU' }).replaceAll('&', '&amp;');
  assert.ok(body.includes(`href="${rest}"`), 'and goes on in the console');
});

test('a ticket with the requester is not due; one that was handed to somebody is not free', async () => {
  const hugo = await signedIn(desk, 'hugo.petit');
  const hugoViewer = await viewerNamed(db, 'hugo.petit');
  const freeIn = async () =>
    Number(/À tenir aujourd’hui \(\d+\) dont (\d+) libre/.exec(await read(hugo))?.[1] ?? 0);
  const before = await freeIn();
  const early = worldNow.subtract({ hours: 65 });
  const filing = { category: 'logistique', blocked: null, impact: null } as const;
  const [asked, given] = [await fileTicket(db, filing, early), await fileTicket(db, filing, early)];
  assert.equal(await freeIn(), before + 2);
  await askRequester(db, { number: asked, actor: hugoViewer, question: 'Où ?' }, worldNow);
  const order = { number: given, actor: hugoViewer, assigneeId: hugoViewer.id };
  await assignTicket(db, order, worldNow);
  assert.equal(await freeIn(), before);
  const { body } = await hugo.get(board);
  const due = numbersIn(body, 'jour', 'LOGISTIQUE');
  assert.ok(due.includes(given) && !due.includes(asked));
});

test('once it has closed, a team sees when it opens and what falls due that day', async () => {
  const number = await fileTicket(
    db,
    { category: 'logistique', blocked: null, impact: null },
    worldNow,
  );
  await takeTicket(db, { number, actor: await viewerNamed(db, 'hugo.petit') }, worldNow);
  const dueAt = await nextDueOf(number);
  assert.ok(dueAt);
  await at('2026-11-24T11:30:00Z', 'hugo.petit', async (hugo) => {
    assert.match(await read(hugo), /Fermée, ouvre à 13:00/);
  });
  const due = dueAt.toZonedDateTimeISO('Europe/Paris');
  const night = due.subtract({ days: 1 }).with({ hour: 22 }).toInstant();
  await at(night.toString(), 'hugo.petit', async (hugo) => {
    const day = due.toLocaleString('fr', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
    const text = await read(hugo);
    assert.match(text, new RegExp(`Fermée, ouvre ${day} à 08:[03]0`));
    assert.ok(text.includes(`À tenir ${day} (`), text);
    const { body } = await hugo.get(board);
    assert.ok(numbersIn(body, 'jour', 'LOGISTIQUE').includes(number));
  });
});

test('one click takes a free line and comes back to the board', async () => {
  const nadia = await signedIn(desk, 'nadia.benali');
  const { body } = await nadia.get(board);
  const [, number] = /action="\/console\/demandes\/(\d+)\/prise-en-charge"/.exec(body) ?? [];
  assert.ok(number);
  assert.ok(body.includes(`name="_retour" value="${board}"`));
  const taken = await nadia.post(paths.taking(Number(number)), {
    _act: randomUUID(),
    _retour: board,
  });
  assert.equal(taken.headers.location, board);
  assert.match((await nadia.follow(taken)).body, new RegExp(`Demande ${number} prise en charge`));
});

test('an administrator in no team looks at all of them, one by its address, and takes nothing', async () => {
  const odile = await signedIn(desk, 'odile.garnier');
  const { body } = await odile.get(board);
  for (const code of ['BATIMENT', 'DOPSI', 'LOGISTIQUE', 'SYSTEM-RESEAU', 'TRIAGE']) {
    assert.ok(body.includes(`id="equipe-${code}"`), code);
  }
  assert.doesNotMatch(body, /prise-en-charge/);
  const one = await odile.get(paths.dueBoard({ equipe: 'DOPSI' }));
  assert.ok(one.body.includes('id="equipe-DOPSI"'));
  assert.ok(!one.body.includes('id="equipe-TRIAGE"'));
});

test('the board of another team does not exist; nor does any for a requester', async () => {
  const hugo = await signedIn(desk, 'hugo.petit');
  const { body } = await hugo.get(paths.dueBoard({ equipe: 'SYSTEM-RESEAU' }));
  assert.ok(body.includes('id="equipe-LOGISTIQUE"'));
  assert.ok(!body.includes('id="equipe-SYSTEM-RESEAU"'));
  const marie = await signedIn(desk, 'marie.dupont');
  assert.equal((await marie.get(board)).statusCode, 404);
});
