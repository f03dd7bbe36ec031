import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categoryIdOf } from '../../../seeds/find.ts';
import { forms } from '../../../seeds/forms-data.ts';
import { rolledBack, testDatabase, worldNow } from '../../../test/support/database.ts';
import { describeForm } from './describe-form.ts';
import { type FormDeclaration, formSchema } from './form.ts';
import { findCurrentForm, findForm } from './form-queries.ts';

const { db } = await testDatabase();

const question = { kind: 'yes_no', code: 'vole', label: 'Est-ce un vol ?' } as const;
const list: FormDeclaration[number] & { kind: 'choices' } = {
  kind: 'choices',
  code: 'acces',
  label: 'Accès',
  choices: [
    { value: 'session', label: 'Session' },
    { value: 'autre', label: 'Autre' },
  ],
};

const refused: [why: string, form: unknown][] = [
  ['a code taken twice', [question, question]],
  ['a code that is no code', [{ ...question, code: 'Volé !' }]],
  ['a password to give away', [{ ...question, code: 'password' }]],
  ['a question without words', [{ ...question, label: ' ' }]],
  ['a kind that does not exist', [{ ...question, kind: 'colour' }]],
  ['a property that does not exist', [{ ...question, colour: 'red' }]],
  ['a condition about itself', [{ ...question, shownWhen: { op: 'filled', field: 'vole' } }]],
  [
    'a condition about a later question',
    [{ ...question, shownWhen: { op: 'filled', field: 'acces' } }, list],
  ],
  [
    'two questions that wait for each other',
    [
      { ...question, shownWhen: { op: 'filled', field: 'acces' } },
      { ...list, shownWhen: { op: 'filled', field: 'vole' } },
    ],
  ],
  [
    'an answer that is not offered',
    [question, { ...list, shownWhen: { op: 'is', field: 'vole', value: 'bof' } }],
  ],
  [
    'one answer of a list of several',
    [list, { ...question, shownWhen: { op: 'is', field: 'acces', value: 'autre' } }],
  ],
  [
    'a fault deep in a condition',
    [
      question,
      {
        ...list,
        shownWhen: {
          op: 'not',
          condition: { op: 'and', conditions: [{ op: 'filled', field: 'rien' }] },
        },
      },
    ],
  ],
  [
    'a condition about files',
    [
      { kind: 'file', code: 'photo', label: 'Photo' },
      { ...question, shownWhen: { op: 'filled', field: 'photo' } },
    ],
  ],
  ['a single choice', [{ ...list, choices: [{ value: 'a', label: 'A' }] }]],
  ['the same answer twice', [{ ...list, choices: [list.choices[0], list.choices[0]] }]],
  ['bounds that leave nothing', [{ kind: 'number', code: 'n', label: 'N', min: 2, max: 1 }]],
  ['days that leave nothing', [{ kind: 'date', code: 'd', label: 'D', earliest: 2, latest: 1 }]],
];

for (const [why, form] of refused) {
  test(`a form with ${why} is refused`, () => {
    assert.equal(formSchema.safeParse(form).success, false);
  });
}

test('a condition deeper than any form needs is refused, not followed', () => {
  let shownWhen: unknown = { op: 'filled', field: 'vole' };
  for (let depth = 0; depth < 1000; depth++) shownWhen = { op: 'not', condition: shownWhen };
  assert.equal(formSchema.safeParse([question, { ...list, shownWhen }]).success, false);
});

test('every form of the demonstration can be asked, and together they ask every kind', () => {
  const kinds = new Set<string>();
  for (const [slug, form] of Object.entries(forms)) {
    const { success, error, data } = formSchema.safeParse(form);
    assert.ok(success, `${slug}: ${String(error)}`);
    for (const { kind } of data) kinds.add(kind);
  }
  assert.deepEqual([...kinds].sort(), [
    ...['choice', 'choices', 'date', 'file', 'long_text', 'number', 'person', 'place', 'text'],
    'yes_no',
  ]);
});

test('a new version becomes the current one, the former stays, and the log says who changed it', async () => {
  await rolledBack(db, async (tx) => {
    const categoryId = await categoryIdOf(tx, 'messagerie');
    assert.equal(await findCurrentForm(tx, categoryId), null);
    const declare = (fields: FormDeclaration) =>
      describeForm(tx, { actorId: null, categoryId, fields }, worldNow);
    const first = await declare([question]);
    const second = await declare([list, question]);
    assert.equal((await findCurrentForm(tx, categoryId))?.id, second);
    assert.deepEqual(
      (await findForm(tx, first))?.fields.map(({ code }) => code),
      ['vole'],
    );
    const entries = await tx
      .selectFrom('audit_entry')
      .select(['before', 'after'])
      .where('subject', '=', `category:${String(categoryId)}/form`)
      .orderBy('id')
      .execute();
    assert.deepEqual(entries, [
      { before: null, after: { version: 1 } },
      { before: { version: 1 }, after: { version: 2 } },
    ]);
  });
});

test('a version that is published can neither be changed nor dropped', async () => {
  await rolledBack(db, async (tx) => {
    const categoryId = await categoryIdOf(tx, 'messagerie');
    await describeForm(tx, { actorId: null, categoryId, fields: [question] }, worldNow);
    await assert.rejects(tx.updateTable('category_form').set({ version: 9 }).execute());
  });
});
