import { isTimeZone } from './calendar-faults.ts';
import type { ClosurePeriod } from './compile-calendar.ts';
import { type Found, type ImportedClosures, type ImportFault, sortOut } from './import-closures.ts';

type Property = { line: number; name: string; parameters: Map<string, string>; value: string };
type Code = ImportFault['code'];

/** When an event begins or ends: a whole day, or an instant. */
type Moment = { day: Temporal.PlainDate } | { at: Temporal.ZonedDateTime };

/**
 * Reads closures out of an iCalendar file (RFC 5545): each event is one, whole days or from an hour to another by the
 * clock of the calendar it goes to. Cancelled events are left out; those that repeat are refused.
 */
export function readClosuresIcs(text: string, timeZone: string): ImportedClosures {
  const properties = unfold(text.replace(/^\uFEFF/, '')).flatMap(readProperty);
  const [first] = properties;
  if (first?.name !== 'BEGIN' || first.value.toUpperCase() !== 'VCALENDAR') {
    return sortOut([{ line: 1, closure: 'not_a_calendar' }]);
  }
  const events = eventsIn(properties);
  const kept = events.filter((event) => event.one('STATUS')?.value.toUpperCase() !== 'CANCELLED');
  const found = kept.flatMap((event): Found[] => {
    const { line } = event;
    const closures = readEvent(event, timeZone);
    return typeof closures === 'string'
      ? [{ line, closure: closures }]
      : closures.map((closure) => ({ line, closure }));
  });
  return sortOut(found, events.length - kept.length);
}

/** A long line goes on in the next one, which then begins with a space. */
function unfold(text: string): { line: number; text: string }[] {
  const lines: { line: number; text: string }[] = [];
  for (const [index, part] of text.split(/\r\n|\n|\r/).entries()) {
    const last = lines.at(-1);
    if (last && /^[ \t]/.test(part)) last.text += part.slice(1);
    else lines.push({ line: index + 1, text: part });
  }
  return lines;
}

function readProperty({ line, text }: { line: number; text: string }): Property[] {
  const [, name, given, value] =
    /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:]*))*):(.*)$/.exec(text.trimEnd()) ?? [];
  if (name === undefined || given === undefined || value === undefined) return [];
  const parameters = [...given.matchAll(/;([\w-]+)=(?:"([^"]*)"|([^";:]*))/g)].map(
    ([, key = '', quoted, plain]) => [key.toUpperCase(), quoted ?? plain ?? ''] as const,
  );
  return [{ line, name: name.toUpperCase(), parameters: new Map(parameters), value }];
}

type Event = { line: number; one: (name: string) => Property | undefined };

/** The events of a calendar, without what is inside them (alarms). */
function eventsIn(properties: readonly Property[]): Event[] {
  const events: Event[] = [];
  const inside: string[] = [];
  let own: Property[] = [];
  for (const property of properties) {
    const part = property.value.toUpperCase();
    if (property.name === 'BEGIN') {
      inside.push(part);
      if (part === 'VEVENT') own = [property];
    } else if (property.name === 'END') {
      inside.pop();
      if (part === 'VEVENT') events.push(eventOf(own));
    } else if (inside.at(-1) === 'VEVENT') own.push(property);
  }
  return events;
}

const eventOf = (own: readonly Property[]): Event => ({
  line: own[0]?.line ?? 1,
  one: (name) => own.find((property) => property.name === name),
});

function readEvent({ one }: Event, timeZone: string): ClosurePeriod[] | Code {
  if (one('RRULE') || one('RDATE')) return 'repeats';
  const start = one('DTSTART');
  if (start === undefined) return 'no_start';
  const from = readMoment(start, timeZone);
  if (typeof from === 'string') return from;
  const to = readEnd({ end: one('DTEND'), duration: one('DURATION') }, from, timeZone);
  if (typeof to === 'string') return to;
  const label = unescaped(one('SUMMARY')?.value ?? '');
  return periodsOf({ label, kind: 'closed' }, startOf(from, timeZone), startOf(to, timeZone));
}

const unescaped = (text: string) =>
  text
    .replaceAll(/\\([\\;,nN])/g, (_, char: string) => (/n/i.test(char) ? ' ' : char))
    .replaceAll(/\s+/g, ' ')
    .trim();

