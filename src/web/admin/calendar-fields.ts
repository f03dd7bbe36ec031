import { z } from 'zod';
import type { CalendarPlace } from '../../domain/calendar/add-calendar.ts';
import type { Hours, WeeklyHours } from '../../domain/calendar/calendar.ts';
import {
  type ClosureFault,
  closureFaults,
  type HoursFault,
  isNear,
  isTimeZone,
  longestLabel,
  mostDays,
  readDate,
  weeklyFaults,
} from '../../domain/calendar/calendar-faults.ts';
import type { ClosurePeriod } from '../../domain/calendar/compile-calendar.ts';
import { HOLIDAY_ZONES } from '../../domain/calendar/holidays.ts';
import { readDay } from '../../platform/text/read-day.ts';
import type { T } from '../../ui/texts.ts';
import { type FormReading, readForm } from '../forms.ts';
import { weekdays } from './calendar-words.ts';

/** How long the name of a calendar, and the label of special days, may be. */
export const calendarLimits = { nom: 80, libelle: longestLabel, horaires: 200 } as const;

/** The choice of no public holidays. */
export const noHolidays = 'aucun';

/** The forms of a calendar as typed, by the names of their fields. */
export type CalendarFields = Readonly<Record<string, string>>;

/** What a form gave, or what to correct. */
type Reading<Values> = { ok: true; values: Values } | { ok: false; errors: Record<string, string> };

/** The name of a calendar, as a form asks for it. */
export const calendarName = z
  .string('calendar:place.nameMissing')
  .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
  .pipe(z.string().min(1, 'calendar:place.nameMissing').max(calendarLimits.nom));

const placeForm = z.object({
  nom: calendarName,
  fuseau: z.string().refine(isTimeZone),
  zone: z.enum([noHolidays, ...HOLIDAY_ZONES]),
  pentecote: z.enum(['ferie', 'travaille']),
});

/** Reads what a calendar is called, where it is, and its public holidays. */
export function readPlace(body: unknown, t: T): FormReading<CalendarPlace> {
  const form = readForm(placeForm, body, t);
  if (!form.ok) return form;
  const { nom: name, fuseau: timeZone, zone, pentecote } = form.values;
  const holidayZone = zone === noHolidays ? null : zone;
  return {
    ok: true,
    values: { name, timeZone, holidayZone, pentecostWorked: pentecote === 'travaille' },
  };
}

const faultKeys = {
  not_a_time: 'notATime',
  closes_before_opens: 'closesBeforeOpens',
  overlap: 'overlap',
} as const satisfies Record<HoursFault, string>;

const stretch = /^(\d{1,2})(?:[:h](\d\d)?)?\s*(?:[-–—]|à)\s*(\d{1,2})(?:[:h](\d\d)?)?$/i;

const clockTime = (hour: string, minute = '00') => `${hour.padStart(2, '0')}:${minute}`;

/** Reads « 08:00–12:00, 13h–18h30 »; what cannot be read is kept as it is, to be refused by its fault. */
export function readHours(text: string): Hours[] {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const [, from, fromMinute, to, toMinute] = stretch.exec(part) ?? [];
      if (from === undefined || to === undefined) return { opens: part, closes: part };
      return { opens: clockTime(from, fromMinute), closes: clockTime(to, toMinute) };
    });
}

type HoursForm = { validFrom: Temporal.PlainDate; weekly: WeeklyHours[] };

/** Reads the hours of a week and the day they count from, the given one at the earliest. */
export function readWeek(
  fields: CalendarFields,
  first: Temporal.PlainDate,
  t: T,
): Reading<HoursForm> {
  const weekly = weekdays.flatMap((weekday) =>
    readHours(fields[`jour${String(weekday)}`] ?? '').map((hours) => ({ weekday, ...hours })),
  );
  const errors: Record<string, string> = {};
  const validFrom = readDay(fields['depuis'] ?? '');
  if (validFrom === undefined) errors['depuis'] = t('calendar:hours.dateMissing');
  else if (Temporal.PlainDate.compare(validFrom, first) < 0) {
    errors['depuis'] = t('calendar:hours.datePast');
  } else if (!isNear(validFrom)) errors['depuis'] = t('calendar:hours.dateFar');
  const faults = weeklyFaults(weekly);
  for (const weekday of weekdays) {
    const fault = faults.get(weekday);
    const day = t(`calendar:weekday.${weekday}`);
    if (fault) errors[`jour${String(weekday)}`] = t(`calendar:hours.${faultKeys[fault]}`, { day });
  }
  if (validFrom === undefined || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, values: { validFrom, weekly } };
}

/** Reads a closure or an exceptional opening; one day when no last one is given. */
export function readClosure(fields: CalendarFields, t: T): Reading<ClosurePeriod> {
  const text = (name: string) => (fields[name] ?? '').trim();
  // As people write it, too: not every browser shows a calendar to choose from.
  const day = (name: string) => readDay(text(name))?.toString() ?? text(name);
  const from = day('du');
  const closure: ClosurePeriod = {
    ...{ label: text('libelle'), from, to: day('au') || from },
    kind: text('genre') === 'open' ? 'open' : 'closed',
    hours: readHours(text('horaires')),
  };
  const errors = Object.assign(
    {},
    ...closureFaults(closure).map((fault) => closureError(fault, closure, t)),
  ) as Record<string, string>;
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, values: closure };
}

function closureError(fault: ClosureFault, closure: ClosurePeriod, t: T): Record<string, string> {
  const day = t('calendar:closures.hours');
  switch (fault) {
    case 'no_label':
      return { libelle: t('calendar:closures.noLabel') };
    case 'label_too_long':
      return { libelle: t('errors:field.tooLong', { count: longestLabel }) };
    case 'not_a_date':
      return {
        [closure.from === closure.to || readDate(closure.from) === null ? 'du' : 'au']: t(
          'calendar:closures.notADate',
        ),
      };
    case 'ends_before_start':
      return { au: t('calendar:closures.endsBeforeStart') };
    case 'too_long':
      return { au: t('calendar:closures.tooLong', { count: mostDays }) };
    case 'no_hours':
      return { horaires: t('calendar:closures.noHours') };
    case 'not_a_time':
      return { horaires: t('calendar:hours.notATime', { day }) };
    case 'closes_before_opens':
      return { horaires: t('calendar:hours.closesBeforeOpens', { day }) };
    case 'overlap':
      return { horaires: t('calendar:hours.overlap', { day }) };
  }
}
