import { sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import { markdownText } from '../../platform/text/markdown.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { discardDraft } from '../drafts/drafts.ts';
import type { DraftPlace } from '../drafts/drafts-aside.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import { checkCategories } from './article-editing.ts';
import { freeSlug } from './free-slug.ts';
import { linkCategories, recordVersion } from './record-version.ts';

/** A sheet as its writer gives it; no actor when the desk itself sets it up. */
export type NewArticle = {
  actorId: number | null;
  /** Who writes it, when only some natures are theirs to write for. */
  writer?: Viewer;
  familyId: number;
  /** The end of its address; made from the title when not given. */
  slug?: string;
  title: string;
  /** In Markdown. */
  body: string;
  /** Its place in its family; the last one when not given. */
  position?: number;
  categoryIds: readonly number[];
  /** The form's own key: sent twice, it makes one sheet. */
  creationKey?: string;
  /** Where the form was kept while it was written. */
  draftPlace?: string | DraftPlace;
};

/** Adds a sheet to the F.A.Q. and to the natures it helps with. Gives its id. */
export function addArticle(db: Db, article: NewArticle, now: Temporal.Instant): Promise<number> {
  const { actorId, writer, creationKey, draftPlace } = article;
  return inTransaction(db, async (tx) => {
    // One at a time: neither the form's key nor the address can be taken between looking and writing.
    await sql`select pg_advisory_xact_lock(hashtext('add-article'))`.execute(tx);
    if (writer !== undefined) await checkCategories(tx, writer, article.categoryIds);
    if (draftPlace !== undefined && actorId !== null) await discardDraft(tx, actorId, draftPlace);
    return (await alreadyAdded(tx, creationKey)) ?? insert(tx, article, now);
  });
}

async function alreadyAdded(tx: Db, key: string | undefined): Promise<number | undefined> {
  if (key === undefined) return undefined;
  const found = await tx
    .selectFrom('article')
    .select('id')
    .where('creation_key', '=', key)
    .executeTakeFirst();
  return found?.id;
}

/** Says whether the form that holds this key has already made a sheet. */
export async function isAdded(db: Db, key: string): Promise<boolean> {
  return (await alreadyAdded(db, key)) !== undefined;
}

async function insert(tx: Db, article: NewArticle, now: Temporal.Instant): Promise<number> {
  const { actorId, familyId, title, body, categoryIds } = article;
  const slug = article.slug ?? (await freeSlug(tx, title));
  const position = article.position ?? (await nextPosition(tx, familyId));
  const { id } = await tx
    .insertInto('article')
    .values({
      ...{ family_id: familyId, slug, title, body, position, changed_at: now },
      plain_text: markdownText(body),
      creation_key: article.creationKey ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await linkCategories(tx, id, categoryIds);
  await recordVersion(tx, { articleId: id, actorId, act: 'add' }, now);
  const after = { familyId, slug, position, categoryIds };
  await recordAudit(tx, { actorId, act: 'add-article', subject: `article:${id}`, after }, now);
  return id;
}

async function nextPosition(tx: Db, familyId: number): Promise<number> {
  const { last } = await tx
    .selectFrom('article')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('family_id', '=', familyId)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}
