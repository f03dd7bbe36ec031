import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { categoryIdOf, personIdOf, siteIdOf, ticketNumberOf } from '../../../seeds/find.ts';
import { rolledBack, testDatabase, worldNow } from '../../../test/support/database.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { Conflict } from '../../platform/errors.ts';
import { describeForm } from '../catalogue/describe-form.ts';
import { findCurrentForm } from '../catalogue/form-queries.ts';
import type { Db } from '../tables.ts';
import { cancelTicket } from './cancel-ticket.ts';
import { completeTicket } from './complete-ticket.ts';
import { findSentWithOtherWords, findTwin } from './find-twin.ts';
import { listOwnTickets } from './own-tickets.ts';
import type { Submission } from './submit-ticket.ts';
import { takeTicket } from './take-ticket.ts';
import { accessTicket } from './ticket-access.ts';
import { readTicket } from './ticket-queries.ts';
import { transferTicket } from './transfer-ticket.ts';

const { db } = await testDatabase();
const slug = 'fichiers-partages';

async function formIdOf(tx: Db, category = slug): Promise<number> {
  const form = await findCurrentForm(tx, await categoryIdOf(tx, category));
  assert.ok(form, `${category} asks something`);
  return form.id;
}

async function answersOf(tx: Db) {
  const answers = {
    dossier: 'Commun > Brochures zébrées',
    que_faire: 'partager',
    a_qui: await personIdOf(tx, 'paul'),
    peut_modifier: true,
  };
  return { formId: await formIdOf(tx), answers };
}

async function read(tx: Db, number: number, login = 'marie.dupont') {
  const viewer = await viewerNamed(tx, login);
  const access = await accessTicket(tx, viewer, number);
  return readTicket(tx, { viewer, access }, worldNow);
}

