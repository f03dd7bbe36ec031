import type { AnswerProblem } from '../../domain/catalogue/answers.ts';
import type { OwnField } from '../../domain/catalogue/form.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import { formatDate } from '../../platform/text/dates.ts';
import type { T, TextKey, TextValues } from '../../ui/texts.ts';
import { draftText } from '../draft-notice.tsx';
import type { PersonChoice } from './person-choice.ts';
import { boxesOf, firstBox } from './question-boxes.ts';

/** What to do about an answer, and the box it is said under. */
export type QuestionError = { box: string; words: string };

const missing: Record<OwnField['kind'], TextKey> = {
  text: 'filing:question.missing.text',
  long_text: 'filing:question.missing.text',
  number: 'filing:question.missing.number',
  date: 'filing:question.missing.date',
  choice: 'filing:question.missing.choice',
  choices: 'filing:question.missing.choices',
  yes_no: 'filing:question.missing.yes_no',
  person: 'filing:question.missing.person',
  place: 'filing:question.missing.place',
  file: 'filing:question.missing.file',
};

const keys: Record<Exclude<AnswerProblem['problem'], 'missing'>, TextKey> = {
  too_long: 'filing:question.tooLong',
  not_a_number: 'filing:question.notANumber',
  not_whole: 'filing:question.notWhole',
  too_small: 'filing:question.tooSmall',
  too_big: 'filing:question.tooBig',
  not_a_day: 'filing:question.notADay',
  too_early: 'filing:question.tooEarly',
  too_late: 'filing:question.tooLate',
  not_offered: 'filing:question.notOffered',
};

/** Says what to do about an answer that cannot be kept. */
export function problemWords(
  field: OwnField,
  { problem, part, limit = 0 }: AnswerProblem,
  t: T,
): QuestionError {
  const key = problem === 'missing' ? missing[field.kind] : keys[problem];
  const bound: TextValues =
    typeof limit === 'number' ? { count: limit } : { date: formatDate(limit) };
  const words = t(key, { label: field.label, ...bound });
  return { box: part === 'room' ? boxesOf(field.code).room : firstBox(field), words };
}

const personKeys = {
  none: 'filing:question.personNone',
  excepted: 'filing:question.personNone',
  choose: 'filing:question.personChoose',
  wrong: 'filing:question.personWrong',
} as const;

/** Says what to do about a person that was named and not found or chosen yet. */
export function personProblem(
  { code, label }: OwnField,
  { choice: { problem }, typed, t }: { choice: PersonChoice; typed: DraftContent; t: T },
): QuestionError | undefined {
  if (problem === null) return undefined;
  const { answer, personName } = boxesOf(code);
  const text = draftText(typed, personName).trim();
  const words = t(personKeys[problem], { label, text });
  // Under the list when there is one to choose from.
  return { box: problem === 'choose' ? answer : personName, words };
}
