import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ClosurePeriod } from '../../domain/calendar/compile-calendar.ts';
import { type Draft, findDrafts } from '../../domain/drafts/drafts.ts';
import { viewerOf } from '../access.ts';
import { draftText } from '../draft-notice.tsx';
import { typedTexts } from '../forms.ts';
import type { CalendarFields } from './calendar-fields.ts';
import { closureFields, type KeptCalendar } from './calendar-view.ts';
import { answerEditingDraft, paramOf } from './editing.ts';

/** The forms of a calendar that one writes at length: the hours of a week, days to add, days to correct. */
export type CalendarForm = 'horaires' | 'jours' | 'jours-modifies';

const id = /^[1-9]\d{0,14}$/;

/** Where a form is kept; null for an address that names nothing. */
export function calendarPlace(request: FastifyRequest, form: CalendarForm): string | null {
  const [calendar, closure] = [paramOf(request, 'id'), paramOf(request, 'fermeture')];
  if (!id.test(calendar)) return null;
  if (form !== 'jours-modifies') return `calendar:${calendar}:${form}`;
  return id.test(closure) ? `calendar:${calendar}:${form}:${closure}` : null;
}

/** What a person had begun to write about a calendar, by form. */
export type CalendarDrafts = Readonly<Partial<Record<CalendarForm, Draft>>>;

/** Finds what a person had begun to write about a calendar, in one statement. */
export async function findCalendarDrafts(
  request: FastifyRequest,
  forms: readonly CalendarForm[],
): Promise<CalendarDrafts> {
  const prefix = `calendar:${paramOf(request, 'id')}:`;
  const drafts = await findDrafts(request.server.db, viewerOf(request).id, prefix);
  const found = forms.map((form) => {
    const place = calendarPlace(request, form);
    return [form, drafts.find((draft) => draft.place === place)] as const;
  });
  return Object.fromEntries(found.filter(([, draft]) => draft !== undefined));
}

/** What drafts hold, by the names of the fields; the version their pages showed is not theirs to say again. */
export function draftedFields(drafts: CalendarDrafts): CalendarFields {
  const written = Object.values(drafts).flatMap(({ content }) =>
    Object.keys(content).map((name) => [name, draftText(content, name)] as const),
  );
  return Object.fromEntries(written.filter(([name]) => name !== 'version'));
}

/** Says whether hours were being written before somebody changed the calendar. */
export const areHoursLate = ({ horaires }: CalendarDrafts, { version }: KeptCalendar): boolean =>
  horaires !== undefined && draftText(horaires.content, 'version') !== String(version);

/** What the form that brought a closure may have held: one day needs no last one. */
function sentFields(closure: ClosurePeriod): CalendarFields[] {
  const fields = closureFields(closure);
  return closure.from === closure.to ? [fields, { ...fields, au: '' }] : [fields];
}

type Kept = {
  form: CalendarForm;
  page: string;
  /** What the page says of the fields that count before anybody types. */
  initial: CalendarFields;
  /** Days that the calendar has already: a script may save after the form itself. */
  known?: readonly ClosurePeriod[];
};

/** Keeps what is being written about a calendar; what it says already is no draft. */
export function keepCalendarDraft(
  request: FastifyRequest,
  reply: FastifyReply,
  { form, page, initial, known = [] }: Kept,
): Promise<FastifyReply> {
  const typed = typedTexts(request.body);
  const says = (fields: CalendarFields) =>
    Object.entries(fields).every(([name, text]) => (typed[name] ?? '').trim() === text.trim());
  const isSent = says(initial) || known.some((closure) => sentFields(closure).some(says));
  const place = calendarPlace(request, form) ?? '';
  return answerEditingDraft(request, reply, { place, page, isSent });
}
