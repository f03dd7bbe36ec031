import type { FastifyInstance } from 'fastify';
import { listKeptTeams } from '../../domain/teams/team-editing.ts';
import { paths } from '../../paths.ts';
import { viewerOf } from '../access.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { DeskPage } from './desk-page.tsx';
import { readDesk } from './desk-view.ts';

/** The way to all that administrators change, and leads for their teams. */
export function registerAdministrationRoutes(app: FastifyInstance): void {
  app.get(paths.administration(), { config: { access: 'lead' } }, async (request, reply) => {
    const { db } = request.server;
    const viewer = viewerOf(request);
    const kept = viewer.isAdministrator ? [] : await listKeptTeams(db, viewer);
    const page = (
      <DeskPage
        ctx={pageContext(request)}
        desk={viewer.isAdministrator ? await readDesk(db) : null}
        ledCodes={kept.map(({ code }) => code)}
      />
    );
    return sendPage(request, reply, page);
  });
}
