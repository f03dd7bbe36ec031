import type { FileDesk } from '../src/domain/files/file-desk.ts';
import type { Viewer } from '../src/domain/people/person.ts';
import type { Db } from '../src/domain/tables.ts';
import type { ActOrder, ActResult } from '../src/domain/tickets/act-on-ticket.ts';
import { askRequester } from '../src/domain/tickets/ask-requester.ts';
import { assignTicket } from '../src/domain/tickets/assign-ticket.ts';
import { cancelTicket } from '../src/domain/tickets/cancel-ticket.ts';
import { completeTicket } from '../src/domain/tickets/complete-ticket.ts';
import { confirmResolution } from '../src/domain/tickets/confirm-resolution.ts';
import { contestResolution } from '../src/domain/tickets/contest-resolution.ts';
import { holdTicket } from '../src/domain/tickets/hold-ticket.ts';
import { noteOnTicket } from '../src/domain/tickets/note-on-ticket.ts';
import { releaseTicket } from '../src/domain/tickets/release-ticket.ts';
import { reopenTicket } from '../src/domain/tickets/reopen-ticket.ts';
import { replyToTicket } from '../src/domain/tickets/reply-to-ticket.ts';
import { resolveTicket } from '../src/domain/tickets/resolve-ticket.ts';
import { resumeTicket } from '../src/domain/tickets/resume-ticket.ts';
import { setPriority } from '../src/domain/tickets/set-priority.ts';
import { takeOverTicket } from '../src/domain/tickets/take-over-ticket.ts';
import { takeTicket } from '../src/domain/tickets/take-ticket.ts';
import { transferTicket } from '../src/domain/tickets/transfer-ticket.ts';
import { idOf } from './id-of.ts';
import type { Desk } from './plant-desk.ts';
import type { Places } from './plant-people.ts';
import type { StepSeed } from './story.ts';
import { dateAfter } from './when.ts';

/** Everything the stories name: places, desk, and everybody by login. */
export type Ground = {
  places: Places;
  desk: Desk;
  viewers: ReadonlyMap<string, Viewer>;
  /** Where the files of the stories are kept; null: they are left out. */
  files: FileDesk | null;
};

/** Who somebody of the stories is when they act. */
export function actorOf({ viewers }: Ground, login: string): Viewer {
  const viewer = viewers.get(login);
  if (!viewer) throw new Error(`Nobody of the demonstration is « ${login} ».`);
  return viewer;
}

type Performance = { step: StepSeed; ground: Ground; order: ActOrder & { actor: Viewer } };

/** Does what a step of a story tells, through the command its page will call. */
export function perform(
  db: Db,
  { step, ground, order }: Performance,
  at: Temporal.Instant,
): Promise<ActResult> {
  switch (step.act) {
    case 'take':
      return takeTicket(db, order, at);
    case 'takeOver':
      return takeOverTicket(db, order, at);
    case 'release':
      return releaseTicket(db, order, at);
    case 'resume':
      return resumeTicket(db, order, at);
    case 'confirm':
      return confirmResolution(db, order, at);
    case 'cancel':
      return cancelTicket(db, order, at);
    case 'assign':
      return assignTicket(db, { ...order, assigneeId: actorOf(ground, step.to).id }, at);
    case 'setPriority':
      return setPriority(db, { ...order, priority: step.priority }, at);
    case 'ask':
      return askRequester(db, { ...order, question: step.text, items: step.items ?? [] }, at);
    case 'hold':
      return hold(db, { step, ground, order }, at);
    case 'transfer':
      return transfer(db, { step, ground, order }, at);
    case 'reply':
      return replyToTicket(db, { ...order, body: step.text }, at);
    case 'note':
      return noteOnTicket(db, { ...order, body: step.text }, at);
    case 'resolve':
      return resolveTicket(db, { ...order, body: step.text }, at);
    case 'contest':
      return contestResolution(db, { ...order, body: step.text }, at);
    case 'reopen':
      return reopenTicket(db, { ...order, body: step.text }, at);
    case 'complete':
      return completeTicket(db, { ...order, body: step.text }, at);
  }
}

function hold(
  db: Db,
  { step, ground, order }: Performance & { step: { act: 'hold' } },
  at: Temporal.Instant,
): Promise<ActResult> {
  const { reason, text, untilWorkingDays } = step;
  const until = untilWorkingDays === undefined ? null : dateAfter(at, untilWorkingDays);
  const reasonId = idOf(ground.desk.holdReasons, reason);
  return holdTicket(db, { ...order, reasonId, until, body: text }, at);
}

function transfer(
  db: Db,
  { step, ground, order }: Performance & { step: { act: 'transfer' } },
  at: Temporal.Instant,
): Promise<ActResult> {
  const { category, team, text } = step;
  const categoryId = category === undefined ? undefined : idOf(ground.desk.categories, category);
  const teamId = team === undefined ? undefined : idOf(ground.places.teams, team);
  return transferTicket(db, { ...order, categoryId, teamId, reason: text }, at);
}
