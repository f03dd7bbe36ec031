import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { searchArticles } from '../../domain/knowledge/search-articles.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { type Audience, guidePath, helpSheets } from './help-guide.ts';
import { HelpPage } from './help-page.tsx';
import { searchedText } from './search-text.ts';

const mostFound = 12;

/** The guide, open to everybody: one may need it to sign in. */
export function registerHelpRoutes(app: FastifyInstance): void {
  for (const audience of ['requester', 'agent'] as const) {
    app.get(guidePath[audience](), { config: { access: 'public' } }, (request, reply) =>
      showGuide(request, reply, audience),
    );
  }
}

function showGuide(request: FastifyRequest, reply: FastifyReply, audience: Audience): FastifyReply {
  const ctx = pageContext(request);
  const text = searchedText(request);
  const sheets = helpSheets(ctx, { isAgent: true });
  const found = text === '' ? [] : searchArticles(sheets, text, mostFound);
  return sendPage(request, reply, <HelpPage {...{ ctx, audience, text, found }} />);
}
