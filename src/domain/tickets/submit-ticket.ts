import { inTransaction } from '../../platform/db/database.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { Conflict } from '../../platform/errors.ts';
import { readDelayBook } from '../calendar/calendar-queries.ts';
import type { Answers } from '../catalogue/answers.ts';
import type { Category, Kind } from '../catalogue/catalogue.ts';
import { findCategory } from '../catalogue/catalogue-queries.ts';
import type { DraftPlace } from '../drafts/drafts-aside.ts';
import { attachFiles, claimFiles, forgetDoubles, type SentFiles } from '../files/attach-files.ts';
import type { Viewer } from '../people/person.ts';
import { chooseTeam } from '../routing/choose-team.ts';
import type { Channel, RoutingFacts } from '../routing/condition.ts';
import { readRoutingBook } from '../routing/routing-queries.ts';
import type { Db } from '../tables.ts';
import { findAnsweredForm, readFiledAnswers } from './filed-answers.ts';
import { type Blocked, type Impact, type Priority, priorityOfProblem } from './ticket.ts';
import { writeSubmission } from './write-submission.ts';

/** What a person files. Who files it never comes from the form. */
export interface Submission {
  readonly submittedBy: Viewer;
  /** The person it is for: « pour le compte de ». */
  readonly requesterId: number;
  readonly categoryId: number;
  readonly subject: string;
  readonly description: string;
  /** Answered for a problem, null for a service. */
  readonly blocked: Blocked | null;
  readonly impact: Impact | null;
  /** The version of the nature's own questions; null when it asked none, undefined where nobody could be asked. */
  readonly formId?: number | null | undefined;
  readonly answers?: Answers | undefined;
  readonly phone: string;
  readonly siteId: number | null;
  readonly room: string;
  readonly channel: Channel;
  /** The form's own key: sent twice, it makes one ticket. */
  readonly submissionKey: string;
  /** The ticket this one continues. */
  readonly continuesNumber?: number | undefined;
  readonly draftPlace?: string | DraftPlace | undefined;
  /** What goes with the description, and with the own fields of kind file. */
  readonly files?: SentFiles | undefined;
}

/** A ticket just opened, or the one the same form had opened already. */
export interface SubmittedTicket {
  readonly number: number;
  readonly teamId: number;
}

/** A submission, and what the desk is when whoever sends it has just read it together with something else. */
export type ReadSubmission = Submission & { readonly desk?: FilingDesk | undefined };

/** Opens a ticket for a requester, routes it to a team and records that it was submitted. */
export function submitTicket(
  db: Db,
  submission: ReadSubmission,
  now: Temporal.Instant,
): Promise<SubmittedTicket> {
  // What is read is not held, and what is written is one statement: only files make it several.
  const hasFiles = (submission.files?.ids ?? []).length > 0;
  return hasFiles
    ? inTransaction(db, (tx) => fileWithin(tx, submission, now))
    : fileWithin(db, submission, now);
}

async function fileWithin(
  tx: Db,
  { desk: known, ...submission }: ReadSubmission,
  now: Temporal.Instant,
): Promise<SubmittedTicket> {
  const desk = known ?? (await readFilingDesk(tx, submission));
  if (desk.already) return sentAgain(tx, desk.already, submission);
  const { category, facts } = factsOf(submission, desk);
  const filed = await readFiledAnswers(tx, submission, desk.form);
  const routing = chooseTeam({ ...desk.routing, category, facts });
  const priority = priorityOf(category.kind, submission);
  const { book } = desk;
  const number = await writeSubmission(tx, { submission, filed, routing, priority, book }, now);
  // The same form sent at the same moment on another connection has just won.
  if (number === null) {
    const won = (await findSubmitted(tx, submission)) ?? unexpected();
    return sentAgain(tx, won, submission);
  }
  await attachSent(tx, number, submission);
  return { number, teamId: routing.teamId };
}

async function sentAgain(
  tx: Db,
  ticket: SubmittedTicket,
  { submittedBy, files }: Submission,
): Promise<SubmittedTicket> {
  await forgetDoubles(tx, { personId: submittedBy.id, files, ticketNumber: ticket.number });
  return ticket;
}

async function attachSent(
  tx: Db,
  ticketNumber: number,
  { submittedBy, files }: Submission,
): Promise<void> {
  if (files === undefined) return;
  const ids = await claimFiles(tx, { personId: submittedBy.id, files });
  await attachFiles(tx, { ids, ticketNumber, ticketBytes: files.ticketBytes });
}

function unexpected(): never {
  throw new Error('a submission was refused as a double of one that does not exist');
}

/** A problem's priority follows from what the requester says; a service starts normal. */
export function priorityOf(
  kind: Kind,
  { blocked, impact }: Pick<Submission, 'blocked' | 'impact'>,
): Priority {
  if (kind === 'service' || blocked === null || impact === null) return 'normal';
  return priorityOfProblem(blocked, impact);
}

async function findSubmitted(
  tx: Db,
  { submittedBy, submissionKey }: Submission,
): Promise<SubmittedTicket | undefined> {
  return tx
    .selectFrom('ticket')
    .select(['number', 'team_id as teamId'])
    .where('submitted_by_id', '=', submittedBy.id)
    .where('submission_key', '=', submissionKey)
    .executeTakeFirst();
}

const findRequester = (tx: Db, { requesterId }: Submission) =>
  tx
    .selectFrom('person')
    .select(['organisation_unit_id', 'status'])
    .where('id', '=', requesterId)
    .executeTakeFirst();

/** What the desk is, as far as filing needs it. */
export type FilingDesk = Awaited<ReturnType<typeof readFilingDesk>>;

/** Reads what the desk is at this instant, as far as filing needs it, in one statement. */
export async function readFilingDesk(db: Db, submission: Submission) {
  const [already, category, requester, form, routing, book] = await readTogether(db, (one) =>
    Promise.all([
      findSubmitted(one, submission),
      findCategory(one, submission.categoryId),
      findRequester(one, submission),
      findAnsweredForm(one, submission),
      readRoutingBook(one),
      readDelayBook(one),
    ]),
  );
  return { already, category, requester, form, routing, book };
}

/** What the team is chosen by; a conflict when what was chosen on the form is no longer there. */
function factsOf(
  submission: Submission,
  { category, requester }: FilingDesk,
): { category: Category; facts: RoutingFacts } {
  if (category === undefined || (!category.active && submission.continuesNumber === undefined)) {
    throw new Conflict('category no longer offered');
  }
  if (requester?.status !== 'active') throw new Conflict('requester has left');
  const facts = {
    categoryId: category.id,
    familyId: category.familyId,
    siteId: submission.siteId,
    organisationUnitId: requester.organisation_unit_id,
    channel: submission.channel,
  };
  return { category, facts };
}
