import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mergeClosures } from '../../domain/calendar/merge-closures.ts';
import { planClosures } from '../../domain/calendar/plan-closures.ts';
import { readClosures } from '../../domain/calendar/read-closures.ts';
import { discardDraft, findDraft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';
import { Conflict } from '../../platform/errors.ts';
import { isBlank } from '../../platform/text/clean.ts';
import { viewerOf } from '../access.ts';
import { draftText } from '../draft-notice.tsx';
import { formBody, formLimits } from '../form-body.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { textFileName, textName } from '../receive-text.ts';
import {
  CalendarImportPage,
  type ImportReading,
  readName,
  versionName,
} from './calendar-import-page.tsx';
import { calendarOf, missedItems } from './calendar-reply.tsx';
import type { KeptCalendar } from './calendar-view.ts';
import {
  answerEditingDraft,
  idOf,
  isPreviewed,
  keepSent,
  paramOf,
  patternOf,
  previewName,
  say,
  seenVersion,
  tell,
  textOf,
} from './editing.ts';

const placeOf = (id: number): string => `calendar-import:${String(id)}`;
const pageOf = (request: FastifyRequest): string => paths.calendarImport(idOf(request));

/** An address that names no calendar has no place. */
function draftPlace(request: FastifyRequest): string | null {
  const id = paramOf(request, 'id');
  return /^[1-9]\d{0,14}$/.test(id) ? placeOf(Number(id)) : null;
}

/** The imports of closures: a file or its text, what it would change, then done by who has read it. */
export function registerCalendarImportRoutes(app: FastifyInstance): void {
  const access = 'administrator';
  const config = { access, draftPlace, returnTo: pageOf, readsText: true } as const;
  app.get(patternOf(paths.calendarImport), { config: { access } }, (request, reply) =>
    showImport(request, reply),
  );
  app.post(patternOf(paths.calendarImport), { config }, importClosures);
  app.post(patternOf(paths.calendarImportDraft), { config }, keepOrCheck);
}

const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22);

function readingOf({ stored }: KeptCalendar, text: string): ImportReading {
  const imported = readClosures(text, stored.timeZone);
  const plan = planClosures(stored.closures, imported.closures);
  return { ...imported, plan, digest: digestOf(text) };
}

type Sent = {
  text: string;
  errors?: Record<string, string>;
  isLate?: boolean;
  isUnread?: boolean;
};

/** The page: with what was sent, or with what was left, and what it would change once that was asked. */
async function showImport(
  request: FastifyRequest,
  reply: FastifyReply,
  sent?: Sent,
): Promise<FastifyReply> {
  const { db } = request.server;
  const { calendar } = await calendarOf(request);
  const { isLate = false, isUnread = false, errors } = sent ?? {};
  const place = placeOf(calendar.id);
  if (sent) await keepSent(request, place);
  const draft = sent ? null : await findDraft(db, viewerOf(request).id, place);
  const text = sent?.text ?? (draft ? draftText(draft.content, textName) : '');
  const isAsked = sent ? errors === undefined : isPreviewed(request);
  const page = (
    <CalendarImportPage
      {...{ ctx: pageContext(request), calendar, text, draft, errors, isUnread }}
      late={isLate ? await missedItems(request, calendar, textOf(request.body, versionName)) : null}
      reading={isAsked && !isBlank(text) ? readingOf(calendar, text) : null}
    />
  );
  return sendPage(request, reply, page, isLate ? 409 : errors ? 422 : 200);
}

/** What is wrong with what was sent before it is read: no text, or a file that gave none. */
function faultOf(request: FastifyRequest, text: string): Record<string, string> | null {
  const { t } = pageContext(request);
  const { textRefused } = request;
  if (textRefused !== null) {
    const count = formLimits.characters;
    return { [textFileName]: t(`calendar:import.refused.${textRefused}`, { count }) };
  }
  return isBlank(text) ? { [textFileName]: t('calendar:import.missing') } : null;
}

/** Keeps the text, or shows what it would change. */
function keepOrCheck(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const text = textOf(request.body, textName);
  const isCheck = previewName in formBody(request.body);
  const errors = faultOf(request, text);
  if (errors && (isCheck || request.textRefused !== null)) {
    return showImport(request, reply, { text, errors });
  }
  const place = placeOf(idOf(request));
  return answerEditingDraft(request, reply, { place, page: pageOf(request), isSent: false });
}

async function importClosures(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const text = textOf(request.body, textName);
  const errors = faultOf(request, text);
  if (errors) return showImport(request, reply, { text, errors });
  const { calendar } = await calendarOf(request);
  const { plan, closures, faults, digest } = readingOf(calendar, text);
  if (digest !== textOf(request.body, readName)) {
    return showImport(request, reply, { text, isUnread: true });
  }
  const actorId = viewerOf(request).id;
  const version = seenVersion(textOf(request.body, versionName));
  const order = { actorId, id: calendar.id, seenVersion: version };
  try {
    await mergeClosures(db, { ...order, closures }, clock());
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return showImport(request, reply, { text, isLate: true });
  }
  const { t } = pageContext(request);
  const count = plan.added.length + plan.changed.length;
  if (count === 0) say(request, reply, 'calendar:import.nothingNew');
  else tell(request, reply, t('calendar:import.done', { count }));
  if (faults.length > 0) {
    // The lines to correct are still there, and the others are known from now on.
    await keepSent(request, placeOf(calendar.id));
    return seeOther(reply, `${paths.calendarImport(calendar.id, { apercu: 'oui' })}#apercu`);
  }
  await discardDraft(db, actorId, placeOf(calendar.id));
  return seeOther(reply, paths.calendarEditing(calendar.id));
}
