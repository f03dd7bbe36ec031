import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { rolledBack, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { smallDesk, viewerOf } from '../../../test/support/desk.ts';
import { checkInvariants, readRow } from '../../../test/support/ticket-invariants.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import { askRequester } from './ask-requester.ts';
import { assignTicket } from './assign-ticket.ts';
import { closeTicket, expireTicket, resumeDueTicket } from './automatic-acts.ts';
import { cancelTicket } from './cancel-ticket.ts';
import { completeTicket } from './complete-ticket.ts';
import { confirmResolution } from './confirm-resolution.ts';
import { contestResolution } from './contest-resolution.ts';
import { holdTicket } from './hold-ticket.ts';
import { noteOnTicket } from './note-on-ticket.ts';
import { releaseTicket } from './release-ticket.ts';
import { reopenTicket } from './reopen-ticket.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { resolveTicket } from './resolve-ticket.ts';
import { resumeTicket } from './resume-ticket.ts';
import { setPriority } from './set-priority.ts';
import { submitTicket } from './submit-ticket.ts';
import { takeOverTicket } from './take-over-ticket.ts';
import { takeTicket } from './take-ticket.ts';
import { priorities } from './ticket.ts';
import { transferTicket } from './transfer-ticket.ts';

const start = Temporal.Instant.from('2026-03-02T08:00:00Z');

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof smallDesk>>;
before(async () => {
  database = await testDatabase({ seeded: false });
  desk = await smallDesk(database.db, start);
});
after(() => database.close());

type Move = { who: number; act: number; pick: number; minutes: number; also: boolean };

const moves = fc.array(
  fc.record({
    // Mostly the requester and two agents of the team, so that most sequences get somewhere.
    who: fc.oneof(fc.constantFrom(0, 3, 4), fc.constantFrom(0, 3, 4), fc.nat(7)),
    act: fc.nat(19),
    pick: fc.nat(3),
    // From the same minute to five weeks later, so that tickets expire, close and become too old.
    minutes: fc.oneof(fc.nat(600), fc.nat(50_000)),
    also: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
);

/** One thing somebody tries; most are refused, which must change nothing. */
async function attempt(db: Db, number: number, move: Move, now: Temporal.Instant): Promise<void> {
  const personIds = Object.values(desk.ids);
  const actor = await viewerOf(db, personIds[move.who] ?? 0);
  const order = { number, actor };
  const alsoTake = move.also;
  const priority = priorities[move.pick];
  assert.ok(priority);
  const attempts = [
    () => takeTicket(db, order, now),
    () => takeOverTicket(db, order, now),
    () => assignTicket(db, { ...order, assigneeId: personIds[3 + move.pick] ?? 0 }, now),
    () => releaseTicket(db, order, now),
    () =>
      transferTicket(
        db,
        move.also
          ? { ...order, categoryId: Object.values(desk.categories)[move.pick], reason: 'nature' }
          : {
              ...order,
              teamId: Object.values(desk.teams)[move.pick % 3]?.id,
              reason: 'équipe',
            },
        now,
      ),
    () => setPriority(db, { ...order, priority }, now),
    () => replyToTicket(db, { ...order, body: 'réponse', alsoTake }, now),
    () => noteOnTicket(db, { ...order, body: 'note' }, now),
    () => askRequester(db, { ...order, question: 'question ?', alsoTake }, now),
    () =>
      holdTicket(
        db,
        {
          ...order,
          reasonId: move.also ? desk.holdReasons.stops : desk.holdReasons.runs,
          until:
            move.pick > 1 ? now.toZonedDateTimeISO('UTC').toPlainDate().add({ days: 9 }) : null,
          body: move.pick > 2 ? 'en attente' : '',
        },
        now,
      ),
    () => resumeTicket(db, order, now),
    () => completeTicket(db, { ...order, body: 'complément' }, now),
    () => resolveTicket(db, { ...order, body: 'réponse', alsoTake }, now),
    () => confirmResolution(db, order, now),
    () => contestResolution(db, { ...order, body: 'non' }, now),
    () => reopenTicket(db, { ...order, body: 'encore' }, now),
    () => (move.also ? cancelTicket(db, order, now) : takeTicket(db, order, now)),
    () => expireTicket(db, number, now),
    () => closeTicket(db, number, now),
    () => resumeDueTicket(db, number, now),
  ];
  await attempts[move.act]?.();
}

test('whatever people try in whatever order, the invariants hold and the events replay to the ticket', async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(moves, (sequence) =>
      rolledBack(database.db, async (db) => {
        let now = start;
        const { number } = await submitTicket(
          db,
          {
            submittedBy: await viewerOf(db, desk.ids.rose),
            requesterId: desk.ids.rose,
            categoryId: desk.categories.one,
            subject: 'Sujet',
            description: 'Description',
            blocked: 'no',
            impact: 'unit',
            phone: '',
            siteId: null,
            room: '',
            channel: 'web',
            submissionKey: crypto.randomUUID(),
          },
          now,
        );
        await checkInvariants(db, number);
        for (const move of sequence) {
          now = now.add({ minutes: move.minutes });
          const before = await readRow(db, number);
          try {
            await attempt(db, number, move, now);
          } catch (error) {
            const isRefusal = [Conflict, Forbidden, NotFound].some((one) => error instanceof one);
            if (!isRefusal) throw error;
            assert.deepEqual(await readRow(db, number), before);
          }
          await checkInvariants(db, number);
          reached.add((await readRow(db, number)).state);
        }
      }),
    ),
    { numRuns: 60, seed: 20_261_123 },
  );
  assert.equal(reached.size, 7, `every state was reached: ${[...reached].join(', ')}`);
});
