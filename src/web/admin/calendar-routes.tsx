import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addCalendar } from '../../domain/calendar/add-calendar.ts';
import { readDate } from '../../domain/calendar/calendar-faults.ts';
import { addClosures, editClosure, removeClosure } from '../../domain/calendar/change-closures.ts';
import { compileCalendar } from '../../domain/calendar/compile-calendar.ts';
import { describeCalendar, makeDefaultCalendar } from '../../domain/calendar/describe-calendar.ts';
import { dropHours, firstChangeableDay, setHours } from '../../domain/calendar/set-hours.ts';
import { yearView } from '../../domain/calendar/year-view.ts';
import { paths } from '../../paths.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { readForm, typedTexts } from '../forms.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { sendAuditHistory } from './audit-history.tsx';
import { type CalendarForm, calendarPlace, keepCalendarDraft } from './calendar-drafts.ts';
import { calendarName, readClosure, readPlace, readWeek } from './calendar-fields.ts';
import { copyName } from './calendar-hours.tsx';
import {
  calendarOf,
  changeAndReturn,
  closureIdOf,
  orderOf,
  sendCalendar,
  sendClosure,
  todayOf,
} from './calendar-reply.tsx';
import { changeTeam } from './calendar-team-route.ts';
import { closureFields, newClosureFields, readCalendarDesk, weekFields } from './calendar-view.ts';
import { CalendarYearPage, firstYear, lastYear } from './calendar-year-page.tsx';
import { CalendarsPage } from './calendars-page.tsx';
import { idOf, paramOf, patternOf, say, textOf } from './editing.ts';

const pageOf = (request: FastifyRequest): string => paths.calendarEditing(idOf(request));

const closurePageOf = (request: FastifyRequest): string =>
  paths.calendarClosure(idOf(request), closureIdOf(request));

/** The calendars: administrators change them, leads read those of their teams. */
export function registerCalendarRoutes(app: FastifyInstance): void {
  const config = { access: 'lead' } as const;
  const decides = { access: 'administrator' } as const;
  const acting = { access: 'administrator', returnTo: pageOf } as const;
  const ofClosure = (path: typeof paths.calendarClosure) =>
    patternOf((id) => path(id, ':fermeture'));
  app.get(paths.calendarDesk(), { config }, (request, reply) => showCalendars(request, reply));
  app.post(paths.calendarDesk(), { config: decides }, add);
  app.get(patternOf(paths.calendarEditing), { config }, (request, reply) =>
    sendCalendar(request, reply),
  );
  app.post(patternOf(paths.calendarEditing), { config: acting }, describe);
  app.post(patternOf(paths.calendarDefault), { config: acting }, makeDefault);
  const kept = (form: CalendarForm) => {
    const draftPlace = (request: FastifyRequest) => calendarPlace(request, form);
    return { config: { ...acting, draftPlace } };
  };
  app.post(patternOf(paths.calendarHours), kept('horaires'), changeHours);
  app.post(patternOf(paths.calendarHoursDraft), kept('horaires'), keepHours);
  app.post(
    patternOf((id) => paths.calendarHoursEnd(id, ':depuis')),
    { config: acting },
    giveUpHours,
  );
  app.post(patternOf(paths.calendarClosures), kept('jours'), addClosure);
  app.post(patternOf(paths.calendarClosuresDraft), kept('jours'), keepNewDays);
  app.get(ofClosure(paths.calendarClosure), { config: decides }, (request, reply) =>
    sendClosure(request, reply),
  );
  const { config: changing } = kept('jours-modifies');
  const ofOne = { config: { ...changing, returnTo: closurePageOf } };
  app.post(ofClosure(paths.calendarClosure), ofOne, changeClosure);
  app.post(ofClosure(paths.calendarClosureDraft), ofOne, keepClosure);
  app.post(ofClosure(paths.calendarClosureEnd), { config: acting }, endClosure);
  app.post(patternOf(paths.calendarTeams), { config: acting }, changeTeam);
  app.get(patternOf(paths.calendarYear), { config }, showYear);
  app.get(patternOf(paths.calendarHistory), { config }, showHistory);
}

async function showCalendars(
  request: FastifyRequest,
  reply: FastifyReply,
  sent: { name: string; errors?: Record<string, string> } = { name: '' },
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { calendars } = await readCalendarDesk(db, viewerOf(request));
  const ctx = pageContext(request);
  const page = <CalendarsPage {...{ ctx, calendars, now: clock(), ...sent }} />;
  return sendPage(request, reply, page, sent.errors ? 422 : 200);
}

async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const name = textOf(request.body, 'nom');
  const form = readForm(z.object({ nom: calendarName }), request.body, t);
  if (!form.ok) return showCalendars(request, reply, { name, errors: form.errors });
  const viewer = viewerOf(request);
  const { calendars } = await readCalendarDesk(db, viewer);
  const usual = calendars.find(({ isDefault }) => isDefault);
  if (usual === undefined) throw new Error('the desk has no default calendar');
  const { timeZone, holidayZone, pentecostWorked, versions } = usual.stored;
  const place = { name: form.values.nom, timeZone, holidayZone, pentecostWorked };
  const weekly = versions.at(-1)?.weekly ?? [];
  const id = await addCalendar(db, { ...place, actorId: viewer.id, weekly }, clock());
  if (id === null) {
    const errors = { nom: t('calendar:place.nameTaken') };
    return showCalendars(request, reply, { name, errors });
  }
  say(request, reply, 'calendar:add.done');
  return seeOther(reply, paths.calendarEditing(id));
}

