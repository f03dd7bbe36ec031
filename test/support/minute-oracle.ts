import fc from 'fast-check';
import type { Calendar, Weekday } from '../../src/domain/calendar/calendar.ts';
import { HOLIDAY_ZONES, type HolidayZone, holidaysOf } from '../../src/domain/calendar/holidays.ts';

const holidayDates = new Map<string, Set<string>>();

function isHoliday(zone: HolidayZone, date: Temporal.PlainDate, pentecostWorked: boolean): boolean {
  const key = `${zone} ${date.year} ${pentecostWorked}`;
  const kept = () =>
    holidaysOf(zone, date.year).filter(({ code }) => !pentecostWorked || code !== 'whit_monday');
  const dates = holidayDates.get(key) ?? new Set(kept().map((day) => `${day.date}`));
  holidayDates.set(key, dates);
  return dates.has(`${date}`);
}

/**
 * The definition of working time, minute by minute, slow and obviously right. It shares
 * nothing with the computation it judges but the list of holidays, which has an oracle of its own.
 */
export function isOpen(calendar: Calendar, minute: number): boolean {
  const at = Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(
    calendar.timeZone,
  );
  const date = at.toPlainDate().toString();
  const wall = at.toPlainTime().toString({ smallestUnit: 'minute' });
  const within = (hours: { opens: string; closes: string }) =>
    hours.opens <= wall && wall < hours.closes;
  if (calendar.openings.some((opening) => opening.date === date && within(opening))) return true;
  const isClosed = calendar.closures.some(
    ({ from, to, hours = [] }) =>
      from <= date && date <= to && (hours.length === 0 || hours.some(within)),
  );
  if (isClosed) return false;
  const changes = calendar.changes.filter(({ from }) => from <= date);
  const last = changes.toSorted((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
  const weekly = last?.weekly ?? calendar.weekly;
  const usual = weekly.some((entry) => entry.weekday === at.dayOfWeek && within(entry));
  const { holidayZone, pentecostWorked } = calendar;
  return (
    usual && (holidayZone === null || !isHoliday(holidayZone, at.toPlainDate(), pentecostWorked))
  );
}

/** The minute since 1970 an instant falls in. */
export const minuteOf = (instant: Temporal.Instant) =>
  Math.floor(instant.epochMilliseconds / 60_000);

/** The days where calendars go wrong: clocks that change (also by half an hour, or at midnight), a day that never was, bank holidays. */
const TRICKY: readonly [timeZone: string, day: string][] = [
  ['Europe/Paris', '2026-03-28'],
  ['Europe/Paris', '2026-10-24'],
  ['Europe/Paris', '2024-02-28'],
  ['Europe/Paris', '2023-02-27'],
  ['Europe/Paris', '2025-12-30'],
  ['Europe/Paris', '2026-04-30'],
  ['Europe/Paris', '2026-05-23'],
  ['America/Miquelon', '2026-03-07'],
  ['America/Miquelon', '2026-10-31'],
  ['Indian/Reunion', '2026-12-18'],
  ['Pacific/Noumea', '2026-07-13'],
  ['Pacific/Wallis', '2026-11-09'],
  ['Australia/Lord_Howe', '2026-04-04'],
  ['Australia/Lord_Howe', '2026-10-03'],
  ['America/Sao_Paulo', '2018-02-17'],
  ['America/Sao_Paulo', '2018-11-03'],
  ['Pacific/Apia', '2011-12-29'],
];

const quarterHours = (quarters: number) =>
  `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;

const anyHours = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 40 }))
  .map(([start, length]) => ({
    opens: quarterHours(start),
    closes: quarterHours(Math.min(start + length, 96)),
  }));

const anyWeekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);

/** Any calendar, and an instant near a day where it may go wrong. */
export const anyCalendarAndStart = fc.constantFrom(...TRICKY).chain(([timeZone, firstDay]) => {
  const day = Temporal.PlainDate.from(firstDay);
  const aDay = fc.integer({ min: -1, max: 6 }).map((days) => day.add({ days }));
  const closure = fc
    .tuple(aDay, fc.integer({ min: 0, max: 2 }), fc.array(anyHours, { maxLength: 2 }))
    .map(([from, days, hours]) => ({
      label: '',
      from: `${from}`,
      to: `${from.add({ days })}`,
      hours,
    }));
  const opening = fc
    .tuple(aDay, anyHours)
    .map(([date, hours]) => ({ label: '', date: `${date}`, ...hours }));
  const weekly = fc.tuple(anyWeekday, anyHours).map(([weekday, hours]) => ({ weekday, ...hours }));
  const someWeekly = fc.array(weekly, { maxLength: 20 });
  const change = fc.record({ from: aDay.map(String), weekly: someWeekly });
  return fc.record({
    calendar: fc.record({
      timeZone: fc.constant(timeZone),
      weekly: someWeekly,
      changes: fc.uniqueArray(change, { maxLength: 2, selector: ({ from }) => from }),
      pentecostWorked: fc.boolean(),
      holidayZone: fc.option(fc.constantFrom(...HOLIDAY_ZONES)),
      closures: fc.array(closure, { maxLength: 2 }),
      openings: fc.array(opening, { maxLength: 3 }),
    }),
    start: fc
      .integer({ min: 0, max: 2 * 24 * 3600 })
      .map((seconds) => day.toZonedDateTime(timeZone).toInstant().add({ seconds })),
  });
});
