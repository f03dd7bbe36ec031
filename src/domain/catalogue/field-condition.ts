// Also runs in the browser, where questions come and go while one answers: it imports nothing.

/** When a question is asked: a tree whose leaves look at the answers given before it. */
export type FieldCondition =
  | { op: 'and' | 'or'; conditions: FieldCondition[] }
  | { op: 'not'; condition: FieldCondition }
  /** The one answer chosen is this one. */
  | { op: 'is'; field: string; value: string }
  /** Among the answers chosen is this one. */
  | { op: 'holds'; field: string; value: string }
  | { op: 'filled'; field: string };

/** A question as far as its being asked or not is concerned. */
export type ConditionalField = { code: string; shownWhen?: FieldCondition | undefined };

/** What a form holds for each question, as typed; nothing for what was not answered. */
export type TypedAnswers = (code: string) => readonly string[];

/** Says whether the answers meet a condition. */
export function holds(condition: FieldCondition, typed: TypedAnswers): boolean {
  switch (condition.op) {
    case 'and':
      return condition.conditions.every((inner) => holds(inner, typed));
    case 'or':
      return condition.conditions.some((inner) => holds(inner, typed));
    case 'not':
      return !holds(condition.condition, typed);
    case 'is':
      return typed(condition.field)[0] === condition.value;
    case 'holds':
      return typed(condition.field).includes(condition.value);
    case 'filled':
      return typed(condition.field).some((text) => text.trim() !== '');
  }
}

/**
 * Gives the questions that are asked, by their codes. A question that is not asked has no answer, whatever was typed
 * in it before: what depends on it follows. Conditions look at earlier questions only, so one pass is enough.
 */
export function visibleCodes(
  fields: readonly ConditionalField[],
  typed: TypedAnswers,
): ReadonlySet<string> {
  const visible = new Set<string>();
  const asked: TypedAnswers = (code) => (visible.has(code) ? typed(code) : []);
  for (const { code, shownWhen } of fields) {
    if (shownWhen === undefined || holds(shownWhen, asked)) visible.add(code);
  }
  return visible;
}
