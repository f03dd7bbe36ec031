import { fold } from '../../platform/text/compare.ts';
import { deskTimeZone } from '../../platform/text/dates.ts';
import { firstYear } from '../../platform/text/read-day.ts';

/** Days from the first to the last, both included; null leaves that side open. */
export interface Period {
  readonly first: Temporal.PlainDate | null;
  readonly last: Temporal.PlainDate | null;
}

const onPaper = /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/;
const inOrder = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;

/** Reads a day, a month or a year: « 01/09/2026 », « 2026-09-01 », « 09/2026 », « 2026 », « hier ». */
function readPeriod(text: string, today: Temporal.PlainDate): Period | null {
  const said = fold(text.trim());
  if (said === "aujourd'hui") return { first: today, last: today };
  if (said === 'hier') {
    const day = today.subtract({ days: 1 });
    return { first: day, last: day };
  }
  const [, paperDay, paperMonth, paperYear] = onPaper.exec(said) ?? [];
  const [, orderYear, orderMonth, orderDay] = inOrder.exec(said) ?? [];
  const [year, month, day] = [
    paperYear ?? orderYear,
    paperMonth ?? orderMonth,
    paperDay ?? orderDay,
  ].map((part) => (part === undefined ? undefined : Number(part)));
  if (year === undefined || year < firstYear) return null;
  try {
    return periodOf(year, month, day);
  } catch (error) {
    // The calendar has no such day.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function periodOf(year: number, month: number | undefined, day: number | undefined): Period {
  const date = { year, month: month ?? 1, day: day ?? 1 };
  const first = Temporal.PlainDate.from(date, { overflow: 'reject' });
  if (day !== undefined) return { first, last: first };
  const length = month === undefined ? { years: 1 } : { months: 1 };
  return { first, last: first.add(length).subtract({ days: 1 }) };
}

const units = [
  { name: /^j(ours?)?$/, length: 'days' },
  { name: /^s(em(aines?)?)?$/, length: 'weeks' },
  { name: /^m(ois)?$/, length: 'months' },
  { name: /^an(nee)?s?$|^a$/, length: 'years' },
] as const;

/** Reads how far back to look: « 7j », « 2 semaines », « 3 mois », « 1 an ». */
function readSince(text: string, today: Temporal.PlainDate): Period | null {
  const [, count, name = ''] = /^(\d{1,3})\s*([a-z]+)$/.exec(fold(text.trim())) ?? [];
  const unit = units.find((one) => one.name.test(name));
  if (count === undefined || unit === undefined) return null;
  return { first: today.subtract({ [unit.length]: Number(count) }), last: null };
}

/** Reads the value of a filter on dates; null when it names no date. */
export function readDates(
  key: 'du' | 'au' | 'date' | 'depuis',
  value: string,
  now: Temporal.Instant,
): Period | null {
  const today = now.toZonedDateTimeISO(deskTimeZone).toPlainDate();
  const since = key === 'depuis' ? readSince(value, today) : null;
  const period = since ?? readPeriod(value, today);
  if (period === null || key === 'date' || since !== null) return period;
  return key === 'au' ? { first: null, last: period.last } : { first: period.first, last: null };
}
