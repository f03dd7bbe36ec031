import { z } from 'zod';
import { sweepDrafts } from '../domain/drafts/drafts.ts';
import type { FileDesk } from '../domain/files/file-desk.ts';
import { scanContent, scanWaiting } from '../domain/files/scan-content.ts';
import { sweepFiles } from '../domain/files/sweep-files.ts';
import { forgetUnseenNotices, sweepNotices } from '../domain/notifications/notices.ts';
import { notifyOfAct } from '../domain/notifications/notify-of-act.ts';
import { findProfileCard } from '../domain/people/person-queries.ts';
import { sweepSessions } from '../domain/people/session.ts';
import { sweepSignInAttempts } from '../domain/people/sign-in-attempts.ts';
import { sweepSignInTraces } from '../domain/people/sign-in-trace.ts';
import { sweepMessages } from '../domain/people/take-message.ts';
import { refreshLately } from '../domain/reports/lately.ts';
import { learningWordsOfAct } from '../domain/search/learn-words.ts';
import { placeWaitingWords } from '../domain/search/place-words.ts';
import type { Db } from '../domain/tables.ts';
import { runAutomaticActs } from '../domain/tickets/automatic-acts.ts';
import { recomputeDue } from '../domain/tickets/recompute-due.ts';
import { sendReminders } from '../domain/tickets/send-reminders.ts';

/** What jobs work with. */
export type JobMeans = {
  readonly db: Db;
  readonly files: FileDesk;
  /** Null: there is none. */
  readonly directory: {
    follow: (db: Db, now: Temporal.Instant) => Promise<void>;
    meet: (db: Db, login: string, now: Temporal.Instant) => Promise<void>;
  } | null;
};

/** What a job does: the same domain commands as the pages, with the desk itself as the actor. */
export type JobHandler = (
  means: JobMeans,
  payload: unknown,
  now: Temporal.Instant,
) => Promise<void>;

/** A job whose payload is checked before it is believed: it may have been written by a former version. */
function job<Schema extends z.ZodType>(
  schema: Schema,
  handler: (means: JobMeans, payload: z.infer<Schema>, now: Temporal.Instant) => Promise<unknown>,
): JobHandler {
  return async (means, payload, now) => {
    await handler(means, schema.parse(payload), now);
  };
}

/** A job of the crontab: the hour is all it needs. */
const routine = (handler: (db: Db, now: Temporal.Instant) => Promise<unknown>): JobHandler =>
  job(z.unknown(), ({ db }, _payload, now) => handler(db, now));

/** The same, over people's files. */
const fileRoutine = (handler: (files: FileDesk, now: Temporal.Instant) => Promise<unknown>) =>
  job(z.unknown(), ({ files }, _payload, now) => handler(files, now));

const act = z.object({ number: z.number().int(), actId: z.uuid() });
const somebody = z.object({ personId: z.number().int() });
const content = z.object({ hash: z.string() });

/** Every job of the desk, by the name that `enqueue` and the crontab use. */
export const registry: Readonly<Record<string, JobHandler>> = {
  /** What follows from an act on a ticket: people are told, and its words are learned. */
  'ticket-acted': job(act, ({ db }, payload, now) =>
    notifyOfAct(db, { ...payload, alongside: learningWordsOfAct(payload) }, now),
  ),
  /** Tickets to resume, resolve without an answer or close, whose instant has come. */
  'automatic-acts': routine(runAutomaticActs),
  /** Somebody left a team: what they were told of its tickets goes. */
  'forget-unseen-notices': job(somebody, ({ db }, payload) => forgetUnseenNotices(db, payload)),
  /** A file has arrived: it is looked at before anybody may open it. */
  'scan-file': job(content, ({ files }, payload, now) => scanContent(files, payload, now)),
  /** Files that the scanner could not look at when they arrived. */
  'scan-waiting': fileRoutine(scanWaiting),
  'sweep-files': fileRoutine(sweepFiles),
  /** Words of the last acts, which searches read one by one until then. */
  'place-words': routine(placeWaitingWords),
  /** Promises that are near or overrun, questions without an answer. */
  'send-reminders': routine(sendReminders),
  /** Hours or promises have changed: what live tickets are promised follows. */
  'recompute-due': routine(recomputeDue),
  /** What the last months tell of how long each nature really takes. */
  'refresh-lately': routine(refreshLately),
  /** Who arrived, moved or left, as the directory says. */
  'follow-directory': job(z.unknown(), async ({ db, directory }, _payload, now) =>
    directory?.follow(db, now),
  ),
  /** Somebody came in for the first time: the directory may say more of them than their portal. */
  'meet-in-directory': job(somebody, async ({ db, directory }, { personId }, now) => {
    const person = directory && (await findProfileCard(db, personId));
    if (person) await directory.meet(db, person.login, now);
  }),
  'sweep-drafts': routine(sweepDrafts),
  'sweep-notices': routine(sweepNotices),
  'sweep-sessions': routine(sweepSessions),
  'sweep-sign-in-attempts': routine(sweepSignInAttempts),
  'sweep-sign-in-traces': routine(sweepSignInTraces),
  'sweep-messages': routine(sweepMessages),
};
