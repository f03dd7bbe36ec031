import { sql } from 'kysely';
import type { Db } from '../tables.ts';

/** Somebody trying to sign in: an account as an opaque key, and where they are. */
export type Attempt = { account: string; address: string };

/** This many mistakes cost nothing; after them each one doubles the wait, from 2 seconds up to 15 minutes. */
export const freeMistakes = 5;
const longestWaitSeconds = 900;
/** Mistakes are forgotten after this. */
const forgottenAfterHours = 24;

/** Seconds to wait after a number of mistakes. */
export function waitSeconds(mistakes: number): number {
  return mistakes < freeMistakes
    ? 0
    : Math.min(2 ** (mistakes - freeMistakes + 1), longestWaitSeconds);
}

const waitInSql = sql`interval '1 second' * case when sign_in_attempt.failures < ${sql.lit(freeMistakes)} then 0
  else least(power(2, least(sign_in_attempt.failures - ${sql.lit(freeMistakes - 1)}, 20)), ${sql.lit(longestWaitSeconds)}) end`;

/**
 * Counts an attempt as failed before its password is looked at, so that a thousand sent at once do not all get their
 * look; `forgetAttempts` takes it back on success. Gives the seconds to wait when it is too soon, else 0.
 */
export async function startAttempt(
  db: Db,
  { account, address }: Attempt,
  now: Temporal.Instant,
): Promise<number> {
  const old = now.subtract({ hours: forgottenAfterHours });
  const counted = await db
    .insertInto('sign_in_attempt')
    .values({ account, address, failures: 1, last_failure_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['account', 'address'])
        .doUpdateSet({
          failures: sql`case when sign_in_attempt.last_failure_at < ${old} then 1 else sign_in_attempt.failures + 1 end`,
          last_failure_at: now,
        })
        .where(sql<boolean>`sign_in_attempt.last_failure_at + ${waitInSql} <= ${now}`),
    )
    .returning('failures')
    .executeTakeFirst();
  return counted ? 0 : secondsLeft(db, { account, address }, now);
}

async function secondsLeft(
  db: Db,
  { account, address }: Attempt,
  now: Temporal.Instant,
): Promise<number> {
  const row = await db
    .selectFrom('sign_in_attempt')
    .select(['failures', 'last_failure_at'])
    .where('account', '=', account)
    .where('address', '=', address)
    .executeTakeFirst();
  // Forgotten in between: the person signed in from another window.
  if (!row) return 1;
  const until = row.last_failure_at.add({ seconds: waitSeconds(row.failures) });
  return Math.max(1, Math.ceil(now.until(until).total('seconds')));
}

/** Forgets the mistakes made for an account from an address: its owner got in. */
export async function forgetAttempts(db: Db, { account, address }: Attempt): Promise<void> {
  await db
    .deleteFrom('sign_in_attempt')
    .where('account', '=', account)
    .where('address', '=', address)
    .execute();
}

/** Forgets old mistakes of everybody, and gives how many rows went. */
export async function sweepSignInAttempts(db: Db, now: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('sign_in_attempt')
    .where('last_failure_at', '<', now.subtract({ hours: forgottenAfterHours }))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
