import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { familyBySlug, type Kind } from '../../domain/catalogue/catalogue.ts';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import { nearestCategories } from '../../domain/catalogue/nearest-categories.ts';
import { searchCategories } from '../../domain/catalogue/search-categories.ts';
import { articlesForCategory } from '../../domain/knowledge/article-queries.ts';
import { paths } from '../../paths.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { NotFound } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { formBody } from '../form-body.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { announceDelay, readDelayFacts } from './announced-delay.tsx';
import { kindPath } from './catalogue-links.tsx';
import { readDestinations, readNature, teamFor } from './catalogue-nature.ts';
import { NaturePage } from './catalogue-nature-page.tsx';
import { FamilyPage, KindPage, ResultsPage } from './catalogue-pages.tsx';

const config = { access: 'person' } as const;

/** As long as a subject may be: it becomes one. */
const longestSearch = 200;
const mostResults = 8;

type Slug = { Params: { slug: string } };

/** « Assistance », « Services », their families and natures, and the search among them. */
export function registerCatalogueRoutes(app: FastifyInstance): void {
  for (const kind of ['problem', 'service'] as const) {
    app.get(kindPath[kind](), { config }, (request, reply) => showKind(kind, request, reply));
    app.get<Slug>(paths.family(kind, ':slug'), { config }, (request, reply) =>
      showFamily({ kind, slug: request.params.slug }, request, reply),
    );
  }
  app.get<Slug>(paths.category(':slug'), { config }, (request, reply) =>
    showNature(request.params.slug, request, reply),
  );
}

/** Reads a text that an address carries; a subject is never longer. */
export function carriedText(request: FastifyRequest, name: 'q' | 'objet'): string {
  const text = [formBody(request.query)[name] ?? ''].flat()[0] ?? '';
  return text.replaceAll('\n', ' ').slice(0, longestSearch).toWellFormed().trim();
}

async function showKind(
  kind: Kind,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const ctx = pageContext(request);
  const catalogue = await readCatalogue(request.server.db);
  const text = carriedText(request, 'q');
  if (text === '') return sendPage(request, reply, <KindPage {...{ ctx, catalogue, kind }} />);
  const matches = searchCategories(catalogue, text, mostResults);
  const page = <ResultsPage {...{ ctx, catalogue, kind, text, matches }} />;
  return sendPage(request, reply, page);
}

async function showFamily(
  { kind, slug }: { kind: Kind; slug: string },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const ctx = pageContext(request);
  const catalogue = await readCatalogue(request.server.db);
  const family = familyBySlug(catalogue, slug);
  if (family?.kind !== kind) throw new NotFound(`family ${slug}`);
  return sendPage(request, reply, <FamilyPage {...{ ctx, catalogue, kind, family }} />);
}

async function showNature(
  slug: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const { catalogue, category } = await readNature(db, slug);
  const [destinations, delays, articles] = await readTogether(db, (one) =>
    Promise.all([
      readDestinations(one),
      readDelayFacts(one, category.id),
      articlesForCategory(one, category.id),
    ]),
  );
  const team = teamFor(category, viewerOf(request), destinations);
  const filing = {
    at: ctx.now,
    teamId: team.id,
    categoryId: category.id,
    priority: 'normal',
  } as const;
  const page = (
    <NaturePage
      {...{ ctx, catalogue, category, team, articles }}
      announced={announceDelay(filing, delays)}
      nearest={nearestCategories(catalogue, category)}
      subject={carriedText(request, 'objet')}
    />
  );
  return sendPage(request, reply, page);
}
