import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** A person who will be able to sign in, once a door knows them. */
export type NewPerson = {
  actorId: number | null;
  /** What they sign in with; capitals do not count. */
  login: string;
  firstName: string;
  lastName: string;
  email: string;
  phone?: string;
  room?: string;
  siteId?: number | null;
  organisationUnitId?: number | null;
  isAdministrator?: boolean;
  language?: 'fr' | 'en';
  /** A person of the demonstration, refused in production. */
  isDemo?: boolean;
};

/** Makes a person known to the desk and gives their id. */
export async function addPerson(db: Db, person: NewPerson, now: Temporal.Instant): Promise<number> {
  const siteId = person.siteId ?? null;
  const organisationUnitId = person.organisationUnitId ?? null;
  const isAdministrator = person.isAdministrator ?? false;
  return inTransaction(db, async (transaction) => {
    const { id } = await transaction
      .insertInto('person')
      .values({
        login: person.login.trim().toLowerCase(),
        first_name: person.firstName,
        last_name: person.lastName,
        email: person.email,
        phone: person.phone ?? '',
        room: person.room ?? '',
        site_id: siteId,
        organisation_unit_id: organisationUnitId,
        is_administrator: isAdministrator,
        language: person.language ?? 'fr',
        is_demo: person.isDemo ?? false,
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const after = { siteId, organisationUnitId, isAdministrator };
    const entry = { actorId: person.actorId, act: 'add-person', subject: `person:${String(id)}` };
    await recordAudit(transaction, { ...entry, after }, now);
    return id;
  });
}
