/** How pressing a ticket is, the least pressing first. */
export const targetPriorities = ['low', 'normal', 'high', 'urgent'] as const;
/** How pressing a ticket is. */
export type Priority = (typeof targetPriorities)[number];

/** Two promises, in minutes of working time: taken within, resolved within. */
export type Target = { takeMinutes: number; resolveMinutes: number };

/** What is promised at each priority. */
export type Targets = Readonly<Record<Priority, Target>>;

/** How long beside what is promised at normal priority. */
const share: Record<Priority, number> = { low: 2, normal: 1, high: 0.5, urgent: 0.25 };

/** Proposes promises for every priority out of the normal ones: twice as long when low, half when high, a quarter when urgent. */
export function targetsFrom(normal: Target): Targets {
  const at = (priority: Priority): Target => ({
    takeMinutes: Math.ceil(normal.takeMinutes * share[priority]),
    resolveMinutes: Math.ceil(normal.resolveMinutes * share[priority]),
  });
  return { low: at('low'), normal: at('normal'), high: at('high'), urgent: at('urgent') };
}

/** More working minutes than anything is promised in, near two years: a typing mistake. */
export const mostPromised = 250_000;

/** What is wrong with a promise: not whole minutes above zero, longer than any, or resolved before it is taken. */
export type TargetFault = 'not_positive' | 'too_long' | 'resolved_before_taken';

/** Finds what is wrong with one promise; null when it can stand. */
export function targetFault({ takeMinutes, resolveMinutes }: Target): TargetFault | null {
  const both = [takeMinutes, resolveMinutes];
  const isWhole = both.every((minutes) => Number.isSafeInteger(minutes) && minutes > 0);
  if (!isWhole) return 'not_positive';
  if (both.some((minutes) => minutes > mostPromised)) return 'too_long';
  return resolveMinutes < takeMinutes ? 'resolved_before_taken' : null;
}

/** Finds what is wrong with the promises somebody typed, by priority; empty when they can stand. */
export function targetFaults(targets: Targets): Partial<Record<Priority, TargetFault>> {
  const faults: Partial<Record<Priority, TargetFault>> = {};
  for (const priority of targetPriorities) {
    const fault = targetFault(targets[priority]);
    if (fault !== null) faults[priority] = fault;
  }
  return faults;
}
