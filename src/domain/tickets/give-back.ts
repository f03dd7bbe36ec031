import { Conflict } from '../../platform/errors.ts';
import type { Db } from '../tables.ts';
import { actOnTicket } from './act-on-ticket.ts';
import { type Place, ticketsAtPlace } from './team-load.ts';

/**
 * Gives back to their teams, in the name of the desk, the live tickets somebody holds or was promised — in one team,
 * or in all of them — and gives how many. Called once nothing more can come to them, in the transaction that sees to it.
 */
export async function giveBackTickets(
  tx: Db,
  place: Place,
  now: Temporal.Instant,
): Promise<number> {
  let freed = 0;
  for (const number of await ticketsAtPlace(tx, place)) {
    if (await giveBack(tx, number, { place, now })) freed++;
  }
  return freed;
}

/** Releases one ticket; a colleague may have taken over between the list and the lock. */
async function giveBack(
  tx: Db,
  number: number,
  { place, now }: { place: Place; now: Temporal.Instant },
): Promise<boolean> {
  const { teamId, personId } = place;
  try {
    await actOnTicket(
      tx,
      { number, actor: 'system' },
      {
        plan: (ticket) => {
          const isTheirs = ticket.holderId === personId || ticket.assigneeId === personId;
          const isThere = teamId === null || ticket.teamId === teamId;
          if (!isTheirs || !isThere) throw new Conflict('no longer theirs');
          return [{ act: 'release' }];
        },
        now,
      },
    );
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}
