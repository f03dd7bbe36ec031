import { inTransaction } from '../../platform/db/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import type { Preferences } from './person.ts';

/** How somebody wants pages to be from now on. */
export type PreferencesChoice = Preferences & {
  actorId: number;
  personId: number;
  language: 'fr' | 'en';
};

/** Records how a person wants pages to be: language, colours, density, shortcuts. */
export async function choosePreferences(
  db: Db,
  { actorId, personId, ...wanted }: PreferencesChoice,
  now: Temporal.Instant,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const before = await transaction
      .selectFrom('person')
      .select(['language', 'color_scheme as colorScheme', 'density', 'shortcuts'])
      .where('id', '=', personId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!before) throw new NotFound('person');
    const { language, colorScheme, density, shortcuts } = wanted;
    const after = { language, colorScheme, density, shortcuts };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await transaction
      .updateTable('person')
      .set({ language, color_scheme: colorScheme, density, shortcuts })
      .where('id', '=', personId)
      .execute();
    const subject = `person:${String(personId)}`;
    await recordAudit(
      transaction,
      { actorId, act: 'choose-preferences', subject, before, after },
      now,
    );
  });
}
