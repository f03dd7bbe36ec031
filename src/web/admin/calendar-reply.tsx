import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CalendarOrder } from '../../domain/calendar/change-calendar.ts';
import { discardDraft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import type { TextKey } from '../../ui/texts.ts';
import { viewerOf } from '../access.ts';
import { draftText } from '../draft-notice.tsx';
import { typedTexts } from '../forms.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { recentItems } from './audit-history.tsx';
import { ClosurePage } from './calendar-closures.tsx';
import {
  areHoursLate,
  type CalendarDrafts,
  type CalendarForm,
  calendarPlace,
  draftedFields,
  findCalendarDrafts,
} from './calendar-drafts.ts';
import type { CalendarFields } from './calendar-fields.ts';
import { CalendarPage } from './calendar-page.tsx';
import {
  type CalendarDesk,
  calendarFields,
  closureFields,
  type KeptCalendar,
  readCalendarDesk,
} from './calendar-view.ts';
import { idOf, keepSent, paramOf, say, seenVersion, textOf } from './editing.ts';
import type { HistoryItem } from './editing-history.tsx';

/** Finds the calendar an address names; what a person may not read does not exist for them. */
export async function calendarOf(
  request: FastifyRequest,
): Promise<{ desk: CalendarDesk; calendar: KeptCalendar }> {
  const id = idOf(request);
  const desk = await readCalendarDesk(request.server.db, viewerOf(request));
  const calendar = desk.calendars.find((one) => one.id === id);
  if (calendar === undefined) throw new NotFound('calendar');
  return { desk, calendar };
}

/** Why a form comes back instead of being done. */
export type CalendarSentBack = {
  /** The form that was sent, when it is one of those that are kept. */
  form?: CalendarForm;
  errors?: Readonly<Record<string, string>>;
  isLate?: boolean;
  /** The week with Monday copied over it; nothing is wrong and nothing is kept. */
  copied?: CalendarFields;
};

/** The last things done to a calendar that the page of whoever was late did not show. */
export function missedItems(
  request: FastifyRequest,
  { id, version }: KeptCalendar,
  seen = textOf(request.body, 'version'),
): Promise<HistoryItem[]> {
  const missed = version - seenVersion(seen);
  return recentItems(request, { thing: `calendar:${String(id)}`, missed });
}

const statusOf = ({ errors, isLate = false }: CalendarSentBack): number =>
  isLate ? 409 : errors ? 422 : 200;

/** Answers with the page of a calendar, as it stands or with what was sent and why it was not done. */
export async function sendCalendar(
  request: FastifyRequest,
  reply: FastifyReply,
  sent: CalendarSentBack = {},
): Promise<FastifyReply> {
  const { calendar, desk } = await calendarOf(request);
  const today = todayOf(request, calendar);
  await keepForm(request, sent.form);
  const restored = (['horaires', 'jours'] as const).filter((form) => form !== sent.form);
  const drafts = await findCalendarDrafts(request, restored);
  const typed = { ...draftedFields(drafts), ...typedTexts(request.body), ...sent.copied };
  const page = (
    <CalendarPage
      {...{ ctx: pageContext(request), calendar, desk, today, drafts, errors: sent.errors }}
      fields={{ ...calendarFields(calendar, today), ...typed }}
      late={await lateItems(request, calendar, { drafts, isLate: sent.isLate === true })}
      isCopied={sent.copied !== undefined}
    />
  );
  return sendPage(request, reply, page, statusOf(sent));
}

/** Keeps the form that comes back, should its page be closed. */
async function keepForm(request: FastifyRequest, form: CalendarForm | undefined): Promise<void> {
  const place = form && calendarPlace(request, form);
  if (place) await keepSent(request, place);
}

type Lateness = { drafts: CalendarDrafts; isLate: boolean };

/** What others did since the form that was sent, or the hours that were restored, were read; null when nothing. */
async function lateItems(
  request: FastifyRequest,
  calendar: KeptCalendar,
  { drafts, isLate }: Lateness,
): Promise<HistoryItem[] | null> {
  if (isLate) return missedItems(request, calendar);
  if (!areHoursLate(drafts, calendar)) return null;
  return missedItems(request, calendar, draftText(drafts.horaires?.content ?? {}, 'version'));
}

/** Today where a calendar is. */
export const todayOf = (request: FastifyRequest, { stored }: KeptCalendar): Temporal.PlainDate =>
  request.server.clock().toZonedDateTimeISO(stored.timeZone).toPlainDate();

/** The closure or opening an address names. */
export function closureIdOf(request: FastifyRequest): number {
  const id = paramOf(request, 'fermeture');
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new NotFound('malformed id');
  return Number(id);
}

/** Answers with the page of one closure, as it stands or with what was sent and why it was not done. */
export async function sendClosure(
  request: FastifyRequest,
  reply: FastifyReply,
  sent: CalendarSentBack = {},
): Promise<FastifyReply> {
  const { calendar } = await calendarOf(request);
  const closureId = closureIdOf(request);
  const closure = calendar.stored.closures.find(({ id }) => id === closureId);
  if (closure === undefined) throw new NotFound('closure');
  await keepForm(request, sent.form);
  const drafts = sent.form ? {} : await findCalendarDrafts(request, ['jours-modifies']);
  const page = (
    <ClosurePage
      {...{ ctx: pageContext(request), calendar, closureId, errors: sent.errors }}
      draft={drafts['jours-modifies'] ?? null}
      fields={{ ...closureFields(closure), ...draftedFields(drafts), ...typedTexts(request.body) }}
      late={sent.isLate ? await missedItems(request, calendar) : null}
    />
  );
  return sendPage(request, reply, page, statusOf(sent));
}

/** Who changes which calendar, from the version their page showed. */
export function orderOf(request: FastifyRequest): CalendarOrder {
  const version = seenVersion(textOf(request.body, 'version'));
  return { actorId: viewerOf(request).id, id: idOf(request), seenVersion: version };
}

type Done = {
  act: () => Promise<void>;
  done: TextKey;
  /** The form that was sent, when it is one of those that are kept. */
  form?: CalendarForm;
  /** The page that comes back when somebody was faster. */
  sendBack?: typeof sendCalendar;
};

/** Does a change and goes back to the calendar, or comes back with what others did meanwhile. */
export async function changeAndReturn(
  request: FastifyRequest,
  reply: FastifyReply,
  { act, done, form, sendBack = sendCalendar }: Done,
): Promise<FastifyReply> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return sendBack(request, reply, { isLate: true, ...(form && { form }) });
  }
  const place = form && calendarPlace(request, form);
  if (place) await discardDraft(request.server.db, viewerOf(request).id, place);
  say(request, reply, done);
  return seeOther(reply, paths.calendarEditing(idOf(request)));
}
