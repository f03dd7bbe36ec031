import { Conflict } from '../../platform/errors.ts';
import { findCategory } from '../catalogue/catalogue-queries.ts';
import { routeTicket } from '../routing/routing-queries.ts';
import type { Db } from '../tables.ts';
import { findTeam } from '../teams/team-queries.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';
import type { TicketChange } from './changes.ts';
import type { LockedTicket } from './locked-ticket.ts';

/** Where a ticket goes: a new nature, which chooses the team again, or a team. */
export interface TransferOrder extends ActOrder {
  readonly categoryId?: number | undefined;
  readonly teamId?: number | undefined;
  /** Read by the teams only. */
  readonly reason: string;
}

/** Sends a ticket to the nature or team it should have had: same number, same thread, reason kept. */
export function transferTicket(
  db: Db,
  { categoryId, teamId, reason, ...order }: TransferOrder,
  now: Temporal.Instant,
): Promise<ActResult> {
  return actOnTicket(db, order, {
    plan: async (ticket, tx) => {
      const change =
        categoryId === undefined
          ? await toTeam(tx, teamId)
          : await toCategory(tx, ticket, { categoryId, teamId });
      return [
        {
          act: 'transfer',
          input: {
            teamId: change.teamId,
            ...(categoryId === undefined ? {} : { categoryId }),
          },
          // The former team wrote it, and goes on reading it.
          note: { kind: 'transfer', body: reason },
          change: { ...change, noteTeamId: ticket.teamId },
        },
      ];
    },
    now,
  });
}

async function toTeam(
  tx: Db,
  teamId: number | undefined,
): Promise<TicketChange & { teamId: number }> {
  const team = teamId === undefined ? undefined : await findTeam(tx, teamId);
  if (!team?.active) throw new Conflict('team no longer receives tickets');
  return { teamId: team.id, routing: { kind: 'manual' } };
}

async function toCategory(
  tx: Db,
  ticket: LockedTicket,
  { categoryId, teamId }: { categoryId: number; teamId: number | undefined },
): Promise<TicketChange & { teamId: number }> {
  const category = await findCategory(tx, categoryId);
  if (!category?.active) throw new Conflict('category no longer offered');
  if (teamId !== undefined) return { categoryId, ...(await toTeam(tx, teamId)) };
  const routing = await routeTicket(tx, {
    category,
    facts: {
      categoryId,
      familyId: category.familyId,
      siteId: ticket.siteId,
      organisationUnitId: ticket.organisationUnitId,
      channel: ticket.channel,
    },
  });
  return { categoryId, teamId: routing.teamId, routing: routing.reason };
}
