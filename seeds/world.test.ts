import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, type Answers, readAnswers } from '../src/domain/catalogue/answers.ts';
import { familiesOf } from '../src/domain/catalogue/catalogue.ts';
import { readCatalogue } from '../src/domain/catalogue/catalogue-queries.ts';
import { type OwnField, yesNo } from '../src/domain/catalogue/form.ts';
import type { Db } from '../src/domain/tables.ts';
import { ticketStates } from '../src/domain/tickets/ticket.ts';
import { readEvents, replay } from '../src/domain/tickets/ticket-event.ts';
import { markdownText, readMarkdown } from '../src/platform/text/markdown.ts';
import { rolledBack, testDatabase, worldNow } from '../test/support/database.ts';
import { filesOnDisk, testFiles, throwawayFolder } from '../test/support/files.ts';
import { articles } from './articles-data.ts';
import { announcements } from './desk-data.ts';
import { fileContents } from './files-data.ts';
import { categoryIdOf, personIdOf, siteIdOf, teamIdOf, ticketNumberOf, viewerOf } from './find.ts';
import { emailOf, knownPeople, people } from './people-data.ts';
import { stories } from './stories.ts';
import { plantWorld } from './world.ts';

const { db } = await testDatabase();
const { db: bare } = await testDatabase({ seeded: false });

const ticketsOf = (tx: Db) =>
  tx
    .selectFrom('ticket')
    .innerJoin('person as requester', 'requester.id', 'ticket.requester_id')
    .innerJoin('person as submitter', 'submitter.id', 'ticket.submitted_by_id')
    .innerJoin('team', 'team.id', 'ticket.team_id')
    .select([
      'ticket.number',
      'ticket.state',
      'ticket.subject',
      'ticket.holder_id as holderId',
      'ticket.outcome',
      'ticket.routing',
      'ticket.submitted_at as submittedAt',
      'ticket.changed_at as changedAt',
      'ticket.continues_number as continuesNumber',
      'requester.login as requester',
      'submitter.login as submitter',
      'team.code as team',
    ])
    .orderBy('ticket.number')
    .execute();

const tickets = await ticketsOf(db);
const count = <One>(all: readonly One[], keep: (one: One) => boolean): number =>
  all.filter(keep).length;

test('there are forty tickets, in every state, and every team has one that is free', () => {
  assert.equal(tickets.length, 40);
  assert.deepEqual(
    [...new Set(tickets.map(({ state }) => state))].sort(),
    [...ticketStates].sort(),
  );
  const free = tickets.filter(({ state, holderId }) => state === 'awaiting' && holderId === null);
  assert.deepEqual([...new Set(free.map(({ team }) => team))].sort(), [
    'BATIMENT',
    'DOPSI',
    'LOGISTIQUE',
    'SOS-DEP',
    'SYSTEM-RESEAU',
    'TRIAGE',
  ]);
});

test('Marie has something in each of her tabs', () => {
  const states = tickets.filter(({ requester }) => requester === 'marie.dupont');
  const having = (...wanted: string[]) => count(states, ({ state }) => wanted.includes(state));
  assert.equal(having('awaiting', 'on_hold'), 3);
  assert.equal(having('in_progress'), 2);
  assert.equal(having('needs_information'), 1);
  assert.equal(having('resolved'), 1);
  assert.equal(having('closed', 'cancelled'), 2);
});

test('every special case is there to be shown', async () => {
  assert.ok(count(tickets, ({ requester, submitter }) => requester !== submitter) >= 1);
  assert.ok(count(tickets, ({ outcome }) => outcome === 'no_answer') === 1);
  assert.ok(count(tickets, ({ continuesNumber }) => continuesNumber !== null) === 1);
  const byRule = tickets.filter(({ routing }) => (routing as { kind: string }).kind === 'rule');
  assert.ok(byRule.length >= 4);
  const acts = await db.selectFrom('ticket_event').select('act').distinct().execute();
  const told = new Set(acts.map(({ act }) => act));
  for (const act of ['transfer', 'contest', 'take_over', 'assign', 'release', 'reopen', 'expire']) {
    assert.ok(told.has(act), act);
  }
  const { length } = await db.selectFrom('ticket_participant').select('person_id').execute();
  assert.equal(length, 1);
});

