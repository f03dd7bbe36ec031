import { readDate } from '../../domain/calendar/calendar-faults.ts';
import { describeDuration } from '../../domain/calendar/describe-delay.ts';
import { usualDayMinutes } from '../../domain/calendar/working-time.ts';
import {
  mostPromised,
  type Priority,
  type Target,
  type TargetFault,
  type Targets,
  targetFault,
  targetPriorities,
} from '../../domain/catalogue/target.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import { formatDuration, parseDuration } from '../../platform/text/delays.ts';
import type { Lang } from '../../platform/text/lang.ts';
import type { T } from '../../ui/texts.ts';
import { draftText } from '../draft-notice.tsx';
import type { TargetSheet } from './target-view.ts';

/** How long a duration may be written. */
export const durationLength = 40;

/** The priorities as they are shown, the most pressing first. */
export const shownPriorities: readonly Priority[] = targetPriorities.toReversed();

/** The field of how soon a ticket of a priority is taken. */
export const takeName = (priority: Priority) => `prise-${priority}`;
/** The field of how soon a ticket of a priority is resolved. */
export const resolveName = (priority: Priority) => `resolution-${priority}`;

/** The form of promises as typed, by the names of its fields; `vu` says what its page showed. */
export type TargetFields = Readonly<Record<string, string>>;

const names = [...targetPriorities.flatMap((one) => [takeName(one), resolveName(one)]), 'vu'];

const byDefault = 'defaut';

/** What a page showed, for its form to say: what a nature promises of its own, or that it follows the default. */
const seenText = ({ isOwn, targets }: TargetSheet): string =>
  isOwn
    ? targetPriorities
        .map((priority) => Object.values(targets[priority]).map(String).join('-'))
        .join(',')
    : byDefault;

/** What a form had seen; what nothing ever promises when it does not say. */
export function seenTargets(text: string): Targets | null {
  if (text === byDefault) return null;
  const parts = text.split(',').map((part) => part.split('-').map(Number));
  const at = (index: number): Target => ({
    takeMinutes: parts[index]?.[0] ?? 0,
    resolveMinutes: parts[index]?.[1] ?? 0,
  });
  return { low: at(0), normal: at(1), high: at(2), urgent: at(3) };
}

/** A working time in the usual days of those who promise it, « 2 jours ouvrés et 4 h ». */
export function durationWords(
  { calendar }: Pick<TargetSheet, 'calendar'>,
  minutes: number,
  { now, lang }: { now: Temporal.Instant; lang: Lang },
): string {
  return formatDuration(describeDuration(calendar, minutes, now), lang);
}

/** What the form holds before anybody types. */
export function targetFields(
  sheet: TargetSheet,
  told: { now: Temporal.Instant; lang: Lang },
): TargetFields {
  const written = targetPriorities.flatMap((priority) => {
    const { takeMinutes, resolveMinutes } = sheet.targets[priority];
    return [
      [takeName(priority), durationWords(sheet, takeMinutes, told)],
      [resolveName(priority), durationWords(sheet, resolveMinutes, told)],
    ] as const;
  });
  return { ...Object.fromEntries(written), vu: seenText(sheet) };
}

/** The form as it was sent or left in a draft. */
export const filledTargets = (content: DraftContent): TargetFields =>
  Object.fromEntries(names.map((name) => [name, draftText(content, name)]));

/** What a form says of each priority; null where a duration cannot be read. */
export type TypedTargets = Readonly<Record<Priority, TypedTarget>>;
type TypedTarget = { takeMinutes: number | null; resolveMinutes: number | null };

/** Reads the promises somebody typed, priority by priority. */
export function typedTargets(
  { calendar }: TargetSheet,
  fields: TargetFields,
  now: Temporal.Instant,
): TypedTargets {
  const day = usualDayMinutes(calendar, now);
  const at = (priority: Priority): TypedTarget => ({
    takeMinutes: parseDuration(fields[takeName(priority)] ?? '', day),
    resolveMinutes: parseDuration(fields[resolveName(priority)] ?? '', day),
  });
  return { low: at('low'), normal: at('normal'), high: at('high'), urgent: at('urgent') };
}

const areRead = (typed: TypedTargets): typed is Targets =>
  targetPriorities.every((one) => Object.values(typed[one]).every((minutes) => minutes !== null));

const faultKeys = {
  not_positive: 'notPositive',
  too_long: 'tooLong',
  resolved_before_taken: 'resolvedBeforeTaken',
} as const satisfies Record<TargetFault, string>;

type PromiseName = 'take' | 'resolve';
type Reading = { ok: true; targets: Targets } | { ok: false; errors: Record<string, string> };

type Wrong = 'notADuration' | (typeof faultKeys)[TargetFault];

/** What is wrong with a field of a priority; null when it can stand. */
function wrongWith(
  minutes: { take: number | null; resolve: number | null },
  promise: PromiseName,
): Wrong | null {
  if (minutes[promise] === null) return 'notADuration';
  // What cannot be read is told by itself: beside it, only what is wrong with the other promise.
  const target = {
    takeMinutes: minutes.take ?? 1,
    resolveMinutes: minutes.resolve ?? mostPromised,
  };
  const fault = targetFault(target);
  const isTake = target.takeMinutes === 0 || target.takeMinutes > mostPromised;
  return fault !== null && isTake === (promise === 'take') ? faultKeys[fault] : null;
}

/** Reads the form of promises: what is promised from now on, or what to correct. */
export function readTargetForm(
  sheet: TargetSheet,
  fields: TargetFields,
  { now, t }: { now: Temporal.Instant; t: T },
): Reading {
  const day = usualDayMinutes(sheet.calendar, now);
  const errors: Record<string, string> = {};
  const say = (wrong: Wrong, priority: Priority, promise: PromiseName): string => {
    const words = { priority: t(`target:priority.${priority}`) };
    const where = t('target:form.where', { ...words, promise: t(`target:form.${promise}Where`) });
    const key = wrong === 'notADuration' && day === 0 ? 'notHours' : wrong;
    return t(`target:form.${key}`, { where });
  };
  const typed = typedTargets(sheet, fields, now);
  for (const priority of shownPriorities) {
    const { takeMinutes, resolveMinutes } = typed[priority];
    const minutes = { take: takeMinutes, resolve: resolveMinutes };
    const [take, resolve] = [wrongWith(minutes, 'take'), wrongWith(minutes, 'resolve')];
    if (take) errors[takeName(priority)] = say(take, priority, 'take');
    if (resolve) errors[resolveName(priority)] = say(resolve, priority, 'resolve');
  }
  const isWhole = Object.keys(errors).length === 0;
  return isWhole && areRead(typed) ? { ok: true, targets: typed } : { ok: false, errors };
}

/** Says whether a form promises exactly this. */
export const promisesTheSame = (one: TypedTargets, other: Targets): boolean =>
  targetPriorities.every(
    (priority) =>
      one[priority].takeMinutes === other[priority].takeMinutes &&
      one[priority].resolveMinutes === other[priority].resolveMinutes,
  );

/** The names of the day and the time to try promises at; they are asked, never kept. */
export const triedNames = { day: '_jour', time: '_heure' } as const;

/** Reads the instant to try promises at; null when none is said, or not well. */
export function readTried(
  { calendar }: TargetSheet,
  { day, time }: { day: string; time: string },
): Temporal.Instant | null {
  const date = readDate(day);
  if (date === null || !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) return null;
  if (date.year < 2000 || date.year > 2100) return null;
  return date.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time }).toInstant();
}
