import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { editsArticles } from '../../domain/knowledge/article-editing.ts';
import { listArticleTexts } from '../../domain/knowledge/article-queries.ts';
import { searchArticles } from '../../domain/knowledge/search-articles.ts';
import { paths } from '../../paths.ts';
import { viewerOf } from '../access.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { registerArticleRoutes } from './article-routes.tsx';
import { KnowledgePage } from './knowledge-page.tsx';
import { searchedText } from './search-text.ts';

const config = { access: 'person' } as const;

/** The F.A.Q. */
export function registerKnowledgeRoutes(app: FastifyInstance): void {
  app.get(paths.knowledge(), { config }, showAll);
  registerArticleRoutes(app);
}

async function showAll(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const text = searchedText(request);
  const all = await listArticleTexts(db);
  const articles = text === '' ? all : searchArticles(all, text, 20);
  const isEditor = editsArticles(viewerOf(request));
  const page = <KnowledgePage {...{ ctx: pageContext(request), text, articles, isEditor }} />;
  return sendPage(request, reply, page);
}
