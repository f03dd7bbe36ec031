import type { Calendar, Hours, Opening, WeeklyHours } from './calendar.ts';
import type { HolidayZone } from './holidays.ts';

/** Days that are not as usual, as they are kept: closed, or exceptionally open. */
export type ClosurePeriod = {
  label: string;
  /** First and last day, 2026-12-24. */
  from: string;
  to: string;
  kind: 'closed' | 'open';
  /** Closed or open at these hours, each of these days; an empty list of a closure: whole days. */
  hours: readonly Hours[];
};

/** A calendar as the tables keep it. */
export type StoredCalendar = {
  timeZone: string;
  holidayZone: HolidayZone | null;
  pentecostWorked: boolean;
  /** In order of date; the first one also counts for every day before it. */
  versions: readonly { validFrom: string; weekly: readonly WeeklyHours[] }[];
  closures: readonly ClosurePeriod[];
};

/** Makes of a calendar's rows what working time is computed from. */
export function compileCalendar(stored: StoredCalendar): Calendar {
  const { timeZone, holidayZone, pentecostWorked, versions, closures } = stored;
  const [first, ...later] = versions;
  return {
    timeZone,
    holidayZone,
    pentecostWorked,
    weekly: first?.weekly ?? [],
    changes: later.map(({ validFrom, weekly }) => ({ from: validFrom, weekly })),
    closures: closures
      .filter(({ kind }) => kind === 'closed')
      .map(({ label, from, to, hours }) => ({ label, from, to, hours })),
    openings: closures.filter(({ kind }) => kind === 'open').flatMap(openingsOf),
  };
}

function openingsOf({ label, from, to, hours }: ClosurePeriod): Opening[] {
  const first = Temporal.PlainDate.from(from);
  const { days } = first.until(to, { largestUnit: 'days' });
  return Array.from({ length: days + 1 }, (_, day) => `${first.add({ days: day })}`).flatMap(
    (date) => hours.map((opening) => ({ label, date, ...opening })),
  );
}