function readMoment({ value, parameters }: Property, timeZone: string): Moment | Code {
  const [, date, time, utc] = /^(\d{8})(?:T(\d{6})(Z)?)?$/.exec(value) ?? [];
  if (date === undefined) return 'not_a_date';
  const zone = utc === undefined ? zoneNamed(parameters.get('TZID') ?? timeZone) : 'UTC';
  if (zone === null) return 'unknown_time_zone';
  try {
    if (time === undefined) return { day: Temporal.PlainDate.from(date) };
    const at = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone);
    return { at: at.withTimeZone(timeZone) };
  } catch {
    return 'not_a_date';
  }
}

/** What the messaging of many offices calls the places it has other names for (CLDR, windowsZones). */
const officeNames: Readonly<Record<string, string>> = {
  'Romance Standard Time': 'Europe/Paris',
  'W. Europe Standard Time': 'Europe/Berlin',
  'GMT Standard Time': 'Europe/London',
  'SA Western Standard Time': 'America/Martinique',
  'SA Eastern Standard Time': 'America/Cayenne',
  'Saint Pierre Standard Time': 'America/Miquelon',
  'Mauritius Standard Time': 'Indian/Reunion',
  'E. Africa Standard Time': 'Indian/Mayotte',
  'Central Pacific Standard Time': 'Pacific/Noumea',
  'Hawaiian Standard Time': 'Pacific/Tahiti',
  'UTC+12': 'Pacific/Wallis',
};

/** The place a file means: by its name, by the name its author gives it, or at the end of a longer one. */
function zoneNamed(name: string): string | null {
  const [, end = ''] = /\/([A-Za-z_]+\/[\w+-]+(?:\/\w+)?)$/.exec(name) ?? [];
  return [name, officeNames[name] ?? '', end].find(isTimeZone) ?? null;
}

/** Without an end, an event lasts the time it says, else its day, else no time at all. */
function readEnd(
  { end, duration }: { end: Property | undefined; duration: Property | undefined },
  from: Moment,
  timeZone: string,
): Moment | Code {
  if (end !== undefined) return readMoment(end, timeZone);
  try {
    const lasts = Temporal.Duration.from(duration?.value ?? ('day' in from ? 'P1D' : 'PT0S'));
    return 'day' in from ? { day: from.day.add(lasts) } : { at: from.at.add(lasts) };
  } catch {
    return 'not_a_date';
  }
}

const startOf = (moment: Moment, timeZone: string): Temporal.PlainDateTime =>
  'day' in moment
    ? moment.day.toPlainDateTime()
    : moment.at.withTimeZone(timeZone).toPlainDateTime().round({
        smallestUnit: 'minute',
        roundingMode: 'floor',
      });

/** Cuts a stretch of the wall clock into whole days, and the parts of the days it begins and ends in. */
function periodsOf(
  common: Pick<ClosurePeriod, 'label' | 'kind'>,
  from: Temporal.PlainDateTime,
  to: Temporal.PlainDateTime,
): ClosurePeriod[] | Code {
  if (Temporal.PlainDateTime.compare(from, to) >= 0) return 'ends_before_start';
  const time = (at: Temporal.PlainDateTime) =>
    at.toPlainTime().toString({ smallestUnit: 'minute' });
  const [opens, closes] = [time(from), time(to)];
  const part = (day: Temporal.PlainDate, from: string, to: string): ClosurePeriod => ({
    ...common,
    from: `${day}`,
    to: `${day}`,
    hours: [{ opens: from, closes: to }],
  });
  let [first, last] = [from.toPlainDate(), to.toPlainDate()];
  if (first.equals(last)) return [part(first, opens, closes)];
  const periods: ClosurePeriod[] = [];
  if (opens !== '00:00') {
    periods.push(part(first, opens, '24:00'));
    first = first.add({ days: 1 });
  }
  // The end is the first moment that is no longer closed.
  const tail = closes === '00:00' ? [] : [part(last, '00:00', closes)];
  last = last.subtract({ days: 1 });
  if (Temporal.PlainDate.compare(first, last) <= 0) {
    periods.push({ ...common, from: `${first}`, to: `${last}`, hours: [] });
  }
  return [...periods, ...tail];
}
