import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { lastDirectoryRun } from '../../domain/people/directory-run.ts';
import { searchPeople } from '../../domain/people/person-queries.ts';
import { listSignIns, type SignInQuery } from '../../domain/people/sign-in-trace-queries.ts';
import type { Db } from '../../domain/tables.ts';
import { paths } from '../../paths.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { referenceIn } from '../../platform/text/reference.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import {
  type DiagnosisFilters,
  DiagnosisPage,
  type DiagnosisPageProps,
} from './diagnosis-page.tsx';
import { cursorOf, textOf } from './editing.ts';

const shownLines = 30;
/** Of those a few letters may mean. */
const mostPeople = 50;

/** « Diagnostic de connexion », for administrators. */
export function registerDiagnosisRoutes(app: FastifyInstance): void {
  app.get(paths.diagnosis(), { config: { access: 'administrator' } }, show);
}

function filtersOf(request: FastifyRequest): DiagnosisFilters {
  const text = (name: string) => textOf(request.query, name).trim().slice(0, 100);
  return { q: text('q'), issue: text('issue') === 'refus' ? 'refus' : '' };
}

/** What was quoted from a page, else whoever these words may mean. */
async function readSearch(db: Db, q: string): Promise<Partial<SignInQuery>> {
  if (q === '') return {};
  const reference = referenceIn(q);
  if (reference !== null) return { reference };
  const people = await searchPeople(db, q, mostPeople);
  return { personIds: people.map(({ id }) => id) };
}

function openDoors({ server: { config } }: FastifyRequest): DiagnosisPageProps['doors'] {
  const { enabled, cas, oidc, saml, entete } = config.doors;
  const addresses: Readonly<Record<string, string | undefined>> = {
    cas: cas?.url,
    oidc: oidc?.issuer,
    saml: saml?.idp,
    entete: entete?.proxies.join(', '),
  };
  return enabled.map((name) => ({ name, address: addresses[name] ?? null }));
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const filters = filtersOf(request);
  const before = cursorOf(request);
  const search = await readSearch(db, filters.q);
  const query = { ...search, refusedOnly: filters.issue === 'refus', before };
  const [found, directory] = await readTogether(db, (one) =>
    Promise.all([listSignIns(one, { ...query, limit: shownLines + 1 }), lastDirectoryRun(one)]),
  );
  const lines = found.slice(0, shownLines);
  const older = { ...filters, avant: lines.at(-1)?.id };
  const page = (
    <DiagnosisPage
      {...{ ctx: pageContext(request), filters, lines }}
      doors={openDoors(request)}
      directory={directory}
      olderHref={found.length > shownLines ? paths.diagnosis(older) : undefined}
      hasNewer={before !== undefined}
    />
  );
  return sendPage(request, reply, page);
}
