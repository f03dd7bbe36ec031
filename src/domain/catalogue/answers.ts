import { isBlank } from '../../platform/text/clean.ts';
import { formatDate } from '../../platform/text/dates.ts';
import { fullName, type Named } from '../../platform/text/people.ts';
import { readDay } from '../../platform/text/read-day.ts';
import { readNumber } from '../../platform/text/read-number.ts';
import { type TypedAnswers, visibleCodes } from './field-condition.ts';
import { type OwnField, usualLengths, yesNo } from './form.ts';

/** What somebody answered to a question: a day is its ISO text, a person their id. */
export type Answer =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly siteId: number | null; readonly room: string };

/** Answers by the code of their question; none for what was not asked or left empty. Files are kept elsewhere. */
export type Answers = Readonly<Record<string, Answer>>;

/** Why an answer cannot be kept, and the bound it passes. */
export type AnswerProblem = {
  code: string;
  /** The room of a place is another box on the page. */
  part?: 'room';
  problem:
    | 'missing'
    | 'too_long'
    | 'not_a_number'
    | 'not_whole'
    | 'too_small'
    | 'too_big'
    | 'not_a_day'
    | 'too_early'
    | 'too_late'
    | 'not_offered';
  limit?: number | Temporal.PlainDate;
};

/** What reading answers needs to know besides the form. */
export type AnswerContext = {
  today: Temporal.PlainDate;
  /** The people and the sites that may be chosen, as far as the form names them. */
  isPerson: (id: number) => boolean;
  isSite: (id: number) => boolean;
  filesOf: (code: string) => number;
};

type Read = { answer?: Answer; problem?: Omit<AnswerProblem, 'code'> };

function readText(text: string, { longest }: { longest: number }): Read {
  if (isBlank(text)) return {};
  if (text.length > longest) return { problem: { problem: 'too_long', limit: longest } };
  return { answer: text };
}

function readQuantity(text: string, field: OwnField & { kind: 'number' }): Read {
  if (isBlank(text)) return {};
  const value = readNumber(text);
  if (value === undefined) return { problem: { problem: 'not_a_number' } };
  const { min = -Infinity, max = Infinity, isWhole } = field;
  if (isWhole && !Number.isInteger(value)) return { problem: { problem: 'not_whole' } };
  if (value < min) return { problem: { problem: 'too_small', limit: min } };
  if (value > max) return { problem: { problem: 'too_big', limit: max } };
  return { answer: value };
}

/** The days between which the answer to a question must be. */
export function dayBounds(
  { earliest, latest }: OwnField & { kind: 'date' },
  today: Temporal.PlainDate,
): { first: Temporal.PlainDate | undefined; last: Temporal.PlainDate | undefined } {
  const from = (days: number | undefined) => (days === undefined ? undefined : today.add({ days }));
  return { first: from(earliest), last: from(latest) };
}

function readDate(
  text: string,
  field: OwnField & { kind: 'date' },
  today: Temporal.PlainDate,
): Read {
  if (isBlank(text)) return {};
  const date = readDay(text);
  if (date === undefined) return { problem: { problem: 'not_a_day' } };
  const { first, last } = dayBounds(field, today);
  if (first && Temporal.PlainDate.compare(date, first) < 0) {
    return { problem: { problem: 'too_early', limit: first } };
  }
  if (last && Temporal.PlainDate.compare(date, last) > 0) {
    return { problem: { problem: 'too_late', limit: last } };
  }
  return { answer: date.toString() };
}

function readChosen(
  texts: readonly string[],
  offered: readonly string[],
): Read & { all: string[] } {
  const all = [...new Set(texts.filter((text) => !isBlank(text)))];
  const isOffered = all.every((text) => offered.includes(text));
  return isOffered ? { all } : { all, problem: { problem: 'not_offered' } };
}

const isId = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);

function readPerson(text: string, { isPerson }: AnswerContext): Read {
  if (isBlank(text)) return {};
  if (!isId(text) || !isPerson(Number(text))) return { problem: { problem: 'not_offered' } };
  return { answer: Number(text) };
}

function readPlace([site = '', room = '']: readonly string[], context: AnswerContext): Read {
  if (room.length > usualLengths.room) {
    return { problem: { problem: 'too_long', part: 'room', limit: usualLengths.room } };
  }
  if (!isBlank(site) && !(isId(site) && context.isSite(Number(site)))) {
    return { problem: { problem: 'not_offered' } };
  }
  if (isBlank(site) && isBlank(room)) return {};
  return { answer: { siteId: isBlank(site) ? null : Number(site), room: room.trim() } };
}

