import { chooseNotices } from '../src/domain/notifications/choose-notices.ts';
import { followedTopics } from '../src/domain/notifications/notice-topics.ts';
import { choosePreferences } from '../src/domain/people/choose-preferences.ts';
import { usualPreferences, type Viewer } from '../src/domain/people/person.ts';
import { updateProfile } from '../src/domain/people/update-profile.ts';
import type { Db } from '../src/domain/tables.ts';
import { idOf } from './id-of.ts';
import type { Places } from './plant-people.ts';

type Planted = { places: Places; viewers: ReadonlyMap<string, Viewer> };

/** Plants what some people chose for themselves: an English reader, letters for shortcuts, a second affectation. */
export async function plantChoices(
  db: Db,
  { places, viewers }: Planted,
  now: Temporal.Instant,
): Promise<void> {
  const by = (login: string) => {
    const id = viewers.get(login)?.id;
    if (id === undefined) throw new Error(`The seeds plant nobody called ${login}.`);
    return { actorId: id, personId: id };
  };
  const english = { ...usualPreferences, language: 'en' } as const;
  await choosePreferences(db, { ...by('thais.boisseau'), ...english }, now);
  const keyboard = { colorScheme: 'auto', density: 'compact', shortcuts: true } as const;
  await choosePreferences(db, { ...by('lucie.moreau'), ...keyboard, language: 'fr' }, now);
  await updateProfile(db, { ...by('paul.martin'), addUnitIds: [idOf(places.units, 'SIO')] }, now);
  const quiet = { asked: followedTopics, wanted: followedTopics.filter((one) => one !== 'hold') };
  await chooseNotices(db, { ...by('agathe.vernet'), ...quiet }, now);
}
