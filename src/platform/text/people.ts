/** What is needed to write somebody's name. */
export type Named = { firstName: string; lastName: string };

const join = (...parts: string[]) => parts.filter((part) => part !== '').join(' ');

/** Writes a person as lists do, « DUPONT Marie » (capitals keep their accents). */
export function displayName({ firstName, lastName }: Named): string {
  return join(lastName.trim().toLocaleUpperCase('fr'), firstName.trim());
}

/** Writes a person as one speaks to them, « Marie Dupont ». */
export function fullName({ firstName, lastName }: Named): string {
  return join(firstName.trim(), lastName.trim());
}

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

function initial(name: string): string {
  for (const { segment } of graphemes.segment(name.trim())) return segment.toLocaleUpperCase('fr');
  return '';
}

/** Gives a person's initials, « MD » for Marie Dupont; whole letters even when made of several code points. */
export function initials({ firstName, lastName }: Named): string {
  return initial(firstName) + initial(lastName);
}
