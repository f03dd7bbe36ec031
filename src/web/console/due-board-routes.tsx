import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readDelayBook } from '../../domain/calendar/calendar-queries.ts';
import { isAgent } from '../../domain/people/person.ts';
import { listTeams } from '../../domain/teams/team-queries.ts';
import { boardTeams, readDueBoard } from '../../domain/tickets/due-board.ts';
import { paths } from '../../paths.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { viewerOf } from '../access.ts';
import { formBody } from '../form-body.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { DueBoardPage } from './due-board-page.tsx';

/** The door of what falls due in the day, team by team. */
export function registerDueBoardRoutes(app: FastifyInstance): void {
  app.get(paths.dueBoard(), { config: { access: 'agent' } }, showDueBoard);
}

async function showDueBoard(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const viewer = viewerOf(request);
  const [all, book] = await readTogether(db, (one) =>
    Promise.all([listTeams(one), readDelayBook(one)]),
  );
  const choices = boardTeams(viewer, all);
  // A team that is not theirs, or none: all those they may look at.
  const asked = choices.find(({ code }) => code === formBody(request.query)['equipe']);
  const teams = asked ? [asked] : choices;
  const reader = { viewer, teams, book, now: clock() };
  const boards = await readDueBoard(db, reader);
  const ctx = pageContext(request);
  const page = { ctx, boards, choices, asked, canTake: isAgent(viewer) };
  return sendPage(request, reply, <DueBoardPage {...page} />);
}
