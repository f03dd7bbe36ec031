import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AuditQuery, listAuditEntries } from '../../domain/audit/audit-queries.ts';
import { readAuditNames } from '../../domain/reports/audit-names.ts';
import { paths } from '../../paths.ts';
import { fold } from '../../platform/text/compare.ts';
import { deskTimeZone } from '../../platform/text/dates.ts';
import { readLocalTime } from '../../platform/text/local-time.ts';
import type { TextKey } from '../../ui/texts.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { cursorOf, textOf } from './editing.ts';
import { filteredKinds, type JournalFilters, JournalPage } from './journal-page.tsx';

const shownEntries = 30;

/** The log of administration, for administrators. */
export function registerJournalRoutes(app: FastifyInstance): void {
  app.get(paths.journal(), { config: { access: 'administrator' } }, showJournal);
}

function filtersOf(request: FastifyRequest): JournalFilters {
  const text = (name: string) => textOf(request.query, name).trim().slice(0, 100);
  const asked = text('objet');
  const objet = filteredKinds.find((kind) => kind === asked) ?? '';
  return { objet, qui: text('qui'), du: text('du'), au: text('au') };
}

/** What the filters ask for; a day that is not one is said, and narrows nothing. */
function readFilters({ objet, qui, du, au }: JournalFilters) {
  const start = (day: string) => readLocalTime({ day, time: '00:00' });
  const [from, last] = [start(du), start(au)];
  const wrong: Record<string, TextKey> = {
    ...(du !== '' && !from && { du: 'admin:audit.dateWrong' }),
    ...(from && last && Temporal.Instant.compare(from, last) > 0 && { au: 'admin:audit.crossed' }),
    ...(au !== '' && !last && { au: 'admin:audit.dateWrong' }),
  };
  const words = fold(qui).split(/\s+/).filter(Boolean).slice(0, 6);
  const asked: Omit<AuditQuery, 'limit' | 'before'> = {
    kind: objet === '' ? undefined : objet,
    actor: words,
    from: from ?? undefined,
    // The whole of that day.
    until: last ? endOfDay(last) : undefined,
  };
  return { asked, wrong };
}

const endOfDay = (start: Temporal.Instant): Temporal.Instant =>
  start.toZonedDateTimeISO(deskTimeZone).add({ days: 1 }).toInstant();

async function showJournal(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const filters = filtersOf(request);
  const { asked, wrong } = readFilters(filters);
  const before = cursorOf(request);
  const found = await listAuditEntries(db, { ...asked, before, limit: shownEntries + 1 });
  const entries = found.slice(0, shownEntries);
  const last = entries.at(-1);
  const older = { ...filters, avant: last?.id };
  const page = (
    <JournalPage
      {...{ ctx, filters, entries }}
      errors={Object.fromEntries(
        Object.entries(wrong).map(([name, words]) => [name, ctx.t(words)]),
      )}
      names={await readAuditNames(db, entries)}
      olderHref={found.length > shownEntries ? paths.journal(older) : undefined}
      hasNewer={before !== undefined}
    />
  );
  return sendPage(request, reply, page, Object.keys(wrong).length > 0 ? 422 : 200);
}
