import type { FastifyInstance } from 'fastify';
import { paths } from '../../paths.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { DeskPage } from './desk-page.tsx';
import { readDesk } from './desk-view.ts';

/** The administration of the desk. */
export function registerAdministrationRoutes(app: FastifyInstance): void {
  app.get(
    paths.administration(),
    { config: { access: 'administrator' } },
    async (request, reply) => {
      const desk = await readDesk(request.server.db);
      return sendPage(request, reply, <DeskPage ctx={pageContext(request)} desk={desk} />);
    },
  );
}
