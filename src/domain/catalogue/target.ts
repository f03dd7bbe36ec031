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

/** What is wrong with a promise: not whole minutes above zero, or resolved before it is taken. */
export type TargetFault = 'not_positive' | 'resolved_before_taken';

/** Finds what is wrong with the promises somebody typed, by priority; empty when they can stand. */
export function targetFaults(targets: Targets): Partial<Record<Priority, TargetFault>> {
  const faults: Partial<Record<Priority, TargetFault>> = {};
  for (const priority of targetPriorities) {
    const { takeMinutes, resolveMinutes } = targets[priority];
    const isWhole = [takeMinutes, resolveMinutes].every(
      (minutes) => Number.isSafeInteger(minutes) && minutes > 0 && minutes < 2 ** 31,
    );
    if (!isWhole) faults[priority] = 'not_positive';
    else if (resolveMinutes < takeMinutes) faults[priority] = 'resolved_before_taken';
  }
  return faults;
}
