import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findKeptCategory, type KeptCategory } from '../../domain/catalogue/category-editing.ts';
import { editCategory } from '../../domain/catalogue/edit-category.ts';
import { discardDraft, findDraft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';
import { Conflict } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { draftAt } from '../draft-window.ts';
import { typedContent } from '../kept-text.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { recentItems, sendAuditHistory } from './audit-history.tsx';
import { CategoriesPage } from './categories-page.tsx';
import {
  type CategoryFields,
  categoryFields,
  filledCategory,
  readCategory,
  saysTheSame,
} from './category-fields.ts';
import { CategoryPage, phraseName } from './category-page.tsx';
import { readCategoryChoices } from './category-view.ts';
import {
  answerEditingDraft,
  isPreviewed,
  keepSent,
  paramOf,
  say,
  seenVersion,
  textOf,
} from './editing.ts';
import { readTargetDesk } from './target-view.ts';

const access = 'lead';
const slug = ':slug';

/** The natures: leads say what those of their teams are for, administrators also who answers them. */
export function registerCategoryDeskRoutes(app: FastifyInstance): void {
  const config = { access } as const;
  const kept = { access, draftPlace, returnTo: pageOf } as const;
  app.get(paths.categoryDesk(), { config }, showCategories);
  app.get(paths.categoryEditing(slug), { config }, (request, reply) => showForm(request, reply));
  app.post(paths.categoryEditing(slug), { config: kept }, edit);
  app.post(paths.categoryDraft(slug), { config: kept }, keepDraft);
  app.get(paths.categoryHistory(slug), { config }, showHistory);
}

const pageOf = (request: FastifyRequest): string => paths.categoryEditing(paramOf(request, 'slug'));

/** A place is found by what it is called: an address that names no nature has none. */
function draftPlace(request: FastifyRequest): string | null {
  const name = paramOf(request, 'slug');
  return /^[a-z0-9-]{1,100}$/.test(name) ? placeOf(name) : null;
}

const placeOf = (name: string): string => `category:${name}`;

function categoryOf(request: FastifyRequest): Promise<KeptCategory> {
  return findKeptCategory(request.server.db, viewerOf(request), paramOf(request, 'slug'));
}

async function showCategories(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const desk = await readTargetDesk(request.server.db, viewerOf(request));
  return sendPage(request, reply, <CategoriesPage {...{ ctx: pageContext(request), desk }} />);
}

type Sent = { fields: CategoryFields; errors?: Record<string, string>; isLate?: boolean };

/** The form: as it was sent when it could not be accepted, as it was left, or as the nature stands. */
async function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  sent?: Sent,
): Promise<FastifyReply> {
  const { db } = request.server;
  const viewer = viewerOf(request);
  const category = await categoryOf(request);
  const place = placeOf(category.slug);
  if (sent) await keepSent(request, place);
  const draft = sent ? null : await findDraft(db, viewer.id, place);
  const initial = categoryFields(category);
  const fields = sent?.fields ?? (draft ? filledCategory(draft.content, initial) : initial);
  const missed = category.version - seenVersion(fields.version);
  const isLate = sent?.isLate ?? missed !== 0;
  const thing = `category:${String(category.id)}`;
  const page = (
    <CategoryPage
      {...{ ctx: pageContext(request), draft, errors: sent?.errors }}
      choices={await readCategoryChoices(db, viewer, category)}
      // Whoever has read what somebody else wrote may now replace it.
      fields={{ ...fields, version: initial.version }}
      late={isLate ? await recentItems(request, { thing, act: 'edit-category', missed }) : null}
      isPreviewed={isPreviewed(request)}
      phrase={textOf(request.query, 'phrase').slice(0, 200)}
    />
  );
  return sendPage(request, reply, page, sent?.isLate ? 409 : sent ? 422 : 200);
}

async function edit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const editor = viewerOf(request);
  const category = await categoryOf(request);
  const fields = filledCategory(typedContent(request), categoryFields(category));
  const choices = await readCategoryChoices(db, editor, category);
  const form = readCategory(fields, choices, t);
  if (!form.ok) return showForm(request, reply, { fields, errors: form.errors, isLate: false });
  const order = { editor, categoryId: category.id, seenVersion: seenVersion(fields.version) };
  try {
    const outcome = await editCategory(db, { ...order, content: form.values }, clock());
    if (outcome === 'name_taken') {
      const errors = { nom: t('admin:category.nameTaken') };
      return await showForm(request, reply, { fields, errors, isLate: false });
    }
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return showForm(request, reply, { fields, isLate: true });
  }
  // The catalogue stands below the drafts: a draft that outlived its form would say nothing new.
  await discardDraft(db, editor.id, draftAt(request, placeOf(category.slug)));
  say(request, reply, 'admin:category.saved');
  return seeOther(reply, pageOf(request));
}

async function keepDraft(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const category = await categoryOf(request);
  const fields = filledCategory(typedContent(request), categoryFields(category));
  const phrase = textOf(request.body, phraseName).trim().slice(0, 200);
  return answerEditingDraft(request, reply, {
    place: placeOf(category.slug),
    page: pageOf(request),
    isSent: saysTheSame(fields, category),
    shown: phrase === '' ? {} : { phrase },
  });
}

async function showHistory(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id, slug: address, name } = await categoryOf(request);
  return sendAuditHistory(request, reply, {
    thing: `category:${String(id)}`,
    eyebrow: name,
    above: [
      { label: pageContext(request).t('admin:categories.title'), href: paths.categoryDesk() },
      { label: name, href: paths.categoryEditing(address) },
    ],
    older: (avant) => paths.categoryHistory(address, { avant }),
  });
}
