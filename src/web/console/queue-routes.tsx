import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readDelayBook } from '../../domain/calendar/calendar-queries.ts';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { isAgent, isMemberOf, teamIdsOf, type Viewer } from '../../domain/people/person.ts';
import type { Db } from '../../domain/tables.ts';
import { activeMembersOf, listTeams } from '../../domain/teams/team-queries.ts';
import { listQueue } from '../../domain/tickets/queue.ts';
import { countQueue, type QueueCounts } from '../../domain/tickets/queue-counts.ts';
import { readQueueText } from '../../domain/tickets/queue-text.ts';
import type { QueueView } from '../../domain/tickets/queue-views.ts';
import { paths } from '../../paths.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { viewerOf } from '../access.ts';
import { formBody } from '../form-body.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { readOwn } from '../read-own.ts';
import {
  askedText,
  askedView,
  type QueueChoices,
  queryOf,
  readAddress,
  viewsFor,
} from './queue-address.ts';
import { QueuePage } from './queue-page.tsx';

/** The door of the console's lists. */
export function registerQueueRoutes(app: FastifyInstance): void {
  app.get(paths.console(), { config: { access: 'agent', ahead: readMeans } }, showQueue);
}

async function showQueue(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const viewer = viewerOf(request);
  const raw = formBody(request.query);
  const { choices, book, text } = await readOwn(request, readMeans);
  const reader = { viewer, book, now: clock() };
  const { address, counts, lines } = await readTogether(db, async (one) => {
    const counting = countQueue(one, reader);
    // Without a view in the address, the counts say which; else they leave with the lines.
    const view = askedView(raw, choices) ?? usualView(choices, await counting);
    const address = readAddress(raw, { view, choices });
    const listing = listQueue(one, reader, queryOf(address, { choices, text }));
    const [counts, lines] = await Promise.all([counting, listing]);
    return { address, counts, lines };
  });
  const ctx = pageContext(request);
  const page = { ctx, address, choices, counts, lines, isAgent: isAgent(viewer) };
  return sendPage(request, reply, <QueuePage {...page} />);
}

/** What the list is chosen and told with. */
async function readMeans(request: FastifyRequest, db: Db, viewer: Viewer) {
  const [choices, book, text] = await Promise.all([
    readChoices(db, viewer),
    readDelayBook(db),
    readQueueText(db, askedText(formBody(request.query))),
  ]);
  return { choices, book, text };
}

/** An agent starts with what they have in charge, else with what is to be taken; an administrator sees all. */
function usualView({ views }: QueueChoices, counts: QueueCounts): QueueView {
  if (!views.includes('miennes')) return 'toutes';
  return counts.miennes > 0 ? 'miennes' : 'libres';
}

async function readChoices(db: Db, viewer: Viewer): Promise<QueueChoices> {
  const [catalogue, all, members] = await Promise.all([
    readCatalogue(db),
    listTeams(db),
    activeMembersOf(db, viewer.isAdministrator ? 'all' : teamIdsOf(viewer)),
  ]);
  const teams = viewer.isAdministrator ? all : all.filter(({ id }) => isMemberOf(viewer, id));
  return {
    views: viewsFor({ isAdministrator: viewer.isAdministrator, isAgent: isAgent(viewer) }),
    families: catalogue.unknown
      ? [...catalogue.families, unknownFamily(catalogue.unknown)]
      : catalogue.families,
    ...{ teams, members },
  };
}

/** « Je ne sais pas » is under no family that people see; tickets may have it all the same. */
function unknownFamily(unknown: QueueChoices['families'][number]['categories'][number]) {
  const { familyId, kind, slug, name } = unknown;
  return { id: familyId, kind, slug, name, categories: [unknown] };
}