function readAnswer(field: OwnField, typed: readonly string[], context: AnswerContext): Read {
  const [first = ''] = typed;
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return readText(first, field);
    case 'number':
      return readQuantity(first, field);
    case 'date':
      return readDate(first, field, context.today);
    case 'choice':
    case 'choices': {
      const offered = field.choices.map(({ value }) => value);
      const isOne = field.kind === 'choice';
      const { all, problem } = readChosen(isOne ? [first] : typed, offered);
      if (problem) return { problem };
      const [only] = all;
      if (only === undefined) return {};
      // In the order of the form, whatever the order in which they were sent.
      return { answer: isOne ? only : offered.filter((value) => all.includes(value)) };
    }
    case 'yes_no': {
      const { all, problem } = readChosen([first], Object.values(yesNo));
      if (problem) return { problem };
      return all.length === 0 ? {} : { answer: first === yesNo.yes };
    }
    case 'person':
      return readPerson(first, context);
    case 'place':
      return readPlace(typed, context);
    case 'file':
      return {};
  }
}

function isMissing(field: OwnField, { answer }: Read, { filesOf }: AnswerContext): boolean {
  if (!field.required) return false;
  if (field.kind === 'file') return filesOf(field.code) === 0;
  if (field.kind === 'place' && typeof answer === 'object' && 'siteId' in answer) {
    return answer.siteId === null;
  }
  return answer === undefined;
}

/**
 * Reads what was typed in the questions that are asked: their answers, or what is wrong with each. What was typed in
 * a question that is not asked, or that is none of the form's, counts for nothing.
 */
export function readAnswers(
  fields: readonly OwnField[],
  typed: TypedAnswers,
  context: AnswerContext,
): { answers: Answers; problems: AnswerProblem[] } {
  const visible = visibleCodes(fields, typed);
  const answers: Record<string, Answer> = {};
  const problems: AnswerProblem[] = [];
  for (const field of fields.filter(({ code }) => visible.has(code))) {
    const { code } = field;
    const read = readAnswer(field, typed(code), context);
    if (read.problem) problems.push({ code, ...read.problem });
    else if (isMissing(field, read, context)) problems.push({ code, problem: 'missing' });
    else if (read.answer !== undefined) answers[code] = read.answer;
  }
  return { answers, problems };
}

/** Who and what the answers name, by id: answers keep ids, people read names. */
export type AnsweredNames = {
  people: Readonly<Record<string, Named>>;
  sites: Readonly<Record<string, string>>;
};

/** The people and the sites that the answers name. */
export function idsNamedIn(
  fields: readonly OwnField[],
  answers: Answers,
): { people: number[]; sites: number[] } {
  const given = Object.values(answers);
  const people = fields.flatMap(({ kind, code }) => {
    const answer = answers[code];
    return kind === 'person' && typeof answer === 'number' ? [answer] : [];
  });
  const sites = given.flatMap((answer) =>
    typeof answer === 'object' && 'siteId' in answer && answer.siteId !== null
      ? [answer.siteId]
      : [],
  );
  return { people, sites };
}

function wordsOf(field: OwnField, answer: Answer, { people, sites }: AnsweredNames): string {
  if (typeof answer === 'object' && 'siteId' in answer) {
    return `${sites[String(answer.siteId)] ?? ''} ${answer.room}`.trim();
  }
  if (field.kind === 'choice' || field.kind === 'choices') {
    const chosen = [answer].flat();
    const labels = field.choices.filter(({ value }) => chosen.includes(value));
    return labels.map(({ label }) => label).join(', ');
  }
  if (field.kind === 'person') {
    const person = people[String(answer)];
    return person ? fullName(person) : '';
  }
  if (field.kind === 'number')
    return `${String(answer).replace('.', ',')} ${field.unit ?? ''}`.trim();
  if (field.kind === 'date') return formatDate(Temporal.PlainDate.from(String(answer)));
  // Yes and no are words of every ticket: they would find them all.
  return field.kind === 'yes_no' ? '' : String(answer);
}

/** Writes the answers as one reads them, a line each under the words of its question: what a search looks in. */
export function answersText(
  fields: readonly OwnField[],
  answers: Answers,
  names: AnsweredNames,
): string {
  return fields
    .flatMap((field) => {
      const answer = answers[field.code];
      return answer === undefined ? [] : [`${field.label} ${wordsOf(field, answer, names)}`.trim()];
    })
    .join('\n');
}
