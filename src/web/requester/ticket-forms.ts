import { z } from 'zod';
import type { Act } from '../../domain/tickets/transition.ts';
import { paths } from '../../paths.ts';
import { isBlank } from '../../platform/text/clean.ts';

/** The forms of a ticket in which its requester writes, by the name their drafts bear. */
export const formNames = ['completion', 'contestation', 'reopening'] as const;
export type FormName = (typeof formNames)[number];

/** The acts of the requester's side. */
export const requesterActs = ['complete', 'confirm', 'contest', 'reopen', 'cancel'] as const;
export type RequesterAct = (typeof requesterActs)[number];

/** The act each form asks for. */
export const actOfForm: Readonly<Record<FormName, Act>> = {
  completion: 'complete',
  contestation: 'contest',
  reopening: 'reopen',
};

/** What one form of a ticket holds when its page opens. */
export interface FormFill {
  readonly text: string;
  readonly error?: string | undefined;
  readonly filesError?: string | undefined;
}

const words = z.string().max(20_000);
const isWritten = (text: string): boolean => !isBlank(text);

/** What a person writes with an act: 1 to 20 000 characters that are not all blank. */
export const wordsSchema = z.object({ body: words.refine(isWritten, 'ticket:form.bodyMissing') });

/** What a person adds, when no file says it in its place. */
export const completionSchema = z.object({
  body: words.refine(isWritten, 'ticket:form.bodyOrFile'),
});

/** What goes with files that may say it all; blank words are no words. */
export const wordsOfFilesSchema = z.object({
  body: words.transform((text) => (isBlank(text) ? '' : text)),
});

/** Where what is typed in a form of a ticket is kept. */
export const draftPlaceOf = (number: number, form: FormName): string =>
  `ticket:${String(number)}:${form}`;

/** The address that keeps what is typed in a form of a ticket. */
export const draftUrlOf = (number: number, form: FormName): string =>
  `${paths.ticketDraft(number)}?form=${form}`;

/** The field of a form in its page, for labels and the error summary. */
export const fieldIdOf = (form: FormName): string => `${form}-texte`;

/** The field of a form's files in its page. */
export const filesIdOf = (form: FormName): string => `${form}-fichiers`;

/** Reads the name of a form; null for any other text. */
export function formNameOf(text: unknown): FormName | null {
  return formNames.find((name) => name === text) ?? null;
}
