import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findDraft } from '../../domain/drafts/drafts.ts';
import type { Article } from '../../domain/knowledge/article.ts';
import { mayEditArticle } from '../../domain/knowledge/article-editing.ts';
import { findArticleBySlug } from '../../domain/knowledge/article-queries.ts';
import { findOpinion, giveOpinion, remarkOnArticle } from '../../domain/knowledge/opinion.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { draftAt } from '../draft-window.ts';
import { setFlash } from '../flash.ts';
import { readForm, typedTexts } from '../forms.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { answerPlacedDraft } from '../place-draft.ts';
import { ArticlePage, type ArticlePageProps, longestRemark } from './article-page.tsx';

/** One sheet of the F.A.Q., and what its readers say of it. */
export function registerArticleRoutes(app: FastifyInstance): void {
  const config = { access: 'person', returnTo } as const;
  const kept = { ...config, draftPlace };
  app.get(paths.article(':slug'), { config }, (request, reply) => sendArticle(request, reply));
  app.post(paths.articleOpinion(':slug'), { config }, answer);
  app.post(paths.articleRemark(':slug'), { config: kept }, remark);
  app.post(paths.articleRemarkDraft(':slug'), { config: kept }, async (request, reply) => {
    await readArticle(request);
    return answerPlacedDraft(request, reply, {
      place: remarkPlace(request),
      back: returnTo(request),
    });
  });
}

const slugOf = (request: FastifyRequest): string => (request.params as { slug: string }).slug;
const remarkPlace = (request: FastifyRequest): string => `article-remark:${slugOf(request)}`;

/** A place is found by what it is called: an address that names no sheet has none. */
const draftPlace = (request: FastifyRequest): string | null =>
  /^[a-z0-9-]{1,200}$/.test(slugOf(request)) ? remarkPlace(request) : null;

const returnTo = (request: FastifyRequest): string => `${paths.article(slugOf(request))}#avis`;

async function readArticle(request: FastifyRequest): Promise<Article> {
  const article = await findArticleBySlug(request.server.db, slugOf(request));
  if (article === undefined) throw new NotFound('article');
  return article;
}

async function sendArticle(
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: ArticlePageProps['refused'],
): Promise<FastifyReply> {
  const { db } = request.server;
  const viewer = viewerOf(request);
  const article = await readArticle(request);
  const teamIds = article.categories.map(({ teamId }) => teamId);
  const page = (
    <ArticlePage
      ctx={pageContext(request)}
      article={article}
      opinion={await findOpinion(db, { personId: viewer.id, articleId: article.id })}
      draft={await findDraft(db, viewer.id, remarkPlace(request))}
      editing={mayEditArticle(viewer, teamIds) ? paths.articleEditing(article.id) : null}
      {...(refused && { refused })}
    />
  );
  return sendPage(request, reply, page, refused ? 422 : 200);
}

const answerSchema = z.object({ aide: z.enum(['oui', 'non']) });

async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { id } = await readArticle(request);
  const form = answerSchema.safeParse(request.body);
  // Only a button of ours sends this form: without its value nothing was answered.
  if (!form.success) return seeOther(reply, returnTo(request));
  const helped = form.data.aide === 'oui';
  await giveOpinion(db, { personId: viewerOf(request).id, articleId: id, helped }, clock());
  return seeOther(reply, returnTo(request));
}

const remarkSchema = z.object({
  remarque: z.string('faq:opinion.missing').trim().max(longestRemark, 'faq:opinion.tooLong'),
});

async function remark(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const reader = { personId: viewerOf(request).id, articleId: (await readArticle(request)).id };
  const before = await findOpinion(db, reader);
  if (before === null) return seeOther(reply, returnTo(request));
  const form = readForm(remarkSchema, request.body, t);
  const error = form.ok ? t('faq:opinion.missing') : (form.errors['remarque'] ?? '');
  if (!form.ok || (form.values.remarque === '' && before.remark === '')) {
    return sendArticle(request, reply, {
      typed: typedTexts(request.body)['remarque'] ?? '',
      error,
    });
  }
  const text = form.values.remarque;
  const draftPlace = draftAt(request, remarkPlace(request));
  await remarkOnArticle(db, { ...reader, remark: text, draftPlace }, clock());
  const said = t(text === '' ? 'faq:opinion.takenBack' : 'faq:opinion.sent');
  setFlash(request, reply, { tone: 'success', text: said });
  return seeOther(reply, paths.article(slugOf(request)));
}
