import type { Answer } from '../src/domain/catalogue/answers.ts';
import { markNoticesRead } from '../src/domain/notifications/notices.ts';
import { notifyOfAct } from '../src/domain/notifications/notify-of-act.ts';
import type { Db } from '../src/domain/tables.ts';
import { addParticipant } from '../src/domain/tickets/add-participant.ts';
import { runAutomaticActs } from '../src/domain/tickets/automatic-acts.ts';
import { submitTicket } from '../src/domain/tickets/submit-ticket.ts';
import { markRead } from '../src/domain/tickets/ticket-reading.ts';
import { deskTimeZone } from '../src/platform/text/dates.ts';
import { idOf } from './id-of.ts';
import { actorOf, type Ground, perform } from './perform.ts';
import { stageSeeds } from './stage-seeds.ts';
import { stories } from './stories.ts';
import { type AnswerSeed, type StepSeed, type StorySeed, submissionKeyOf } from './story.ts';
import { timeline } from './when.ts';

/** The stories reach this many working days back. */
const REACH = 36;
/** What happened before that was seen by those it was for. */
const SEEN = 'J-2 07:30';

type Moment = { at: Temporal.Instant; happen: (db: Db) => Promise<void> };

/**
 * Plants the tickets: all stories at once, in the order of time, so that numbers and events follow each other as
 * they would have, with what the desk does by itself every morning.
 */
export async function plantTickets(db: Db, ground: Ground, now: Temporal.Instant): Promise<void> {
  const { instantOf, mornings } = timeline(now, REACH);
  const numbers = new Map<string, number>();
  const moments: Moment[] = [...mornings, now].map((at) => ({
    at,
    happen: async (tx) => {
      await runAutomaticActs(tx, at);
    },
  }));
  for (const story of stories) {
    const at = instantOf(story.at);
    moments.push({ at, happen: (tx) => submit(tx, { story, ground, numbers }, at) });
    for (const step of story.steps ?? []) {
      const then = instantOf(step.at);
      moments.push({ at: then, happen: (tx) => act(tx, { story, step, ground, numbers }, then) });
    }
  }
  moments.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  for (const { happen } of moments) await happen(db);
  await plantNotices(db, instantOf(SEEN));
}

type Scene = { story: StorySeed; ground: Ground; numbers: Map<string, number> };

async function submit(
  db: Db,
  { story, ground, numbers }: Scene,
  at: Temporal.Instant,
): Promise<void> {
  const requester = actorOf(ground, story.requester);
  const submittedBy = actorOf(ground, story.submittedBy ?? story.requester);
  const staging = { desk: ground.files, personId: submittedBy.id, files: story.files };
  const { number } = await submitTicket(
    db,
    {
      submittedBy,
      requesterId: requester.id,
      categoryId: idOf(ground.desk.categories, story.category),
      subject: story.subject,
      description: story.description,
      blocked: story.blocked ?? null,
      impact: story.impact ?? null,
      ...answersOf(story, ground, at),
      phone: requester.phone,
      siteId: requester.siteId,
      room: requester.room,
      channel: story.channel ?? 'web',
      submissionKey: submissionKeyOf(story.key),
      files: await stageSeeds(db, staging, at),
    },
    at,
  );
  numbers.set(story.key, number);
  for (const login of story.participants ?? []) {
    const personId = actorOf(ground, login).id;
    await addParticipant(db, { actorId: requester.id, number, personId }, at);
  }
}

function answersOf({ category, answers }: StorySeed, ground: Ground, at: Temporal.Instant) {
  if (answers === undefined) return {};
  const answered = Object.entries(answers).map(([code, seed]): [string, Answer] => [
    code,
    answerOf(seed, ground, at),
  ]);
  return { formId: idOf(ground.desk.forms, category), answers: Object.fromEntries(answered) };
}

function answerOf(seed: AnswerSeed, ground: Ground, at: Temporal.Instant): Answer {
  if (typeof seed !== 'object') return seed;
  if ('person' in seed) return actorOf(ground, seed.person).id;
  if ('site' in seed) return { siteId: idOf(ground.places.sites, seed.site), room: seed.room };
  if (!('days' in seed)) return seed;
  const today = at.toZonedDateTimeISO(deskTimeZone).toPlainDate();
  return today.add({ days: seed.days }).toString();
}

async function act(
  db: Db,
  { story, step, ground, numbers }: Scene & { step: StepSeed },
  at: Temporal.Instant,
): Promise<void> {
  const actor = actorOf(ground, step.by);
  const number = idOf(numbers, story.key);
  const opens = step.act === 'complete' ? step.opens : undefined;
  const actId = submissionKeyOf(opens ?? `${story.key} ${step.at}`);
  const seeds = 'files' in step ? step.files : undefined;
  const staging = { desk: ground.files, personId: actor.id, files: seeds };
  const files = await stageSeeds(db, staging, at);
  const result = await perform(db, { step, ground, order: { number, actor, actId, files } }, at);
  if ((opens !== undefined) !== (result.continuedBy !== undefined)) {
    throw new Error(`« ${story.key} » was to open another ticket, or was not to.`);
  }
}

/** Tells each person what they would have been told at the time; what is old has been read. */
async function plantNotices(db: Db, seen: Temporal.Instant): Promise<void> {
  const acts = await db
    .selectFrom('ticket_event')
    .select(['ticket_number as number', 'act_id as actId'])
    .select((eb) => eb.fn.max('at').as('at'))
    .groupBy(['ticket_number', 'act_id'])
    .orderBy((eb) => eb.fn.max('id'))
    .execute();
  for (const { number, actId, at } of acts) await notifyOfAct(db, { number, actId }, at);
  const read = await db
    .selectFrom('notice')
    .select(['person_id as personId'])
    .select((eb) => eb.fn.max('id').as('upToId'))
    .where('created_at', '<', seen)
    .groupBy('person_id')
    .execute();
  for (const notice of read) await markNoticesRead(db, notice, seen);
  const quiet = await db
    .selectFrom('ticket')
    .select(['number', 'requester_id as personId', 'last_event_id as eventId'])
    .where('changed_at', '<', seen)
    .execute();
  for (const ticket of quiet) await markRead(db, ticket);
}
