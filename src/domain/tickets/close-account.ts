import { inTransaction } from '../../platform/db/database.ts';
import { changeStatus, type StatusChange } from '../people/change-status.ts';
import type { Db } from '../tables.ts';
import { giveBackTickets } from './give-back.ts';

/** Whose account is shut, and why: an administrator's decision, or the person has left the house. */
export type AccountClosing = StatusChange & { status: 'disabled' | 'left' };

/**
 * Shuts somebody's account: their sessions end everywhere, and the live tickets they held or were promised go back to
 * their teams, all or nothing; gives how many. Whoever acts as a member holds their own row before any ticket: what
 * this person was just taking is either taken and given back here, or not taken at all. Their name, their words and
 * their places in teams stay, for the day they come back; a place counts only while its owner is active.
 */
export function closeAccount(
  db: Db,
  closing: AccountClosing,
  now: Temporal.Instant,
): Promise<{ freed: number }> {
  return inTransaction(db, async (tx) => {
    await changeStatus(tx, closing, now);
    const freed = await giveBackTickets(tx, { teamId: null, personId: closing.personId }, now);
    return { freed };
  });
}
