import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readPersonalData } from '../../domain/reports/personal-data.ts';
import { readPersonalNames } from '../../domain/reports/personal-names.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../platform/text/dates.ts';
import { viewerOf } from '../access.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { thingAt } from '../place-words.ts';
import { PersonalDataPage, shownRows } from './personal-data-page.tsx';

const config = { access: 'person' } as const;

/** Everything held about whoever asks, to read and to take away. */
export function registerPersonalDataRoutes(app: FastifyInstance): void {
  app.get(paths.personalData(), { config }, show);
  app.get(paths.personalDataFile(), { config }, download);
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = viewerOf(request);
  const { db } = request.server;
  const parts = await readPersonalData(db, { personId: id, limit: shownRows });
  const things = parts
    .flatMap(({ rows }) => rows)
    .flatMap(({ place }) => (typeof place === 'string' ? (thingAt(place) ?? []) : []));
  const names = await readPersonalNames(db, { parts, things });
  const ctx = pageContext(request);
  return sendPage(request, reply, <PersonalDataPage {...{ ctx, names, parts }} />);
}

async function download(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { id, login } = viewerOf(request);
  const now = clock();
  const parts = await readPersonalData(db, { personId: id });
  const tables = Object.fromEntries(parts.map(({ table, rows }) => [table, rows]));
  const day = formatDate(now).split('/').reverse().join('-');
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="mes-donnees-${day}.json"`)
    .send(JSON.stringify({ login, readAt: now, tables }, null, 2));
}