test('numbers follow time, nothing is of the future, and replaying the events gives each ticket', async () => {
  for (const [index, ticket] of tickets.entries()) {
    const before = tickets[index - 1];
    if (before) assert.ok(Temporal.Instant.compare(before.submittedAt, ticket.submittedAt) <= 0);
    assert.ok(Temporal.Instant.compare(ticket.changedAt, worldNow) <= 0, ticket.subject);
    const replayed = replay(await readEvents(db, ticket.number));
    assert.equal(replayed.state, ticket.state, ticket.subject);
    assert.equal(replayed.holderId, ticket.holderId, ticket.subject);
  }
});

test('the catalogue shows the families and natures of the guide', async () => {
  const catalogue = await readCatalogue(db);
  const shown = (kind: 'problem' | 'service') =>
    familiesOf(catalogue, kind).map(({ name, categories }) => [
      name,
      categories.map((category) => category.name),
    ]);
  assert.deepEqual(
    shown('problem').map(([name]) => name),
    ['Logicielle', 'Matérielle'],
  );
  assert.deepEqual(shown('service'), [
    ['Informatique', ['Conseil', 'Pilotage', 'Développement', 'Hébergement site web']],
    ['Électricité, plomberie, menuiserie…', ['Maintenance du bâtiment']],
    ['Aménagement de bureau, livraison…', ['Logistique']],
  ]);
  assert.equal(catalogue.unknown?.slug, 'je-ne-sais-pas');
});

test('each sheet is of a readable length, and has headings and lists', () => {
  for (const { slug, body } of articles) {
    const words = markdownText(body)
      .split(/\s+/)
      .filter((word) => /[\p{L}\d]/u.test(word)).length;
    assert.ok(words >= 150 && words <= 300, `${slug}: ${words}`);
    const kinds = new Set(readMarkdown(body).map(({ type }) => type));
    assert.ok(kinds.has('list_item_open') && kinds.has('heading_open'), slug);
  }
});

test('what the desk writes follows French typography', () => {
  const texts = [...announcements, ...articles].flatMap(({ title, body }) => [title, body]);
  for (const text of texts) assert.doesNotMatch(text, / [:;!?»]|« /, text.slice(0, 60));
});

test('finders give what is planted, and refuse what is not', async () => {
  const marie = await viewerOf(db, 'marie');
  assert.equal(marie.login, knownPeople.marie.login);
  assert.equal(marie.siteId, await siteIdOf(db, 'SIEGE'));
  const nadia = await viewerOf(db, 'nadia.benali');
  const team = { teamId: await teamIdOf(db, 'SYSTEM-RESEAU'), role: 'agent' };
  assert.deepEqual(nadia.memberships, [team]);
  const number = await ticketNumberOf(db, 'marieScreen');
  assert.equal(tickets.find((ticket) => ticket.number === number)?.requester, marie.login);
  const again = await ticketNumberOf(db, 'paulCopierAgain');
  const copier = await ticketNumberOf(db, 'paulCopier');
  assert.equal(tickets.find((ticket) => ticket.number === again)?.continuesNumber, copier);
  await assert.rejects(personIdOf(db, 'nobody.here'));
  await assert.rejects(categoryIdOf(db, 'rien'));
});

test('everybody has a login, a mailbox and a password of their own kind, and no two share one', async () => {
  assert.equal(new Set(people.map(({ login }) => login)).size, people.length);
  assert.equal(new Set(people.map(({ phone }) => phone)).size, people.length);
  const rows = await db
    .selectFrom('person')
    .innerJoin('local_password', 'local_password.person_id', 'person.id')
    .select(['login', 'email', 'is_demo'])
    .execute();
  assert.equal(rows.length, people.length);
  assert.ok(rows.every((row) => row.is_demo));
  const seeds = new Map(people.map((seed) => [seed.login, emailOf(seed)]));
  assert.ok(rows.every((row) => seeds.get(row.login) === row.email));
});

