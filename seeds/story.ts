import { hash } from 'node:crypto';
import type { Blocked, Impact, Priority } from '../src/domain/tickets/ticket.ts';
import type { HoldReasonCode } from './desk-data.ts';
import type { FileName } from './files-data.ts';
import type { SiteCode } from './places-data.ts';
import type { TeamCode } from './teams-data.ts';

/** When something happened: « J-3 09:40 », three working days ago in Paris; or « 25 min » ago. */
export type When = `J-${number} ${number}:${number}` | `${number} min`;

type By = { at: When; by: string };

/** A file of the demonstration, and the question it answers. */
export type FileSeed = { name: FileName; field?: string };

/** What somebody did to a ticket after it was submitted. */
export type StepSeed = By &
  (
    | { act: 'take' | 'takeOver' | 'release' | 'resume' | 'confirm' | 'cancel' }
    | { act: 'reply' | 'note'; text: string; files?: readonly FileSeed[] }
    | { act: 'resolve' | 'contest' | 'reopen'; text: string }
    /** « opens »: the key of the ticket it opens, when this one is too old to be reopened. */
    | { act: 'complete'; text: string; opens?: string; files?: readonly FileSeed[] }
    | { act: 'ask'; text: string; items?: readonly string[] }
    | { act: 'hold'; reason: HoldReasonCode; text: string; untilWorkingDays?: number }
    | { act: 'assign'; to: string }
    | { act: 'transfer'; category?: string; team?: TeamCode; text: string }
    | { act: 'setPriority'; priority: Priority }
  );

/** What somebody answered to a question: people by their login, sites by their code, days from the one it was filed. */
export type AnswerSeed =
  | string
  | number
  | boolean
  | readonly string[]
  | { person: string }
  | { site: SiteCode; room: string }
  | { days: number };

/** A ticket of the demonstration and everything that happened to it. People are named by their login. */
export type StorySeed = {
  key: string;
  at: When;
  requester: string;
  /** Who filed it, when it is « pour le compte de » the requester. */
  submittedBy?: string;
  participants?: readonly string[];
  category: string;
  subject: string;
  description: string;
  blocked?: Blocked;
  impact?: Impact;
  /** To the questions of its nature; without any, nobody was there to answer. */
  answers?: Readonly<Record<string, AnswerSeed>>;
  files?: readonly FileSeed[];
  channel?: 'phone';
  steps?: readonly StepSeed[];
};

/** The submission key of a ticket of the demonstration: tests find it by its key, whatever its number. */
export function submissionKeyOf(key: string): string {
  const digits = hash('sha1', `demonstration:${key}`);
  const part = (from: number, to: number) => digits.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-5${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
}
