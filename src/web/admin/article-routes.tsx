import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { findDraft } from '../../domain/drafts/drafts.ts';
import { addArticle, isAdded } from '../../domain/knowledge/add-article.ts';
import {
  findKeptArticle,
  listArticleVersions,
  listKeptArticles,
} from '../../domain/knowledge/article-queries.ts';
import { changeArticle } from '../../domain/knowledge/change-article.ts';
import { listRemarks } from '../../domain/knowledge/opinion.ts';
import { restoreArticle, withdrawArticle } from '../../domain/knowledge/withdraw-article.ts';
import { paths } from '../../paths.ts';
import { Conflict } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { draftAt } from '../draft-window.ts';
import { typedContent } from '../kept-text.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { mostRemarks } from './article-aside.tsx';
import {
  type ArticleChoices,
  type ArticleFields,
  articleChoices,
  filledFields,
  initialFields,
  readArticleForm,
  saysTheSame,
} from './article-form.ts';
import { ArticleHistoryPage } from './article-history-page.tsx';
import { ArticleFormPage } from './article-page.tsx';
import { ArticlesPage } from './articles-page.tsx';
import {
  answerEditingDraft,
  cursorOf,
  idOf,
  isPreviewed,
  keepSent,
  namedId,
  patternOf,
  say,
  seenVersion,
  textOf,
} from './editing.ts';

const shownVersions = 20;

/** Where the sheets of the F.A.Q. are written, by administrators and by leads for the natures of their teams. */
export function registerArticleDeskRoutes(app: FastifyInstance): void {
  const access = 'lead';
  const kept = { access, draftPlace, returnTo } as const;
  app.get(paths.articleDesk(), { config: { access } }, showArticles);
  app.get(paths.newArticle(), { config: { access } }, (request, reply) => showForm(request, reply));
  app.post(paths.articleDesk(), { config: kept }, add);
  app.post(paths.newArticleDraft(), { config: kept }, keepDraft);
  app.get(patternOf(paths.articleEditing), { config: { access } }, (request, reply) =>
    showForm(request, reply),
  );
  app.post(patternOf(paths.articleEditing), { config: kept }, change);
  app.post(patternOf(paths.articleDraft), { config: kept }, keepDraft);
  app.post(patternOf(paths.articleWithdrawal), { config: { access, returnTo } }, (request, reply) =>
    setWithdrawn(request, reply, true),
  );
  app.post(patternOf(paths.articleRestoring), { config: { access, returnTo } }, (request, reply) =>
    setWithdrawn(request, reply, false),
  );
  app.get(patternOf(paths.articleHistory), { config: { access } }, showHistory);
}

function draftPlace(request: FastifyRequest): string {
  const id = namedId(request);
  return id === null ? 'article:new' : `article:${id}`;
}

function returnTo(request: FastifyRequest): string {
  const id = namedId(request);
  return id === null ? paths.newArticle() : paths.articleEditing(id);
}

async function showArticles(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const articles = await listKeptArticles(request.server.db, viewerOf(request));
  return sendPage(request, reply, <ArticlesPage ctx={pageContext(request)} articles={articles} />);
}

async function readChoices(request: FastifyRequest): Promise<ArticleChoices> {
  const { db } = request.server;
  const viewer = viewerOf(request);
  const id = namedId(request);
  const article = id === null ? null : await findKeptArticle(db, viewer, id);
  return articleChoices(viewer, await readCatalogue(db), article);
}

type Sent = { fields: ArticleFields; errors?: Record<string, string>; status: 409 | 422 };

/** The form: as it was sent when it could not be accepted, as it was left, or as the sheet stands. */
async function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  sent?: Sent,
): Promise<FastifyReply> {
  const { db } = request.server;
  const choices = await readChoices(request);
  const { article } = choices;
  const draft = sent ? null : await findDraft(db, viewerOf(request).id, draftPlace(request));
  const initial = initialFields(article);
  const fields = sent?.fields ?? (draft ? filledFields(draft.content, initial) : initial);
  const isLate = article !== null && fields.version !== initial.version;
  const articleId = article?.id;
  const versions =
    isLate && articleId ? await listArticleVersions(db, { articleId, limit: 1 }) : [];
  const page = (
    <ArticleFormPage
      {...{ ctx: pageContext(request), choices, draft }}
      // Whoever has read what somebody else wrote may now replace it.
      fields={{ ...fields, version: initial.version }}
      newer={versions[0] ?? null}
      feedback={articleId ? await listRemarks(db, articleId, mostRemarks) : []}
      isPreviewed={isPreviewed(request)}
      errors={sent?.errors}
    />
  );
  return sendPage(request, reply, page, sent?.status);
}

