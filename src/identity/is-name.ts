/** Something of a protocol's that names: short, and of one line. */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^\P{Cc}{1,255}$/u.test(value);
