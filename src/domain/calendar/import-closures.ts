import { type ClosureFault, closureFault } from './calendar-faults.ts';
import type { ClosurePeriod } from './compile-calendar.ts';

/** What is wrong with a line, or an event, of a file of closures. */
export type ImportFault = {
  /** From 1, where the line or the event begins. */
  line: number;
  code:
    | ClosureFault
    /** Not two or three cells: first day, last day, label. */
    | 'not_three_columns'
    | 'open_quote'
    /** A label that a spreadsheet would compute: no closure is called so. */
    | 'formula'
    | 'not_a_calendar'
    | 'no_start'
    /** An event that comes back every week or year: closures are given one by one. */
    | 'repeats'
    | 'unknown_time_zone'
    | 'too_many';
};

/** What a file of closures holds: those that can stand, and what is wrong with the others. */
export type ImportedClosures = {
  closures: ClosurePeriod[];
  faults: ImportFault[];
  /** Events that are told as cancelled, and left out. */
  cancelled: number;
};

/** More closures than any file has: something else was sent. */
export const mostImported = 1000;

/** A line, or an event, as it was read: a closure, or why it is none. */
export type Found = { line: number; closure: ClosurePeriod | ImportFault['code'] };

/** A label that a spreadsheet would take for a formula, should it ever be written in one. */
const isFormula = ({ label }: ClosurePeriod) => /^\s*[=+@\-\uFF1D\uFF0B\uFF0D\uFF20]/.test(label);

function faultOf(closure: Found['closure']): ImportFault['code'] | null {
  if (typeof closure === 'string') return closure;
  return isFormula(closure) ? 'formula' : closureFault(closure);
}

/** Keeps the closures that can stand, tells what is wrong with the others. */
export function sortOut(found: readonly Found[], cancelled = 0): ImportedClosures {
  const closures: ClosurePeriod[] = [];
  const faults: ImportFault[] = [];
  for (const { line, closure } of found.slice(0, mostImported)) {
    const code = faultOf(closure);
    if (code !== null) faults.push({ line, code });
    else if (typeof closure !== 'string') closures.push(closure);
  }
  const tooMany = found[mostImported];
  if (tooMany) faults.push({ line: tooMany.line, code: 'too_many' });
  return { closures, faults, cancelled };
}
