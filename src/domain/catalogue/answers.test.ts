import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { forms } from '../../../seeds/forms-data.ts';
import { type AnswerContext, answersText, readAnswers } from './answers.ts';
import { type FieldCondition, holds, visibleCodes } from './field-condition.ts';
import { formSchema, type OwnField } from './form.ts';

const context: AnswerContext = {
  today: Temporal.PlainDate.from('2026-11-23'),
  isPerson: (id) => id === 7,
  isSite: (id) => id === 3,
  filesOf: () => 0,
};
type Typed = Record<string, string | string[]>;
const lookup = (typed: Typed) => (code: string) => [typed[code] ?? []].flat();
const read = (fields: unknown, typed: Typed, more: Partial<AnswerContext> = {}) =>
  readAnswers(formSchema.parse(fields), lookup(typed), { ...context, ...more });
/** What one question makes of what was typed in it. */
const one = (field: object, typed: string | string[], more: Partial<AnswerContext> = {}) => {
  const { answers, problems } = read([{ code: 'q', label: 'Q', ...field }], { q: typed }, more);
  return problems[0] ?? answers['q'];
};
const choices = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
];

test('each kind of question keeps what it asked for', () => {
  assert.equal(one({ kind: 'text' }, ' Bonjour '), ' Bonjour ');
  assert.equal(one({ kind: 'long_text' }, 'a\nb'), 'a\nb');
  assert.equal(one({ kind: 'number' }, '1 234,5'), 1234.5);
  assert.equal(one({ kind: 'number' }, '-2.5'), -2.5);
  assert.equal(one({ kind: 'date' }, '31/12/2026'), '2026-12-31');
  assert.equal(one({ kind: 'date' }, '2026-12-31'), '2026-12-31');
  assert.equal(one({ kind: 'choice', choices }, 'b'), 'b');
  assert.deepEqual(one({ kind: 'choices', choices }, ['b', 'a', 'b']), ['a', 'b']);
  assert.equal(one({ kind: 'yes_no' }, 'oui'), true);
  assert.equal(one({ kind: 'yes_no' }, 'non'), false);
  assert.equal(one({ kind: 'person' }, '7'), 7);
  assert.deepEqual(one({ kind: 'place' }, ['3', ' 214 ']), { siteId: 3, room: '214' });
  assert.deepEqual(one({ kind: 'place' }, ['', '214']), { siteId: null, room: '214' });
});

test('what does not answer a question is told, with the bound it passes', () => {
  const day = (text: string) => Temporal.PlainDate.from(text);
  const wrong: [field: object, typed: string | string[], problem: object][] = [
    [{ kind: 'text' }, 'x'.repeat(201), { problem: 'too_long', limit: 200 }],
    [{ kind: 'long_text' }, 'x'.repeat(100_000), { problem: 'too_long', limit: 5000 }],
    [{ kind: 'number' }, 'douze', { problem: 'not_a_number' }],
    [{ kind: 'number' }, '1'.repeat(1000), { problem: 'not_a_number' }],
    [{ kind: 'number' }, 'Infinity', { problem: 'not_a_number' }],
    [{ kind: 'number', isWhole: true }, '1,5', { problem: 'not_whole' }],
    [{ kind: 'number', min: 1 }, '0', { problem: 'too_small', limit: 1 }],
    [{ kind: 'number', max: 1 }, '2', { problem: 'too_big', limit: 1 }],
    [{ kind: 'date' }, '31/02/2026', { problem: 'not_a_day' }],
    [{ kind: 'date' }, 'demain', { problem: 'not_a_day' }],
    [
      { kind: 'date', earliest: 0 },
      '22/11/2026',
      { problem: 'too_early', limit: day('2026-11-23') },
    ],
    [{ kind: 'date', latest: 1 }, '25/11/2026', { problem: 'too_late', limit: day('2026-11-24') }],
    [{ kind: 'choice', choices }, 'c', { problem: 'not_offered' }],
    [{ kind: 'choices', choices }, ['a', 'c'], { problem: 'not_offered' }],
    [{ kind: 'yes_no' }, 'peut-être', { problem: 'not_offered' }],
    [{ kind: 'person' }, '8', { problem: 'not_offered' }],
    [{ kind: 'person' }, "7' or 1=1", { problem: 'not_offered' }],
    [{ kind: 'place' }, ['4', ''], { problem: 'not_offered' }],
    [{ kind: 'place' }, ['3', 'x'.repeat(61)], { problem: 'too_long', part: 'room', limit: 60 }],
    [{ kind: 'place', required: true }, ['', '214'], { problem: 'missing' }],
    [{ kind: 'file', required: true }, 'x', { problem: 'missing' }],
    [{ kind: 'text', required: true }, ' \n', { problem: 'missing' }],
    [{ kind: 'choices', choices, required: true }, [], { problem: 'missing' }],
  ];
  for (const [field, typed, problem] of wrong) {
    assert.deepEqual(one(field, typed), { code: 'q', ...problem }, JSON.stringify(field));
  }
});

test('a list where one answer is expected counts for its first', () => {
  assert.equal(one({ kind: 'text' }, ['un', 'deux']), 'un');
  assert.equal(one({ kind: 'choice', choices }, ['a', 'c']), 'a');
});

test('a required file is there when the form has one', () => {
  assert.equal(one({ kind: 'file', required: true }, '', { filesOf: () => 1 }), undefined);
});

