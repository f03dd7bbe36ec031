import type { Draft } from '../../domain/drafts/drafts.ts';
import type { TicketConflict } from '../../domain/tickets/conflict.ts';
import type { Act } from '../../domain/tickets/transition.ts';
import { consoleDraftPlace, type Workbench } from '../../domain/tickets/workbench.ts';
import { filesName } from '../form-files.ts';

/** The forms of the page of a ticket, by the name of the resource each creates or ends. */
export const formNames = [
  'taking',
  'takeover',
  'release',
  'resume',
  'assignment',
  'priority',
  'reply',
  'note',
  'question',
  'hold',
  'resolution',
  'transfer',
  'reopening',
] as const;
export type FormName = (typeof formNames)[number];

/** The forms in which somebody writes more than a line: what is typed there is kept as it is typed. */
export const draftedForms = [
  'reply',
  'note',
  'question',
  'hold',
  'resolution',
  'transfer',
  'reopening',
] as const satisfies readonly FormName[];
export type DraftedForm = (typeof draftedForms)[number];

/** The forms whose words may come with files. */
const filedForms: readonly FormName[] = [
  'reply',
  'note',
  'question',
  'hold',
  'resolution',
  'reopening',
];

/** Says whether the words of a form may come with files. */
export const takesFiles = (form: FormName): boolean => filedForms.includes(form);

/** The act that each form asks for. */
export const actOfForm: Readonly<Record<FormName, Act>> = {
  taking: 'take',
  takeover: 'take_over',
  release: 'release',
  resume: 'resume',
  assignment: 'assign',
  priority: 'set_priority',
  reply: 'reply',
  note: 'note',
  question: 'ask',
  hold: 'hold',
  resolution: 'resolve',
  transfer: 'transfer',
  reopening: 'reopen',
};

/** A form that came back: what was typed, what is to be corrected, or who was faster. */
export interface ReturnedForm {
  readonly form: FormName;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly conflict: Refusal | null;
}

/** Why an act was not done: what others did, as far as it is known, and the messages the author has not read. */
export interface Refusal {
  readonly reason: TicketConflict['reason'];
  readonly others: TicketConflict['others'];
  readonly isOwnDoing: boolean;
  /** The last event the author's page showed. */
  readonly seenEventId: number | null;
}

/** Says whether a form is one of those in which what is typed is kept. */
export function isDrafted(form: FormName): form is DraftedForm {
  return draftedForms.some((one) => one === form);
}

/** The id of a field: several forms of the page have a text. */
export const fieldId = (form: FormName, name: string): string => `${form}-${name}`;

/** What was being typed in a form, if anything was kept. */
export function draftOf(bench: Workbench, form: FormName): Draft | null {
  const place = consoleDraftPlace(bench.ticket.number, form);
  return bench.drafts.find((draft) => draft.place === place) ?? null;
}

/** What a form shows: what came back with it, else what was kept of it, else nothing. */
export function typedIn(
  bench: Workbench,
  form: FormName,
  returned: ReturnedForm | null,
): Readonly<Record<string, string>> {
  if (returned?.form === form) return returned.typed;
  const content = draftOf(bench, form)?.content ?? {};
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (value[0] ?? ''),
    ]),
  );
}

/** The texts somebody wrote in a form, in one piece: what must not be lost when the form is no longer there. */
export function writtenIn(returned: ReturnedForm): string {
  const { texte = '', manquants = '', raison = '' } = returned.typed;
  return [texte, manquants, raison].filter((text) => text.trim() !== '').join('\n\n');
}

/** Says whether something was written or joined in a form. */
export const holdsSomething = (returned: ReturnedForm): boolean =>
  writtenIn(returned) !== '' || hasFiles(returned);

/** Says whether a form that came back had files. */
export const hasFiles = ({ typed }: ReturnedForm): boolean => (typed[filesName] ?? '') !== '';

/** Where the words of an act that is no longer possible can still go; never from the team's side to the requester's. */
export function rescueForm(
  returned: ReturnedForm | null,
  acts: readonly Act[],
): 'reply' | 'note' | null {
  if (returned === null || acts.includes(actOfForm[returned.form])) return null;
  if (!holdsSomething(returned)) return null;
  const isForTeams = returned.form === 'note' || returned.form === 'transfer';
  if (!isForTeams && acts.includes('reply')) return 'reply';
  return acts.includes('note') ? 'note' : null;
}

/** The words of an act that is no longer possible, after what was already being typed where they go. */
export function rescuedText(
  bench: Workbench,
  returned: ReturnedForm,
  target: 'reply' | 'note',
): string {
  const before = typedIn(bench, target, null)['texte'] ?? '';
  const words = writtenIn(returned);
  // Sent again, they are there already.
  if (words === '' || before.endsWith(words)) return before;
  return before === '' ? words : `${before}\n\n${words}`;
}
