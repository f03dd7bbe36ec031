import { type RawBuilder, sql } from 'kysely';
import type { TicketEvent } from '../tickets/ticket-event.ts';
import type { NoticeTopic } from './notice-topics.ts';

/**
 * Ends what teams were told of a ticket once it no longer waits for them: somebody has it, or another team. There is
 * nothing left to do for those who were told that it was free. A step of the statement that tells of an act.
 */
export const endingFreeNotices = (
  number: number,
  now: Temporal.Instant,
): RawBuilder<unknown> => sql`
  update notice set read_at = ${now}::timestamptz from ticket_now
  where notice.ticket_number = ${number}::bigint and notice.team_id is not null and notice.read_at is null
    and not (ticket_now.is_free and notice.team_id = ticket_now.team_id)
  returning notice.person_id`;

const topic: NoticeTopic = 'free';

type Telling = {
  /** What there is to tell; nothing when the act does not concern a whole team. */
  readonly news: TicketEvent | undefined;
  /** On their own ticket an agent is a requester. */
  readonly requesters: readonly number[];
};

/**
 * Tells a team of its free ticket, all but those told in their own name, who ask, or who did it. A step of the
 * statement that tells of an act, however many the team counts.
 */
export const tellingTeam = (
  { news, requesters }: Telling,
  now: Temporal.Instant,
): RawBuilder<unknown> => sql`
  insert into notice (person_id, ticket_number, event_id, kind, created_at, team_id)
  select member.person_id, ticket_now.number, ${news?.id ?? null}::bigint, ${news?.act ?? null}::text,
    ${now}::timestamptz, member.team_id
  from ticket_now
  join team_member member on member.team_id = ticket_now.team_id and member.active
  join person on person.id = member.person_id and person.status = 'active'
  where ticket_now.is_free and ${news !== undefined}::boolean
    and member.person_id <> all(${[...requesters]}::bigint[])
    and member.person_id is distinct from ${news?.actorId ?? null}::bigint
    and not exists (select from concerned where concerned.person_id = member.person_id)
    and not exists (select from notice_refusal refusal
      where refusal.person_id = member.person_id and refusal.topic = ${topic})
  on conflict (event_id, person_id) do nothing
  returning person_id`;
