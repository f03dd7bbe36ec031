import { z } from 'zod';
import type { Kind } from '../../domain/catalogue/catalogue.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import type { Viewer } from '../../domain/people/person.ts';
import type { Blocked, Impact } from '../../domain/tickets/ticket.ts';
import { isBlank } from '../../platform/text/clean.ts';
import type { TextKey } from '../../ui/texts.ts';
import { draftText } from '../draft-notice.tsx';
import { ownBoxes } from './question-boxes.ts';

/** What one may write at most, in characters as the browser counts them. */
export const fieldLimits = { objet: 200, description: 20_000, bureau: 60, telephone: 40 } as const;

const names = [
  'objet',
  'description',
  'bloque',
  'touche',
  'site',
  'bureau',
  'telephone',
  'pour',
  'personne',
  'cherche',
] as const;

/** The fields of the form of a new ticket, as typed; `cle` is the form's own key: sent twice, it makes one ticket. */
export type NewTicketFields = Record<(typeof names)[number] | 'cle', string> & {
  /** What the boxes of the nature’s own questions hold, by their names. */
  champs: DraftContent;
};

/** The answer « Moi-même » to « pour le compte de ». */
export const myself = 'moi';

const submissionKey = z.uuid();

/** What the form holds when nobody has typed anything yet. */
export function emptyFields(viewer: Viewer, subject: string): NewTicketFields {
  return {
    objet: subject,
    description: '',
    bloque: '',
    touche: '',
    site: viewer.siteId === null ? '' : String(viewer.siteId),
    bureau: viewer.room,
    telephone: viewer.phone,
    pour: '',
    personne: '',
    cherche: '',
    cle: crypto.randomUUID(),
    champs: {},
  };
}

/** Puts what was typed over what the form held. */
export function filledFields(content: DraftContent, empty: NewTicketFields): NewTicketFields {
  const typed = names.filter((name) => name in content);
  const key = submissionKey.safeParse(draftText(content, 'cle'));
  return {
    ...empty,
    ...Object.fromEntries(typed.map((name) => [name, draftText(content, name)])),
    cle: key.success ? key.data : empty.cle,
    champs: ownBoxes(content),
  };
}

/** The answers of the form, by the words of the domain. */
export const blockedAnswers: Record<string, Blocked> = { non: 'no', gene: 'hindered', oui: 'yes' };
export const impactAnswers: Record<string, Impact> = { moi: 'me', service: 'unit', site: 'site' };

const key = (text: TextKey): TextKey => text;

const written = (most: number, missing: TextKey, tooLong: TextKey) =>
  z
    .string(missing)
    .max(most, tooLong)
    .refine((text) => !isBlank(text), missing);

/**
 * A line is one line, whoever sends it: it is read in lists and in the subject of messages. Looked for only where white
 * space begins: from each of a hundred thousand spaces, it would take as many times as long.
 */
const inOneLine = (text: unknown): unknown =>
  typeof text === 'string' ? text.replaceAll(/(?<!\s)\s*\n\s*/g, ' ') : text;

const optional = (most: number, tooLong: TextKey) =>
  z.preprocess(inOneLine, z.string().max(most, tooLong).default(''));

const answer = <Answer>(answers: Record<string, Answer>, missing: TextKey) =>
  z
    .string(missing)
    .refine((text) => Object.hasOwn(answers, text), missing)
    .transform((text) => answers[text] ?? null);

/** A service is not asked how pressing it is, whatever is sent. */
const notAsked = z
  .unknown()
  .optional()
  .transform(() => null);

/** The words of a ticket; what is missing is said with examples of its kind. */
const wordsOf = (kind: Kind) => ({
  objet: z.preprocess(
    inOneLine,
    written(
      fieldLimits.objet,
      key(`filing:subject.missing.${kind}`),
      key('filing:subject.tooLong'),
    ),
  ),
  description: written(
    fieldLimits.description,
    key(`filing:description.missing.${kind}`),
    key('filing:description.tooLong'),
  ),
});

const common = {
  site: z
    .string()
    .regex(/^\d{0,15}$/, key('filing:site.wrong'))
    .default(''),
  bureau: optional(fieldLimits.bureau, key('filing:room.tooLong')),
  telephone: optional(fieldLimits.telephone, key('filing:phone.tooLong')),
  pour: z.string().max(200).default(''),
};

/** What the form must hold; a problem also asks how pressing it is. */
export const newTicketSchemas = {
  problem: z.object({
    ...wordsOf('problem'),
    ...common,
    bloque: answer(blockedAnswers, key('filing:blocked.missing')),
    touche: answer(impactAnswers, key('filing:impact.missing')),
  }),
  service: z.object({
    ...wordsOf('service'),
    ...common,
    bloque: notAsked,
    touche: notAsked,
  }),
} satisfies Record<Kind, z.ZodType>;

/** What a form that can be sent says. */
export type NewTicketValues = z.output<(typeof newTicketSchemas)[Kind]>;
