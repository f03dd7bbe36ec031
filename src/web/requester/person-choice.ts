import type { Person, ProfileCard } from '../../domain/people/person.ts';
import { findProfileCard, searchPeople } from '../../domain/people/person-queries.ts';
import type { Db } from '../../domain/tables.ts';

/** How a form names somebody: a name that is typed, the one that was looked for last, who was ticked. */
export type PersonSearch = {
  name: string;
  searched: string;
  ticked: string;
  /** What may be ticked besides people: « Moi-même ». */
  others: readonly string[];
  /** Never found: whoever is one of the others. */
  except?: number;
};

/** Whom a name may mean, who was chosen, and why that is not enough. */
export type PersonChoice = {
  found: readonly Person[];
  chosen: ProfileCard | null;
  /** Nobody has this name; nobody was chosen since it was typed; whoever was has left. */
  problem: 'none' | 'choose' | 'wrong' | null;
};

const mostFound = 8;

const isId = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);

/** Reads whom a form means: a name that was typed is looked for, and must be followed by a choice. */
export async function readPersonChoice(db: Db, search: PersonSearch): Promise<PersonChoice> {
  const name = search.name.trim();
  const people = name === '' ? [] : await searchPeople(db, name, mostFound);
  const found = people.filter(({ id }) => id !== search.except);
  if (!isId(search.ticked)) return { found, chosen: null, problem: missingChoice(search, found) };
  const chosen = await findProfileCard(db, Number(search.ticked));
  if (chosen?.status !== 'active') return { found, chosen: null, problem: 'wrong' };
  return { found, chosen, problem: missingChoice(search, found) };
}

/** A name typed since the last search was not chosen from a list yet. */
function missingChoice(
  { name, searched, ticked, others }: PersonSearch,
  found: readonly Person[],
): PersonChoice['problem'] {
  const isSettled = others.includes(ticked) || isId(ticked);
  if (name.trim() === '' || (isSettled && searched.trim() === name.trim())) return null;
  return found.length === 0 ? 'none' : 'choose';
}