const rowOf = (tx: Db, number: number) =>
  tx
    .selectFrom('ticket')
    .select(['form_id', 'answers', 'answers_text'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();

test('a ticket keeps its answers and the form they answer, and its text is found by their words', async () => {
  await rolledBack(db, async (tx) => {
    const filed = await answersOf(tx);
    const number = await fileTicket(tx, { category: slug, ...filed }, worldNow);
    const row = await rowOf(tx, number);
    assert.equal(row.form_id, filed.formId);
    assert.deepEqual(row.answers, filed.answers);
    assert.match(row.answers_text, /^Dossier ou fichier Commun > Brochures zébrées$/m);
    assert.match(row.answers_text, /À qui ouvrir le dossier\s\? Paul Martin/);
    const { ownAnswers } = await read(tx, number);
    assert.deepEqual(ownAnswers.people, {
      [String(filed.answers.a_qui)]: { firstName: 'Paul', lastName: 'Martin' },
    });
    const viewer = await viewerNamed(tx, 'marie.dupont');
    const query = { tab: null, sort: 'date', descending: true, size: 15, page: 1 } as const;
    const text = 'brochures zebrees';
    const { rows } = await listOwnTickets(tx, { viewer, query: { ...query, text } }, worldNow);
    assert.deepEqual(
      rows.map((one) => one.number),
      [number],
    );
    const events = await tx
      .selectFrom('ticket_event')
      .select('data')
      .where('ticket_number', '=', number)
      .execute();
    assert.doesNotMatch(JSON.stringify(events), /Brochures|que_faire/);
  });
});

test('an answered place is read with the name of its site', async () => {
  const number = await ticketNumberOf(db, 'nadiaDesk');
  const { ownAnswers } = await read(db, number, 'odile.garnier');
  const siteId = await siteIdOf(db, 'SIEGE');
  assert.deepEqual(ownAnswers.answers['arrivee'], { siteId, room: 'R05' });
  assert.deepEqual(Object.keys(ownAnswers.sites), [String(siteId)]);
});

test('answers to a version that is no longer asked, to another nature’s or to none are a conflict', async () => {
  await rolledBack(db, async (tx) => {
    const filed = await answersOf(tx);
    const file = (more: object) => fileTicket(tx, { category: slug, ...filed, ...more }, worldNow);
    await assert.rejects(file({ formId: await formIdOf(tx, 'logistique') }), Conflict);
    await assert.rejects(file({ formId: null }), Conflict);
    await assert.rejects(file({ formId: 999_999 }), Conflict);
    const categoryId = await categoryIdOf(tx, slug);
    const fields = [{ kind: 'yes_no' as const, code: 'effacee', label: 'Effacé ?' }];
    await describeForm(tx, { actorId: null, categoryId, fields }, worldNow);
    await assert.rejects(file({}), Conflict);
    await file({ formId: await formIdOf(tx), answers: { effacee: true } });
  });
});

test('whoever files where no question can be asked, by telephone, is not refused for it', async () => {
  await rolledBack(db, async (tx) => {
    const number = await fileTicket(tx, { category: slug, channel: 'phone' }, worldNow);
    const row = await rowOf(tx, number);
    assert.deepEqual(row, { form_id: null, answers: {}, answers_text: '' });
    assert.deepEqual((await read(tx, number)).ownAnswers.fields, []);
  });
});

test('a ticket keeps its form when its nature changes and when a new version is published', async () => {
  await rolledBack(db, async (tx) => {
    const filed = await answersOf(tx);
    const number = await fileTicket(tx, { category: slug, ...filed }, worldNow);
    const before = (await read(tx, number)).ownAnswers;
    const actor = await viewerNamed(tx, 'nadia.benali');
    const categoryId = await categoryIdOf(tx, 'maintenance-du-batiment');
    await takeTicket(tx, { number, actor }, worldNow);
    await transferTicket(tx, { number, actor, categoryId, reason: 'Pas nous.' }, worldNow);
    const fields = [{ kind: 'yes_no' as const, code: 'dossier', label: 'Autre chose ?' }];
    await describeForm(
      tx,
      { actorId: null, categoryId: await categoryIdOf(tx, slug), fields },
      worldNow,
    );
    const after = await read(tx, number);
    assert.equal(after.categoryName, 'Maintenance du bâtiment');
    assert.deepEqual(after.ownAnswers, before);
  });
});

test('a ticket that continues another keeps its form and its answers, whatever is asked today', async () => {
  await rolledBack(db, async (tx) => {
    const filed = await answersOf(tx);
    const number = await fileTicket(tx, { category: slug, ...filed }, worldNow);
    const actor = await viewerNamed(tx, 'marie.dupont');
    await cancelTicket(tx, { number, actor }, worldNow);
    const categoryId = await categoryIdOf(tx, slug);
    await describeForm(tx, { actorId: null, categoryId, fields: [] }, worldNow);
    const result = await completeTicket(tx, { number, actor, body: 'Finalement si.' }, worldNow);
    assert.ok(result.continuedBy);
    assert.deepEqual(await rowOf(tx, result.continuedBy), await rowOf(tx, number));
  });
});

test('the same words with other answers are another need', async () => {
  await rolledBack(db, async (tx) => {
    const filed = await answersOf(tx);
    const key = randomUUID();
    const number = await fileTicket(tx, { category: slug, ...filed, submissionKey: key }, worldNow);
    const submittedBy = await viewerNamed(tx, 'marie.dupont');
    const submission: Submission = {
      ...filed,
      submittedBy,
      requesterId: submittedBy.id,
      categoryId: await categoryIdOf(tx, slug),
      subject: 'Le réseau est coupé',
      description: 'Plus rien depuis ce matin.',
      blocked: 'yes',
      impact: 'me',
      phone: submittedBy.phone,
      siteId: submittedBy.siteId,
      room: submittedBy.room,
      channel: 'web',
      submissionKey: key,
    };
    assert.equal((await findTwin(tx, submission, worldNow))?.number, number);
    assert.equal(await findSentWithOtherWords(tx, submission), null);
    const other = { ...submission, answers: { ...filed.answers, peut_modifier: false } };
    assert.equal(await findTwin(tx, other, worldNow), undefined);
    assert.equal(await findSentWithOtherWords(tx, other), number);
  });
});