/** What a reader would see of the world, ids and secrets left out. */
const told = async (tx: Db) =>
  (await ticketsOf(tx)).map(({ holderId, routing, number, continuesNumber, ...ticket }) => ({
    ...ticket,
    held: holderId !== null,
    kind: (routing as { kind: string }).kind,
    continues: continuesNumber !== null,
    submittedAt: ticket.submittedAt.toString(),
    changedAt: ticket.changedAt.toString(),
    number: number > 100_000,
  }));

test('planted twice for one instant, the world reads the same', async () => {
  const plantedAgain = await rolledBack(bare, async (tx) => {
    await plantWorld(tx, { now: worldNow });
    return told(tx);
  });
  assert.deepEqual(plantedAgain, await told(db));
});

test('where files are kept, the stories have theirs: with what is said, and under the questions', async () => {
  const folder = throwawayFolder();
  const files = testFiles(bare, folder);
  const attached = await rolledBack(bare, async (tx) => {
    await plantWorld(tx, { now: worldNow, files });
    return tx
      .selectFrom('attachment')
      .select(['name', 'field', 'place', 'message_id as messageId', 'note_id as noteId'])
      .execute();
  });
  assert.deepEqual(attached.map(({ name }) => name).sort(), Object.keys(fileContents).sort());
  assert.equal((await filesOnDisk(folder)).length, attached.length);
  assert.ok(attached.every(({ place }) => place === null));
  assert.equal(
    count(attached, ({ noteId }) => noteId !== null),
    1,
  );
  assert.equal(
    count(attached, ({ messageId }) => messageId !== null),
    2,
  );
  const fields = attached.flatMap(({ field }) => field ?? []);
  assert.deepEqual(fields.sort(), ['capture', 'documents', 'photo']);
});

/** A Sunday night, the day after a bridge in May, a change of hour, New Year’s Day. */
const otherInstants = [
  '2026-11-22T02:00:00Z',
  '2027-05-10T07:00:00Z',
  '2026-10-25T00:30:00Z',
  '2027-01-01T12:00:00Z',
];

for (const instant of otherInstants) {
  test(`the world can be planted at ${instant}, and its tickets end in the same states`, async () => {
    const now = Temporal.Instant.from(instant);
    const states = await rolledBack(bare, async (tx) => {
      await plantWorld(tx, { now });
      return (await ticketsOf(tx)).map(({ subject, state }) => `${subject} ${state}`).sort();
    });
    assert.deepEqual(states, tickets.map(({ subject, state }) => `${subject} ${state}`).sort());
  });
}

test('every story is told of people, natures and times that exist', () => {
  assert.equal(new Set(stories.map(({ key }) => key)).size, stories.length);
  const logins = new Set(people.map(({ login }) => login));
  for (const { key, requester, steps = [] } of stories) {
    assert.ok(logins.has(requester), key);
    for (const { by } of steps) assert.ok(logins.has(by), `${key}: ${by}`);
  }
});

test('what the stories answer is what their natures ask, nothing required left out', async () => {
  const filed = await db
    .selectFrom('ticket')
    .innerJoin('category_form', 'category_form.id', 'ticket.form_id')
    .select(['ticket.subject', 'ticket.answers', 'category_form.fields'])
    .execute();
  assert.ok(filed.length >= 18);
  const asTyped = (answer: Answer | undefined): string[] => {
    if (answer === undefined) return [];
    if (typeof answer === 'boolean') return [answer ? yesNo.yes : yesNo.no];
    if (typeof answer === 'object' && 'siteId' in answer)
      return [String(answer.siteId), answer.room];
    return [answer].flat().map(String);
  };
  for (const { subject, answers, fields } of filed) {
    const known = answers as Answers;
    const context = {
      today: worldNow.toZonedDateTimeISO('Europe/Paris').toPlainDate(),
      isPerson: () => true,
      isSite: () => true,
      filesOf: () => 1,
    };
    const read = readAnswers(fields as OwnField[], (code) => asTyped(known[code]), context);
    // What was to come when the ticket was filed may be over today.
    const problems = read.problems.filter(({ problem }) => problem !== 'too_early');
    assert.deepEqual(problems, [], subject);
    const late = read.problems.map(({ code }) => code);
    assert.deepEqual(
      Object.keys(read.answers).concat(late).sort(),
      Object.keys(known).sort(),
      subject,
    );
  }
});