async function describe(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const form = readPlace(request.body, t);
  if (!form.ok) return sendCalendar(request, reply, { errors: form.errors });
  const order = { ...orderOf(request), ...form.values };
  try {
    if (!(await describeCalendar(db, order, clock()))) {
      const errors = { nom: t('calendar:place.nameTaken') };
      return await sendCalendar(request, reply, { errors });
    }
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return sendCalendar(request, reply, { isLate: true });
  }
  say(request, reply, 'calendar:place.saved');
  return seeOther(reply, pageOf(request));
}

function makeDefault(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  return changeAndReturn(request, reply, {
    act: () => makeDefaultCalendar(db, orderOf(request), clock()),
    done: 'calendar:teams.madeDefault',
  });
}

async function changeHours(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const fields = typedTexts(request.body);
  if (textOf(request.body, copyName) !== '') {
    const monday = fields['jour1'] ?? '';
    const copied = { jour2: monday, jour3: monday, jour4: monday, jour5: monday };
    return sendCalendar(request, reply, { copied });
  }
  const { calendar } = await calendarOf(request);
  const first = firstChangeableDay(calendar.stored.timeZone, clock());
  const form = readWeek(fields, first, t);
  if (!form.ok) return sendCalendar(request, reply, { form: 'horaires', errors: form.errors });
  return changeAndReturn(request, reply, {
    form: 'horaires',
    act: () => setHours(db, { ...orderOf(request), ...form.values }, clock()),
    done: 'calendar:hours.saved',
  });
}

async function keepHours(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { calendar } = await calendarOf(request);
  const initial = weekFields(calendar, todayOf(request, calendar));
  return keepCalendarDraft(request, reply, { form: 'horaires', page: pageOf(request), initial });
}

async function keepNewDays(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { stored } = (await calendarOf(request)).calendar;
  const kept = { page: pageOf(request), initial: newClosureFields, known: stored.closures };
  return keepCalendarDraft(request, reply, { form: 'jours', ...kept });
}

async function keepClosure(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { calendar } = await calendarOf(request);
  const closure = calendar.stored.closures.find(({ id }) => id === closureIdOf(request));
  if (closure === undefined) throw new NotFound('closure');
  const [form, page] = ['jours-modifies', closurePageOf(request)] as const;
  return keepCalendarDraft(request, reply, { form, page, initial: closureFields(closure) });
}

function giveUpHours(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const validFrom = readDate(paramOf(request, 'depuis'));
  if (validFrom === null) throw new NotFound('malformed date');
  return changeAndReturn(request, reply, {
    act: () => dropHours(db, { ...orderOf(request), validFrom }, clock()),
    done: 'calendar:hours.dropped',
  });
}

async function addClosure(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const form = readClosure(typedTexts(request.body), pageContext(request).t);
  if (!form.ok) return sendCalendar(request, reply, { form: 'jours', errors: form.errors });
  return changeAndReturn(request, reply, {
    form: 'jours',
    act: () => addClosures(db, { ...orderOf(request), closures: [form.values] }, clock()),
    done: 'calendar:closures.added',
  });
}

async function changeClosure(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const closureId = closureIdOf(request);
  const form = readClosure(typedTexts(request.body), pageContext(request).t);
  const name = 'jours-modifies';
  if (!form.ok) return sendClosure(request, reply, { form: name, errors: form.errors });
  return changeAndReturn(request, reply, {
    form: name,
    act: () => editClosure(db, { ...orderOf(request), closureId, closure: form.values }, clock()),
    done: 'calendar:closures.edited',
    sendBack: sendClosure,
  });
}

function endClosure(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const closureId = closureIdOf(request);
  return changeAndReturn(request, reply, {
    act: () => removeClosure(db, { ...orderOf(request), closureId }, clock()),
    done: 'calendar:closures.removed',
  });
}

async function showYear(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { calendar } = await calendarOf(request);
  const asked = textOf(request.query, 'annee');
  const year = asked === '' ? todayOf(request, calendar).year : Number(asked);
  if (!Number.isInteger(year) || year < firstYear || year > lastYear) throw new NotFound('year');
  const days = yearView(compileCalendar(calendar.stored), year);
  const ctx = pageContext(request);
  return sendPage(request, reply, <CalendarYearPage {...{ ctx, calendar, year, days }} />);
}

async function showHistory(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { calendar } = await calendarOf(request);
  return sendAuditHistory(request, reply, {
    thing: `calendar:${String(calendar.id)}`,
    eyebrow: calendar.name,
    above: [
      { label: pageContext(request).t('calendar:title'), href: paths.calendarDesk() },
      { label: calendar.name, href: paths.calendarEditing(calendar.id) },
    ],
    older: (avant) => paths.calendarHistory(calendar.id, { avant }),
  });
}
