/** The first year that people mean: « 0026 » is « 2026 » typed in haste, and no database keeps the year 0. */
export const firstYear = 1000;

/** Reads a day as a browser sends it (2026-12-31) or as one writes it (31/12/2026); undefined when it is neither. */
export function readDay(text: string): Temporal.PlainDate | undefined {
  const day = calendarDay(text);
  return day !== undefined && day.year >= firstYear ? day : undefined;
}

function calendarDay(text: string): Temporal.PlainDate | undefined {
  const [, day, month, year] = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text.trim()) ?? [];
  try {
    if (day !== undefined && month !== undefined && year !== undefined) {
      const fields = { day: Number(day), month: Number(month), year: Number(year) };
      return Temporal.PlainDate.from(fields, { overflow: 'reject' });
    }
    return /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? Temporal.PlainDate.from(text.trim()) : undefined;
  } catch (error) {
    // The calendar has no such day.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