async function readSent(request: FastifyRequest) {
  const choices = await readChoices(request);
  const fields = filledFields(typedContent(request), initialFields(choices.article));
  return { choices, fields, form: readArticleForm(request.body, choices, pageContext(request).t) };
}

/** What was typed comes back in the page, and is kept should the page be closed. */
async function sendAgain(
  request: FastifyRequest,
  reply: FastifyReply,
  sent: Sent,
): Promise<FastifyReply> {
  await keepSent(request, draftPlace(request));
  return showForm(request, reply, sent);
}

async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { fields, form } = await readSent(request);
  if (!form.ok) return sendAgain(request, reply, { fields, errors: form.errors, status: 422 });
  const { titre: title, famille: familyId, texte: body, natures: categoryIds } = form.values;
  const writer = viewerOf(request);
  const article = { actorId: writer.id, writer, title, familyId, body, categoryIds };
  const own = { creationKey: fields.cle, draftPlace: draftAt(request, draftPlace(request)) };
  const id = await addArticle(db, { ...article, ...own }, clock());
  say(request, reply, 'faq:form.added');
  return seeOther(reply, paths.articleEditing(id));
}

async function change(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { fields, form, choices } = await readSent(request);
  if (!form.ok) return sendAgain(request, reply, { fields, errors: form.errors, status: 422 });
  const { titre: title, famille: familyId, texte: body, natures: categoryIds } = form.values;
  const articleId = idOf(request);
  const order = { viewer: viewerOf(request), articleId, seenVersion: seenVersion(fields.version) };
  const at = draftAt(request, draftPlace(request));
  const wanted = { title, familyId, body, categoryIds, draftPlace: at };
  try {
    await changeArticle(db, { ...order, ...wanted }, clock());
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return sendAgain(request, reply, { fields, status: 409 });
  }
  const isRead = choices.article?.withdrawnAt === null;
  say(request, reply, isRead ? 'faq:form.saved' : 'faq:form.savedWithdrawn');
  return seeOther(reply, paths.articleEditing(articleId));
}

async function keepDraft(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { choices, fields } = await readSent(request);
  const { article } = choices;
  const isSent =
    article === null ? await isAdded(request.server.db, fields.cle) : saysTheSame(fields, article);
  const place = draftPlace(request);
  return answerEditingDraft(request, reply, { place, page: returnTo(request), isSent });
}

async function setWithdrawn(
  request: FastifyRequest,
  reply: FastifyReply,
  isWithdrawn: boolean,
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const articleId = idOf(request);
  const version = textOf(request.body, 'version');
  const order = { viewer: viewerOf(request), articleId, seenVersion: seenVersion(version) };
  try {
    await (isWithdrawn ? withdrawArticle : restoreArticle)(db, order, clock());
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const { article } = await readChoices(request);
    const fields = { ...initialFields(article), version: String(order.seenVersion) };
    return showForm(request, reply, { fields, status: 409 });
  }
  say(request, reply, isWithdrawn ? 'faq:withdrawal.done' : 'faq:withdrawal.restored');
  return seeOther(reply, paths.articleEditing(articleId));
}

async function showHistory(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const article = await findKeptArticle(db, viewerOf(request), idOf(request));
  const asked = { articleId: article.id, before: cursorOf(request), limit: shownVersions };
  const versions = await listArticleVersions(db, asked);
  const hasOlder = versions.length > shownVersions;
  const ctx = pageContext(request);
  return sendPage(request, reply, <ArticleHistoryPage {...{ ctx, article, versions, hasOlder }} />);
}
