import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AuditEntry, listAuditEntries } from '../../domain/audit/audit-queries.ts';
import { readAuditNames, subjectParts } from '../../domain/reports/audit-names.ts';
import { type AuditWords, actWords, changesOf } from '../audit-words.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { cursorOf } from './editing.ts';
import {
  actorName,
  type HistoryItem,
  HistoryPage,
  type HistoryPageProps,
} from './editing-history.tsx';

const shownItems = 20;
/** Who was faster is told by the last things done, not by all of them. */
const mostMissed = 3;

/** Who did what, when, and what it changed, as one line of a history. */
function historyItem(words: AuditWords, entry: AuditEntry): HistoryItem {
  const { ctx, names } = words;
  const { id, act, at, actor, subject } = entry;
  // The history is of the first thing: the others say to whom or with what.
  const others = subjectParts(subject)
    .slice(1)
    .map((part) => names(part.kind, Number(part.id)) ?? part.id)
    .filter((name) => name !== '');
  const what = [actWords(ctx, act), ...others].join(', ');
  const text = ctx.t('editing:history.did', { what, who: actorName(ctx, actor) });
  return { key: id, text, at, changes: changesOf(words, entry) };
}

type Missed = {
  thing: string;
  /** Only what was done by this act: a nature has others than the form one was late with. */
  act?: string;
  missed: number;
};

/** The last things done to something, for whoever was late: one for each version missed. */
export async function recentItems(
  request: FastifyRequest,
  { thing, act, missed }: Missed,
): Promise<HistoryItem[]> {
  const { db } = request.server;
  const limit = Math.min(mostMissed, Math.max(1, missed));
  const entries = await listAuditEntries(db, { thing, act, limit });
  const names = await readAuditNames(db, entries);
  const ctx = pageContext(request);
  return entries.map((entry) => historyItem({ ctx, names }, entry));
}

type Told = Pick<HistoryPageProps, 'eyebrow' | 'above'> & {
  thing: string;
  act?: string;
  older: (before: number) => string;
};

/** Answers with all that was done to something, a page at a time. */
export async function sendAuditHistory(
  request: FastifyRequest,
  reply: FastifyReply,
  { thing, act, older, ...page }: Told,
): Promise<FastifyReply> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const query = { thing, act, before: cursorOf(request), limit: shownItems + 1 };
  const entries = await listAuditEntries(db, query);
  const shown = entries.slice(0, shownItems);
  const names = await readAuditNames(db, shown);
  const last = shown.at(-1);
  const olderHref = entries.length > shownItems && last ? older(last.id) : undefined;
  const items = shown.map((entry) => historyItem({ ctx, names }, entry));
  return sendPage(request, reply, <HistoryPage {...{ ...page, ctx, items, olderHref }} />);
}
