import { sql } from 'kysely';
import type { Db } from '../tables.ts';

/** Why somebody did not get in, by what can be done about it; each has its words in the texts of sign-in. */
export const signInReasons = [
  // The person, or their account here.
  'unknown_login',
  'wrong_password',
  'no_password',
  'account_closed',
  'demonstration',
  'account_taken',
  // Too many at once.
  'slowed',
  'busy',
  // What the portal says of them.
  'claim_missing',
  'claim_invalid',
  'subject_unstable',
  'too_weak',
  'portal_refused',
  // The portal itself, or the way between us.
  'portal_silent',
  'answer_unreadable',
  'answer_untrusted',
  'answer_replayed',
  'wrong_service',
  'proxy_refused',
  'origin_refused',
  // The browser.
  'entry_lost',
  'entry_loops',
  'unsolicited',
] as const;
export type SignInReason = (typeof signInReasons)[number];

/** Somebody who tried to come in through a door. */
export type SignInTrace = { door: string } & (
  | { outcome: 'admitted'; personId: number }
  | ({ outcome: 'refused' } & Refusal)
);

type Refusal = {
  reason: SignInReason;
  /** The account concerned, when one is known. */
  personId?: number | null;
  /** A code of the protocol or the name of an attribute, never its value: anything else is dropped. */
  detail?: string | null;
  /** What the page gave them to quote, from `makeReference`. */
  reference?: string | null;
};

/** How long a refusal can be looked up. */
export const refusedDays = 30;
/** A whole authority that comes in every morning is many rows and little news. */
export const admittedDays = 7;
/** Beyond, the oldest refusals go: somebody who knocks all night must not fill the disk. */
const mostRefusals = 100_000;
/** A refusal without a reference is told once in this time: nobody looks for the second one. */
const sameRefusalSeconds = 60;

const code = /^[A-Za-z0-9_.:/-]{1,80}$/;

/** Gives a detail when it is a code or the name of an attribute; a portal, or an address, may say anything in its place. */
export const asCode = (detail: string | null): string | null =>
  detail !== null && code.test(detail) ? detail : null;

/** Keeps who got in, or why they did not, for the administrator they will call; nothing of what they typed. */
export async function recordSignIn(
  db: Db,
  trace: SignInTrace,
  now: Temporal.Instant,
): Promise<void> {
  if (trace.outcome === 'admitted') {
    const { door, personId } = trace;
    await db.insertInto('sign_in_trace').values({ at: now, door, person_id: personId }).execute();
    return;
  }
  const { door, reason, personId = null, detail = null, reference = null } = trace;
  const kept = asCode(detail);
  const since = now.subtract({ seconds: sameRefusalSeconds });
  await sql`
    insert into sign_in_trace (at, door, person_id, reason, detail, reference)
    select ${now}, ${door}, ${personId}::bigint, ${reason}, ${kept}::text, ${reference}::text
    where ${reference}::text is not null or not exists (
      select from sign_in_trace
      where at > ${since} and door = ${door} and reason = ${reason}
        and person_id is not distinct from ${personId}::bigint)`.execute(db);
}

/** Forgets what nobody will ask about any more, and gives how many rows went. */
export async function sweepSignInTraces(db: Db, now: Temporal.Instant): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from sign_in_trace
    where at < ${now.subtract({ hours: refusedDays * 24 })}
      or (reason is null and at < ${now.subtract({ hours: admittedDays * 24 })})
      or id <= (
        select id from sign_in_trace where reason is not null
        order by id desc offset ${sql.lit(mostRefusals)} limit 1)`.execute(db);
  return Number(numAffectedRows);
}
