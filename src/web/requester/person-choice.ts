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
  /** More people have this name than are listed. */
  hasMore: boolean;
  chosen: ProfileCard | null;
  /** Nobody has this name, or only who is never found; nobody was chosen since it was typed; whoever was has left. */
  problem: 'none' | 'excepted' | 'choose' | 'wrong' | null;
};

const mostFound = 8;

const isId = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);

/** Reads whom a form means: a name that was typed is looked for, and must be followed by a choice. */
export async function readPersonChoice(db: Db, search: PersonSearch): Promise<PersonChoice> {
  const name = search.name.trim();
  // One to know that there are more, and one who may be set apart.
  const people = name === '' ? [] : await searchPeople(db, name, mostFound + 2);
  const others = people.filter(({ id }) => id !== search.except);
  const found = others.slice(0, mostFound);
  const list = { found, hasMore: others.length > mostFound };
  const problem = missingChoice(search, people);
  if (!isId(search.ticked)) return { ...list, chosen: null, problem };
  const chosen = await findProfileCard(db, Number(search.ticked));
  if (chosen?.status !== 'active') return { ...list, chosen: null, problem: 'wrong' };
  return { ...list, chosen, problem };
}

/** A name typed since the last search was not chosen from a list yet. */
function missingChoice(
  { name, searched, ticked, others, except }: PersonSearch,
  people: readonly Person[],
): PersonChoice['problem'] {
  const isSettled = others.includes(ticked) || isId(ticked);
  if (name.trim() === '' || (isSettled && searched.trim() === name.trim())) return null;
  if (people.length === 0) return 'none';
  return people.every(({ id }) => id === except) ? 'excepted' : 'choose';
}
