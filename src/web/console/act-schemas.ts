import { z } from 'zod';
import type { HoldReason } from '../../domain/catalogue/catalogue.ts';
import { priorities } from '../../domain/tickets/ticket.ts';
import type { ActChoices } from '../../domain/tickets/workbench.ts';
import { isBlank } from '../../platform/text/clean.ts';
import { readDay } from '../../platform/text/read-day.ts';
import type { TextKey } from '../../ui/texts.ts';

const key = (text: TextKey): TextKey => text;

const longest = 20_000;
const mostItems = 20;
const longestItem = 300;

/** A text that must say something; white space is kept as it was typed. */
const words = (missing: TextKey) =>
  z
    .string(missing)
    // Said here, or a text that is too long would be told that it is missing.
    .max(longest, key('errors:field.tooLong'))
    .refine((text) => !isBlank(text), missing);

const optionalWords = z.string().max(longest).default('');

/** The button that also makes its author the holder. */
const alsoTake = z
  .literal('prise')
  .optional()
  .catch(undefined)
  .transform((value) => value === 'prise');

/** An id as a list of choices sends it; one that is not in the list is refused. */
const idAmong = (ids: readonly number[], refused: TextKey) =>
  z
    .string(refused)
    .refine((text) => ids.some((id) => String(id) === text), refused)
    .transform(Number);

const optionalIdAmong = (ids: readonly number[], refused: TextKey) =>
  z
    .string(refused)
    .default('')
    .refine((text) => text === '' || ids.some((id) => String(id) === text), refused)
    .transform((text) => (text === '' ? undefined : Number(text)));

/** An act without words. */
export const bareSchema = z.object({});

export const replySchema = z.object({
  texte: words(key('console:error.reply')),
  _avec: alsoTake,
});

/** What goes with files that say it all; blank words are no words. */
const wordsOfFiles = z
  .string()
  .max(longest)
  .default('')
  .transform((text) => (isBlank(text) ? '' : text));

export const replyOfFilesSchema = z.object({ texte: wordsOfFiles, _avec: alsoTake });

export const noteOfFilesSchema = z.object({ texte: wordsOfFiles });

export const noteSchema = z.object({ texte: words(key('console:error.note')) });

export const resolutionSchema = z.object({
  texte: words(key('console:error.answer')),
  _avec: alsoTake,
});

export const reopeningSchema = z.object({ texte: words(key('console:error.reopening')) });

const items = z
  .string()
  .default('')
  .transform((text) => text.split('\n').filter((line) => !isBlank(line)))
  .refine(
    (lines) => lines.length <= mostItems && lines.every((line) => line.length <= longestItem),
    key('console:error.items'),
  );

export const questionSchema = z.object({
  texte: words(key('console:error.question')),
  manquants: items,
  _avec: alsoTake,
});

export const prioritySchema = z.object({
  priorite: z.enum(priorities, key('console:error.priority')),
});

/** Nobody is held for longer: it would be forgotten. */
const longestHold = { years: 1 };

function dateProblem(text: string, today: Temporal.PlainDate): TextKey | null {
  const date = readDay(text);
  if (date === undefined) return 'console:error.holdDateUnknown';
  if (Temporal.PlainDate.compare(date, today) <= 0) return 'console:error.holdDatePast';
  const isFar = Temporal.PlainDate.compare(date, today.add(longestHold)) > 0;
  return isFar ? 'console:error.holdDateFar' : null;
}

/** Putting on hold: one of the reasons, its date when it needs one, what the requester will read. */
export function holdSchema(reasons: readonly HoldReason[], today: Temporal.PlainDate) {
  const byId = (id: number) => reasons.find((reason) => reason.id === id);
  return z
    .object({
      motif: idAmong(
        reasons.map(({ id }) => id),
        key('console:error.holdReason'),
      ),
      jusquau: z.string().default(''),
      texte: optionalWords,
    })
    .superRefine(({ motif, jusquau }, issues) => {
      const missing = isBlank(jusquau) && byId(motif)?.needsDate;
      const problem = missing
        ? key('console:error.holdDate')
        : isBlank(jusquau)
          ? null
          : dateProblem(jusquau, today);
      if (problem !== null)
        issues.addIssue({ code: 'custom', message: problem, path: ['jusquau'] });
    })
    .transform(({ motif, jusquau, texte }) => ({
      reasonId: motif,
      until: readDay(jusquau) ?? null,
      body: isBlank(texte) ? '' : texte,
    }));
}

/** Handing over: a person of the team. */
export function assignmentSchema(colleagues: ActChoices['colleagues']) {
  const ids = colleagues.map(({ personId }) => personId);
  return z.object({ personne: idAmong(ids, key('console:error.colleague')) });
}

/** Sending elsewhere: another nature, another team, or both; and why. */
export function transferSchema({ categories, teams, present }: ActChoices['transfer']) {
  return z
    .object({
      nature: optionalIdAmong(
        categories.map(({ id }) => id),
        key('console:error.category'),
      ),
      equipe: optionalIdAmong(
        teams.map(({ id }) => id),
        key('console:error.team'),
      ),
      raison: words(key('console:error.reason')),
    })
    .superRefine(({ nature, equipe }, issues) => {
      const sameNature = nature === undefined || nature === present.categoryId;
      const sameTeam = equipe === undefined || equipe === present.teamId;
      if (sameNature && sameTeam) {
        const message = key('console:error.destination');
        issues.addIssue({ code: 'custom', message, path: ['nature'] });
      }
    })
    .transform(({ nature, equipe, raison }) => ({
      categoryId: nature === present.categoryId ? undefined : nature,
      teamId: equipe,
      reason: raison,
    }));
}
