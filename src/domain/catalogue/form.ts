import { z } from 'zod';
import type { FieldCondition } from './field-condition.ts';

/** A form larger than this asks too much of anybody. */
const most = { fields: 40, choices: 40, depth: 5 };
/** What one may write when the form does not say. */
export const usualLengths = { text: 200, long_text: 5000, room: 60 } as const;

// What is named after a password is never kept by a form, and never asked for.
const code = z.string().regex(/^(?!.*password)[a-z][a-z0-9_]{0,39}$/);
const words = (longest: number) => z.string().trim().min(1).max(longest);

const leaves = [
  z.strictObject({ op: z.literal('is'), field: code, value: code }),
  z.strictObject({ op: z.literal('holds'), field: code, value: code }),
  z.strictObject({ op: z.literal('filled'), field: code }),
] as const;

/** The shape of a condition down to a depth no form needs: a deeper one is refused, never followed. */
function conditionWithin(depth: number): z.ZodType<FieldCondition, FieldCondition> {
  if (depth === 0) return z.union(leaves);
  const inner = conditionWithin(depth - 1);
  return z.union([
    ...leaves,
    z.strictObject({ op: z.enum(['and', 'or']), conditions: z.array(inner).min(1).max(20) }),
    z.strictObject({ op: z.literal('not'), condition: inner }),
  ]);
}

const question = {
  code,
  label: words(200),
  help: words(500).optional(),
  required: z.boolean().default(false),
  shownWhen: conditionWithin(most.depth).optional(),
};

/** A day counted from the one on which the form is filled: 0 is today. */
const day = z.int().min(-3650).max(3650).optional();
const choices = z
  .array(z.strictObject({ value: code, label: words(120) }))
  .min(2)
  .max(most.choices);

/** A question of a nature. */
const ownField = z.discriminatedUnion('kind', [
  z.strictObject({
    ...question,
    kind: z.literal('text'),
    longest: z.int().min(1).max(500).default(usualLengths.text),
    defaultFrom: z.enum(['phone', 'room', 'email', 'organisation_unit']).optional(),
  }),
  z.strictObject({
    ...question,
    kind: z.literal('long_text'),
    longest: z.int().min(1).max(20_000).default(usualLengths.long_text),
  }),
  z.strictObject({
    ...question,
    kind: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    unit: words(20).optional(),
    isWhole: z.boolean().default(false),
  }),
  z.strictObject({ ...question, kind: z.literal('date'), earliest: day, latest: day }),
  z.strictObject({ ...question, kind: z.literal('choice'), choices }),
  z.strictObject({ ...question, kind: z.literal('choices'), choices }),
  z.strictObject({ ...question, kind: z.literal('yes_no') }),
  z.strictObject({ ...question, kind: z.literal('person') }),
  z.strictObject({
    ...question,
    kind: z.literal('place'),
    defaultFrom: z.enum(['site', 'site_and_room']).optional(),
  }),
  z.strictObject({ ...question, kind: z.literal('file') }),
]);

export type OwnField = z.output<typeof ownField>;

/** The answers to a question of yes or no, as a form sends them. */
export const yesNo = { yes: 'oui', no: 'non' } as const;

/** A version of the questions of a nature. */
export type CategoryForm = { id: number; fields: readonly OwnField[] };

function leavesOf(
  condition: FieldCondition,
): Exclude<FieldCondition, { op: 'and' | 'or' | 'not' }>[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.conditions.flatMap(leavesOf);
    case 'not':
      return leavesOf(condition.condition);
    case 'is':
    case 'holds':
    case 'filled':
      return [condition];
  }
}

function valuesOf(field: OwnField, op: 'is' | 'holds'): readonly string[] {
  if (op === 'holds')
    return field.kind === 'choices' ? field.choices.map(({ value }) => value) : [];
  if (field.kind === 'yes_no') return Object.values(yesNo);
  return field.kind === 'choice' ? field.choices.map(({ value }) => value) : [];
}

/** What is wrong with a condition, given the questions asked before it: about an earlier one, there is no cycle. */
function conditionFault(condition: FieldCondition, earlier: readonly OwnField[]): string | null {
  for (const leaf of leavesOf(condition)) {
    const about = earlier.find((field) => field.code === leaf.field);
    if (about === undefined) return `« ${leaf.field} » is not asked before`;
    if (leaf.op === 'filled') {
      // A browser cannot say it for the files that are already sent.
      if (about.kind === 'file') return `« ${leaf.field} » is a file`;
    } else if (!valuesOf(about, leaf.op).includes(leaf.value)) {
      return `« ${leaf.field} » has no answer « ${leaf.value} »`;
    }
  }
  return null;
}

function fieldFault(field: OwnField, earlier: readonly OwnField[]): string | null {
  if (earlier.some((other) => other.code === field.code)) return 'this code is taken';
  if (field.kind === 'choice' || field.kind === 'choices') {
    const values = field.choices.map(({ value }) => value);
    if (new Set(values).size < values.length) return 'an answer is there twice';
  }
  if (field.kind === 'number' && (field.min ?? -Infinity) > (field.max ?? Infinity)) {
    return 'no number is between these bounds';
  }
  if (field.kind === 'date' && (field.earliest ?? -Infinity) > (field.latest ?? Infinity)) {
    return 'no day is between these bounds';
  }
  return field.shownWhen === undefined ? null : conditionFault(field.shownWhen, earlier);
}

/** Checks the questions of a nature: codes of their own, answers that exist, conditions about earlier questions only. */
export const formSchema = z
  .array(ownField)
  .max(most.fields)
  .superRefine((fields, issues) => {
    for (const [index, field] of fields.entries()) {
      const message = fieldFault(field, fields.slice(0, index));
      if (message !== null) issues.addIssue({ code: 'custom', message, path: [index] });
    }
  });

/** Questions as they are declared: what is usual may be left out. */
export type FormDeclaration = z.input<typeof formSchema>;
