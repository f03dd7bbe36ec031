import { type RawBuilder, sql } from 'kysely';
import { askingFor } from '../../platform/jobs/enqueue.ts';
import { type DraftPlace, discarding } from '../drafts/drafts-aside.ts';

/** What an act ends with, in the statement that writes its last event, `told`. */
export type Ending = {
  /** Null: the desk itself, which reads nothing and has no draft. */
  readonly personId: number | null;
  readonly draftPlace: string | DraftPlace | undefined;
};

/** Who acted has read the ticket as it now stands, and their draft goes. */
export function endingSteps(
  number: number,
  { personId, draftPlace }: Ending,
): RawBuilder<unknown> | undefined {
  if (personId === null) return undefined;
  return sql`seen as (
      insert into ticket_read (ticket_number, person_id, last_event_id)
      select ${number}::bigint, ${personId}::bigint, id from told
      on conflict (ticket_number, person_id) do update set last_event_id = excluded.last_event_id
        where ticket_read.last_event_id < excluded.last_event_id),
    ${discarding({ personId, at: draftPlace })}`;
}

/** The job of what follows from the act. */
export const askingToFollow = (act: { number: number; actId: string }): RawBuilder<unknown> =>
  askingFor('ticket-acted', sql`${JSON.stringify(act)}::json`);