const stolen = [
  { kind: 'yes_no', code: 'vole', label: 'Volé ?', required: true },
  {
    kind: 'yes_no',
    code: 'plainte',
    label: 'Plainte ?',
    required: true,
    shownWhen: { op: 'is', field: 'vole', value: 'oui' },
  },
  {
    kind: 'text',
    code: 'commissariat',
    label: 'Où ?',
    required: true,
    shownWhen: { op: 'is', field: 'plainte', value: 'oui' },
  },
];

test('a question that is not asked is not required, and what it holds is dropped with what depends on it', () => {
  const typed = { vole: 'non', plainte: 'oui', commissariat: 'Clairval' };
  assert.deepEqual(read(stolen, typed), { answers: { vole: false }, problems: [] });
  assert.deepEqual(read(stolen, { ...typed, vole: 'oui' }).answers, {
    ...{ vole: true, plainte: true, commissariat: 'Clairval' },
  });
  assert.deepEqual(read(stolen, { vole: 'oui' }).problems, [
    { code: 'plainte', problem: 'missing' },
  ]);
});

test('answers to questions of another nature count for nothing', () => {
  const { answers } = read(stolen, { vole: 'non', inconnu: 'x', constructor: 'x', __proto__: 'x' });
  assert.deepEqual(Object.keys(answers), ['vole']);
});

const leaf: fc.Arbitrary<FieldCondition> = fc.oneof(
  fc.record({
    op: fc.constantFrom('is' as const, 'holds' as const),
    field: fc.constantFrom('a', 'b'),
    value: fc.constantFrom('x', 'y'),
  }),
  fc.record({ op: fc.constant('filled' as const), field: fc.constantFrom('a', 'b') }),
);
const { tree } = fc.letrec<{ tree: FieldCondition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      conditions: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), condition: tie('tree') }),
  ),
}));
const texts = fc.array(fc.constantFrom('x', 'y', '', 'z'), { maxLength: 3 });

test('of a condition and its contrary, always exactly one holds', () => {
  fc.assert(
    fc.property(tree, texts, texts, (condition, a, b) => {
      const typed = lookup({ a, b });
      assert.notEqual(holds(condition, typed), holds({ op: 'not', condition }, typed));
      assert.equal(holds(condition, typed), holds(condition, typed));
    }),
  );
});

const demonstration: OwnField[][] = Object.values(forms).map((form) => formSchema.parse(form));
/** Something for a question: an answer it offers, or anything. */
const somethingFor = (field: OwnField): fc.Arbitrary<string[]> => {
  const offered =
    field.kind === 'choice' || field.kind === 'choices'
      ? field.choices.map(({ value }) => value)
      : ['oui', 'non', '3', '7', '2026-11-23'];
  const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...offered) }, fc.string());
  return fc.array(text, { maxLength: 3 });
};
const filled = fc.constantFrom(...demonstration).chain((fields) =>
  fc.tuple(...fields.map(somethingFor)).map((all) => ({
    fields,
    typed: Object.fromEntries(fields.map((f, i) => [f.code, all[i] ?? []])),
  })),
);

test('whatever is typed in the forms of the demonstration, only what is asked is kept or told', () => {
  fc.assert(
    fc.property(filled, ({ fields, typed }) => {
      const visible = visibleCodes(fields, lookup(typed));
      const { answers, problems } = readAnswers(fields, lookup(typed), context);
      for (const code of Object.keys(answers)) assert.ok(visible.has(code));
      for (const { code } of problems) assert.ok(visible.has(code) && !(code in answers));
      const asked = fields.filter(({ code, required }) => required && visible.has(code));
      const settled = new Set([...Object.keys(answers), ...problems.map(({ code }) => code)]);
      for (const { code } of asked) assert.ok(settled.has(code));
      // Without what was hidden, the same is asked.
      const shown = Object.fromEntries(Object.entries(typed).filter(([code]) => visible.has(code)));
      assert.deepEqual(visibleCodes(fields, lookup(shown)), visible);
      assert.deepEqual(readAnswers(fields, lookup(shown), context), { answers, problems });
    }),
  );
});

test('the answers read as people read them, under the words of their questions', () => {
  const fields = formSchema.parse([
    { kind: 'choices', code: 'quoi', label: 'Quoi ?', choices },
    { kind: 'number', code: 'combien', label: 'Combien ?', unit: 'kg' },
    { kind: 'date', code: 'quand', label: 'Quand ?' },
    { kind: 'person', code: 'qui', label: 'Qui ?' },
    { kind: 'place', code: 'lieu', label: 'Où ?' },
    { kind: 'yes_no', code: 'vole', label: 'Volé ?' },
    { kind: 'text', code: 'vide', label: 'Rien' },
  ]);
  const answers = {
    quoi: ['a', 'b'],
    combien: 1.5,
    quand: '2026-12-31',
    qui: 7,
    lieu: { siteId: 3, room: '214' },
    vole: true,
  };
  const people = { 7: { firstName: 'Lison', lastName: 'Duvernay' } };
  assert.equal(
    answersText(fields, answers, { people, sites: { 3: 'Annexe des Tanneurs' } }),
    'Quoi ? A, B\nCombien ? 1,5 kg\nQuand ? 31/12/2026\nQui ? Lison Duvernay\nOù ? Annexe des Tanneurs 214\nVolé ?',
  );
});
