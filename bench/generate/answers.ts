import { type Answer, type Answers, answersText } from '../../src/domain/catalogue/answers.ts';
import type { OwnField } from '../../src/domain/catalogue/form.ts';
import type { Nature } from './desk.ts';
import type { Random } from './random.ts';
import type { Matter } from './texts.ts';

/** What somebody answers to the questions of a nature; people, places and files are left out. */
export function answersOf(
  { form }: Nature,
  { random, matter, at }: { random: Random; matter: Matter; at: number },
): { formId: number | null; answers: Answers; text: string } {
  if (form === null) return { formId: null, answers: {}, text: '' };
  const answers: Record<string, Answer> = {};
  for (const field of form.fields) {
    // Whether a conditional question is shown depends on other answers: those are not answered.
    if (field.shownWhen !== undefined || (!field.required && random.chance(0.3))) continue;
    const answer = answerTo(field, { random, matter, at });
    if (answer !== undefined) answers[field.code] = answer;
  }
  return {
    formId: form.id,
    answers,
    text: answersText(form.fields, answers, { people: {}, sites: {} }),
  };
}

function answerTo(
  field: OwnField,
  { random, matter, at }: { random: Random; matter: Matter; at: number },
): Answer | undefined {
  switch (field.kind) {
    case 'text':
      return `${matter.word()} ${String(random.below(9000))}`.slice(0, field.longest);
    case 'long_text':
      return matter.say('complete').slice(0, field.longest);
    case 'number':
      return Math.round(
        (field.min ?? 1) + random.next() * Math.min(100, (field.max ?? 100) - (field.min ?? 1)),
      );
    case 'date':
      return new Date(at + 86_400_000 * Math.max(field.earliest ?? 0, 10))
        .toISOString()
        .slice(0, 10);
    case 'choice':
      return random.pick(field.choices).value;
    case 'choices':
      return [random.pick(field.choices).value];
    case 'yes_no':
      return random.chance(0.5);
    default:
      return undefined;
  }
}
