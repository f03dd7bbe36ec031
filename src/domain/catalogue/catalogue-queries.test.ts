import assert from 'node:assert/strict';
import { test } from 'node:test';
import { worldNow as now, rolledBack, testDatabase } from '../../../test/support/database.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import type { Db } from '../tables.ts';
import { addTeam } from '../teams/add-team.ts';
import { addCategory, type NewCategory } from './add-category.ts';
import { addFamily } from './add-family.ts';
import { addHoldReason } from './add-hold-reason.ts';
import {
  allCategories,
  categoryById,
  categoryBySlug,
  familiesOf,
  familyBySlug,
} from './catalogue.ts';
import {
  findCategory,
  findCategoryBySlug,
  findHoldReason,
  listHoldReasons,
  readCatalogue,
} from './catalogue-queries.ts';
import { describeAlternative } from './describe-alternative.ts';

const { db } = await testDatabase({ seeded: false });
const actorId = null;

async function smallCatalogue(tx: Db) {
  const team = await addTeam(tx, { actorId, code: 'T', name: 'T' }, now);
  const family = (kind: 'problem' | 'service', slug: string, position: number) =>
    addFamily(tx, { actorId, kind, slug, name: slug.toUpperCase(), position }, now);
  const families = {
    service: await family('service', 'travaux', 1),
    second: await family('problem', 'second', 2),
    first: await family('problem', 'first', 1),
    empty: await family('problem', 'vide', 3),
  };
  const category = (slug: string, part: Partial<NewCategory>) =>
    addCategory(
      tx,
      {
        actorId,
        familyId: families.first,
        slug,
        name: slug.toUpperCase(),
        description: `Pour ${slug}.`,
        teamId: team.id,
        takeMinutes: 60,
        resolveMinutes: 600,
        position: 1,
        ...part,
      },
      now,
    );
  const ids = {
    b: await category('b', { position: 2, synonyms: ['bé', 'deux mots'] }),
    a: await category('a', { position: 1 }),
    c: await category('c', { familyId: families.second }),
    paint: await category('peinture', { familyId: families.service, teamId: null }),
    unknown: await category('inconnue', { familyId: families.empty, isUnknown: true }),
  };
  return { team, families, ids };
}

test('the catalogue is read in order, problems first, in one statement', () =>
  rolledBack(db, async (tx) => {
    const { families } = await smallCatalogue(tx);
    const catalogue = await readCatalogue(tx);
    assert.equal((await statementsOf(() => readCatalogue(tx))).length, 1);
    assert.deepEqual(
      catalogue.families.map(({ slug, categories }) => [slug, categories.map((one) => one.slug)]),
      [
        ['first', ['a', 'b']],
        ['second', ['c']],
        ['travaux', ['peinture']],
      ],
    );
    assert.deepEqual(
      familiesOf(catalogue, 'service').map(({ id }) => id),
      [families.service],
    );
  }));

test('« Je ne sais pas » is in no family, and may be chosen by its address', () =>
  rolledBack(db, async (tx) => {
    const { ids } = await smallCatalogue(tx);
    const catalogue = await readCatalogue(tx);
    assert.equal(catalogue.unknown?.id, ids.unknown);
    assert.equal(familyBySlug(catalogue, 'vide'), undefined);
    assert.equal(categoryBySlug(catalogue, 'inconnue')?.isUnknown, true);
    assert.equal(allCategories(catalogue).at(-1)?.id, ids.unknown);
  }));

test('a nature comes with its kind, synonyms and promises, the same from each reading', () =>
  rolledBack(db, async (tx) => {
    const { ids, team, families } = await smallCatalogue(tx);
    const b = await findCategory(tx, ids.b);
    assert.deepEqual(b, {
      id: ids.b,
      familyId: families.first,
      kind: 'problem',
      slug: 'b',
      name: 'B',
      description: 'Pour b.',
      synonyms: ['bé', 'deux mots'],
      teamId: team.id,
      isUnknown: false,
      takeMinutes: 60,
      resolveMinutes: 600,
      active: true,
      alternatives: [],
    });
    assert.deepEqual(await findCategoryBySlug(tx, 'b'), b);
    assert.deepEqual(categoryById(await readCatalogue(tx), ids.b), b);
    assert.equal(await findCategoryBySlug(tx, 'rien'), undefined);
  }));

test('alternatives are told in their order; said again, the condition is replaced', () =>
  rolledBack(db, async (tx) => {
    const { ids } = await smallCatalogue(tx);
    const say = (otherCategoryId: number, condition: string, position: number) =>
      describeAlternative(
        tx,
        { actorId, categoryId: ids.a, otherCategoryId, condition, position },
        now,
      );
    await say(ids.b, 'il pleut', 2);
    await say(ids.c, 'il neige', 1);
    await say(ids.b, 'il vente', 2);
    assert.deepEqual((await findCategory(tx, ids.a))?.alternatives, [
      { categoryId: ids.c, condition: 'il neige' },
      { categoryId: ids.b, condition: 'il vente' },
    ]);
    const [, , third] = await tx
      .selectFrom('audit_entry')
      .select(['before', 'after'])
      .where('act', '=', 'describe-alternative')
      .orderBy('id')
      .execute();
    assert.deepEqual(third, {
      before: { condition: 'il pleut', position: 2 },
      after: { condition: 'il vente', position: 2 },
    });
  }));

test('an inactive nature is neither listed nor proposed, but still found: old tickets have it', () =>
  rolledBack(db, async (tx) => {
    const { ids } = await smallCatalogue(tx);
    const alternative = { categoryId: ids.a, otherCategoryId: ids.b, condition: 'x', position: 1 };
    await describeAlternative(tx, { actorId, ...alternative }, now);
    await tx.updateTable('category').set({ active: false }).where('id', '=', ids.b).execute();
    const catalogue = await readCatalogue(tx);
    assert.equal(categoryById(catalogue, ids.b), undefined);
    assert.deepEqual(categoryById(catalogue, ids.a)?.alternatives, []);
    assert.equal((await findCategory(tx, ids.b))?.active, false);
  }));

test('a team that receives nothing any more is no longer the nature’s', () =>
  rolledBack(db, async (tx) => {
    const { ids, team } = await smallCatalogue(tx);
    await tx.updateTable('team').set({ active: false }).where('id', '=', team.id).execute();
    assert.equal((await findCategory(tx, ids.a))?.teamId, null);
  }));

test('reasons to wait are listed in order and say whether the clock stops', () =>
  rolledBack(db, async (tx) => {
    const add = (code: string, position: number, stopsClock: boolean) =>
      addHoldReason(
        tx,
        { actorId, code, name: code, stopsClock, needsDate: !stopsClock, position },
        now,
      );
    const second = await add('second', 2, true);
    await add('first', 1, false);
    assert.deepEqual(
      (await listHoldReasons(tx)).map(({ code }) => code),
      ['first', 'second'],
    );
    assert.deepEqual(await findHoldReason(tx, second), {
      id: second,
      code: 'second',
      name: 'second',
      stopsClock: true,
      needsDate: false,
    });
  }));
