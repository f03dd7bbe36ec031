import type { FastifyInstance } from 'fastify';
import { paths } from '../../paths.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { HelpPage } from './help-page.tsx';

/** The guide, open to everybody: one may need it to sign in. */
export function registerHelpRoutes(app: FastifyInstance): void {
  app.get(paths.help(), { config: { access: 'public' } }, (request, reply) =>
    sendPage(request, reply, <HelpPage ctx={pageContext(request)} />),
  );
}
