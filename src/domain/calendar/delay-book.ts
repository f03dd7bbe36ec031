import { type Priority, type Target, type Targets, targetPriorities } from '../catalogue/target.ts';
import type { Calendar } from './calendar.ts';

/** Every calendar and every promise of the desk, as they stand: what délais are computed with. */
export type DelayBook = {
  readonly usual: Calendar;
  /** By team; those that have none of their own are not there. */
  readonly byTeam: ReadonlyMap<number, Calendar>;
  /** By nature and priority, see targetKey. */
  readonly targets: ReadonlyMap<string, Target>;
};

/** Where the promise of a nature at a priority is; no nature: the default one. */
export const targetKey = (categoryId: number | null, priority: Priority): string =>
  `${String(categoryId ?? '')} ${priority}`;

/** The hours of a team, or of the desk when the team has none of its own. */
export function calendarOf(book: DelayBook, teamId: number): Calendar {
  return book.byTeam.get(teamId) ?? book.usual;
}

/** What is promised for a nature at a priority. */
export function targetOf(book: DelayBook, categoryId: number, priority: Priority): Target {
  const target =
    book.targets.get(targetKey(categoryId, priority)) ??
    book.targets.get(targetKey(null, priority));
  if (target === undefined) throw new Error(`nothing is promised at the priority ${priority}`);
  return target;
}

/** What a nature promises at each priority, whether of its own or as the default says; no nature: the default. */
export function targetsOf(book: DelayBook, categoryId: number | null): Targets {
  const at = (priority: Priority): Target => targetOf(book, categoryId ?? 0, priority);
  return { low: at('low'), normal: at('normal'), high: at('high'), urgent: at('urgent') };
}

/** Says whether a nature promises something of its own; otherwise it follows the default. */
export function hasOwnTargets(book: DelayBook, categoryId: number): boolean {
  return targetPriorities.some((priority) => book.targets.has(targetKey(categoryId, priority)));
}
