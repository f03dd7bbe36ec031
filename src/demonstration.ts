import { sql } from 'kysely';
import type { Config } from './config.ts';
import type { FileDesk } from './domain/files/file-desk.ts';
import type { Db } from './domain/tables.ts';
import { inTransaction } from './platform/db/database.ts';

const plantingLock = 7_216_450_313;

/** Who may sign in to look around, in development only, and in which part. */
export const demoAccounts = [
  ['marie.dupont', 'demandeuse'],
  ['paul.martin', 'demandeur, sur un autre site'],
  ['nadia.benali', 'intervenante de SYSTEM-RESEAU'],
  ['karim.leroy', 'intervenant de SYSTEM-RESEAU'],
  ['lucie.moreau', 'responsable de DOPSI'],
  ['hugo.petit', 'intervenant de LOGISTIQUE'],
  ['odile.garnier', 'administratrice'],
] as const;

/**
 * Plants the demo world in a database where nobody is known yet: all of it or nothing, so that a start that was
 * killed begins again. Never in production, whose bundle does not even hold it.
 */
export async function plantDemonstration(
  { db, files }: { db: Db; files: FileDesk },
  { production }: Config,
  now: Temporal.Instant,
): Promise<boolean> {
  if (production) return false;
  return inTransaction(db, async (transaction) => {
    await sql`select pg_advisory_xact_lock(${plantingLock})`.execute(transaction);
    const known = await transaction.selectFrom('person').select('id').limit(1).executeTakeFirst();
    if (known) return false;
    const { plantWorld } = await import('../seeds/world.ts');
    await plantWorld(transaction, { now, files });
    return true;
  });
}
