import type { Person, ProfileCard, Viewer } from '../../domain/people/person.ts';
import type { Db } from '../../domain/tables.ts';
import type { TextKey } from '../../ui/texts.ts';
import { myself, type NewTicketFields } from './new-ticket-fields.ts';
import { readPersonChoice } from './person-choice.ts';

/** For whom a ticket is filed, as far as the form says. */
export type Beneficiary = {
  /** People that the name typed may mean. */
  found: readonly Person[];
  /** More people have this name than are listed. */
  hasMore: boolean;
  /** Who was chosen among them; null for oneself. */
  chosen: ProfileCard | null;
  /** Why the form cannot be sent as it is, and the field that says so. */
  problem: { field: 'pour' | 'personne'; text: TextKey } | null;
};

const problems = {
  none: { field: 'pour', text: 'filing:behalf.none' },
  excepted: { field: 'personne', text: 'filing:behalf.self' },
  choose: { field: 'personne', text: 'filing:behalf.choose' },
  wrong: { field: 'personne', text: 'filing:behalf.wrong' },
} as const;

/** Reads for whom the ticket is: oneself, unless somebody else was chosen. */
export async function readBeneficiary(
  db: Db,
  viewer: Viewer,
  { pour, cherche, personne }: NewTicketFields,
): Promise<Beneficiary> {
  const { found, hasMore, chosen, problem } = await readPersonChoice(db, {
    name: pour,
    searched: cherche,
    ticked: personne === String(viewer.id) ? myself : personne,
    others: [myself],
    except: viewer.id,
  });
  return { found, hasMore, chosen, problem: problem && problems[problem] };
}
