import { inTransaction } from '../../platform/db/database.ts';
import { Conflict } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import { addPerson } from './add-person.ts';
import { findPersonByLogin } from './person-queries.ts';
import { setPassword } from './set-password.ts';

/** Somebody who will administer the desk, with a password as `hashPassword` made it. */
export type NewAdministrator = {
  login: string;
  firstName: string;
  lastName: string;
  email: string;
  hash: string;
};

/** Makes an administrator who signs in through the local door; refuses a login that is taken. */
export async function createAdministrator(
  db: Db,
  { hash, ...person }: NewAdministrator,
  now: Temporal.Instant,
): Promise<number> {
  return inTransaction(db, async (transaction) => {
    if (await findPersonByLogin(transaction, person.login)) throw new Conflict('login taken');
    const added = { ...person, actorId: null, isAdministrator: true };
    const personId = await addPerson(transaction, added, now);
    await setPassword(transaction, { actorId: null, personId, hash }, now);
    return personId;
  });
}
