import { NotFound } from '../../platform/errors.ts';
import { findHoldReason } from '../catalogue/catalogue-queries.ts';
import type { Db } from '../tables.ts';
import { type ActOrder, type ActResult, actOnTicket } from './act-on-ticket.ts';

/** What putting a ticket on hold needs. */
export interface HoldOrder extends ActOrder {
  readonly reasonId: number;
  /** The day it comes back by itself. */
  readonly until: Temporal.PlainDate | null;
  /** « Ce que lira le demandeur »; may be empty. */
  readonly body: string;
}

/** Puts a ticket on hold for a reason, which says whether the délai stops, until a date if there is one. */
export function holdTicket(
  db: Db,
  { reasonId, until, body, ...order }: HoldOrder,
  now: Temporal.Instant,
): Promise<ActResult> {
  return actOnTicket(db, order, {
    plan: async (_ticket, tx) => {
      const reason = await findHoldReason(tx, reasonId);
      if (reason === undefined) throw new NotFound(`hold reason ${String(reasonId)}`);
      if (reason.needsDate && until === null) throw new Error('this reason needs a date');
      return [
        {
          act: 'hold',
          message: { kind: 'hold', body },
          change: { hold: { reasonId, stopsClock: reason.stopsClock, until } },
        },
      ];
    },
    now,
  });
}
