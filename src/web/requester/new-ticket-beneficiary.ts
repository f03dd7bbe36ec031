import type { Person, ProfileCard, Viewer } from '../../domain/people/person.ts';
import { findProfileCard, searchPeople } from '../../domain/people/person-queries.ts';
import type { Db } from '../../domain/tables.ts';
import type { TextKey } from '../../ui/texts.ts';
import { myself, type NewTicketFields } from './new-ticket-fields.ts';

/** For whom a ticket is filed, as far as the form says. */
export type Beneficiary = {
  /** People that the name typed may mean. */
  found: readonly Person[];
  /** Who was chosen among them; null for oneself. */
  chosen: ProfileCard | null;
  /** Why the form cannot be sent as it is, and the field that says so. */
  problem: { field: 'pour' | 'personne'; text: TextKey } | null;
};

const mostFound = 8;

const isId = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);

/** Reads for whom the ticket is: a name that was typed is looked for, and must be followed by a choice. */
export async function readBeneficiary(
  db: Db,
  viewer: Viewer,
  fields: NewTicketFields,
): Promise<Beneficiary> {
  const name = fields.pour.trim();
  const people = name === '' ? [] : await searchPeople(db, name, mostFound);
  const found = people.filter(({ id }) => id !== viewer.id);
  const { personne } = fields;
  if (isId(personne) && Number(personne) !== viewer.id) {
    const chosen = (await findProfileCard(db, Number(personne))) ?? null;
    if (chosen?.status !== 'active') {
      const problem = { field: 'personne', text: 'filing:behalf.wrong' } as const;
      return { found, chosen: null, problem };
    }
    return { found, chosen, problem: missingChoice(fields, found) };
  }
  return { found, chosen: null, problem: missingChoice(fields, found) };
}

/** A name typed since the last search was not chosen from a list yet. */
function missingChoice(
  { pour, cherche, personne }: NewTicketFields,
  found: readonly Person[],
): Beneficiary['problem'] {
  const name = pour.trim();
  const isSettled = personne === myself || isId(personne);
  if (name === '' || (isSettled && cherche.trim() === name)) return null;
  return found.length === 0
    ? { field: 'pour', text: 'filing:behalf.none' }
    : { field: 'personne', text: 'filing:behalf.choose' };
}
