import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  findArticleBySlug,
  listArticles,
  listArticleTexts,
} from '../../domain/knowledge/article-queries.ts';
import { searchArticles } from '../../domain/knowledge/search-articles.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { ArticlePage, KnowledgePage } from './knowledge-page.tsx';
import { searchedText } from './search-text.ts';

const config = { access: 'person' } as const;

/** The F.A.Q. */
export function registerKnowledgeRoutes(app: FastifyInstance): void {
  app.get(paths.knowledge(), { config }, showAll);
  app.get(paths.article(':slug'), { config }, showOne);
}

async function showAll(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const text = searchedText(request);
  const articles =
    text === '' ? await listArticles(db) : searchArticles(await listArticleTexts(db), text, 20);
  const page = <KnowledgePage ctx={pageContext(request)} text={text} articles={articles} />;
  return sendPage(request, reply, page);
}

async function showOne(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { slug } = request.params as { slug: string };
  const article = await findArticleBySlug(request.server.db, slug);
  if (article === undefined) throw new NotFound('article');
  return sendPage(request, reply, <ArticlePage ctx={pageContext(request)} article={article} />);
}
