import type { FileDesk } from '../src/domain/files/file-desk.ts';
import { learnWords } from '../src/domain/search/learn-words.ts';
import type { Db } from '../src/domain/tables.ts';
import { inTransaction } from '../src/platform/db/database.ts';
import { emailOf, knownPeople, people } from './people-data.ts';
import { sites, units } from './places-data.ts';
import { plantCalendars } from './plant-calendars.ts';
import { plantChoices } from './plant-choices.ts';
import { plantDesk } from './plant-desk.ts';
import { password, plantPeople, plantPlaces } from './plant-people.ts';
import { plantTickets } from './plant-tickets.ts';
import { teams } from './teams-data.ts';

/** The demonstration as the code, the tests and the documentation name it. */
export const world = {
  password,
  people: knownPeople,
  everybody: people,
  emailOf,
  sites,
  units,
  teams,
};

/**
 * Plants the demonstration in an empty desk, through the same commands as its pages, all or nothing. Everything in it
 * follows from `now`: planted twice for one instant, it reads the same. Where no files are kept, it holds none.
 */
export async function plantWorld(
  db: Db,
  { now, files = null }: { now: Temporal.Instant; files?: FileDesk | null },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    // The desk is older than what happened in it.
    const before = now.subtract({ hours: 24 * 120 });
    const places = await plantPlaces(tx, before);
    await plantCalendars(tx, places, before);
    const viewers = await plantPeople(tx, places, before);
    await plantChoices(tx, { places, viewers }, before);
    const desk = await plantDesk(tx, places, { before, now });
    await plantTickets(tx, { places, desk, viewers, files }, now);
    // The jobs of these acts would do it too, once somebody runs them.
    for (const ticket of await tx.selectFrom('ticket').select('number').execute()) {
      await learnWords(tx, ticket);
    }
  });
}
