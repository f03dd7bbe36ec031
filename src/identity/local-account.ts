import { verifyPassword } from '../domain/people/password-hash.ts';
import { findLocalAccount, type LocalAccount } from '../domain/people/person-queries.ts';
import { forgetAttempts, startAttempt } from '../domain/people/sign-in-attempts.ts';
import { recordSignIn, type SignInReason } from '../domain/people/sign-in-trace.ts';
import type { Db } from '../domain/tables.ts';
import type { Turnstile } from './turnstile.ts';

/** What a person gave to be recognised, and from where. */
export type Credentials = {
  login: string;
  password: string;
  /** The key under which mistakes are counted: never the login itself, people type passwords in the wrong field. */
  accountKey: string;
  address: string;
};

/** Whether somebody was recognised. */
export type Recognition =
  | { outcome: 'known'; personId: number }
  | { outcome: 'refused' }
  | { outcome: 'slowed'; seconds: number }
  | { outcome: 'busy' };

/** What recognising needs beside the credentials. */
export type LocalDesk = { db: Db; turnstile: Turnstile; acceptsDemo: boolean };

const door = 'local';

/** Why an account opens to no password at all; null when the right one opens it. */
function shutBecause(
  account: LocalAccount | undefined,
  { acceptsDemo }: LocalDesk,
): SignInReason | null {
  if (!account) return 'unknown_login';
  if (account.status !== 'active') return 'account_closed';
  if (account.isDemo && !acceptsDemo) return 'demonstration';
  return account.hash === null ? 'no_password' : null;
}

/**
 * Recognises a person by login and password. An unknown login, a person who left and a demonstration account in
 * production take as long as a wrong password, and get the same answer; only the administrator learns which it was.
 */
export async function recognise(
  desk: LocalDesk,
  { login, password, accountKey, address }: Credentials,
  now: Temporal.Instant,
): Promise<Recognition> {
  const { db, turnstile } = desk;
  const attempt = { account: accountKey, address };
  const seconds = await startAttempt(db, attempt, now);
  const account = await findLocalAccount(db, login);
  const personId = account?.personId ?? null;
  const refuse = (reason: SignInReason): Promise<void> =>
    recordSignIn(db, { door, outcome: 'refused', reason, personId }, now);
  if (seconds > 0) {
    await refuse('slowed');
    return { outcome: 'slowed', seconds };
  }
  const shut = shutBecause(account, desk);
  const hash = shut === null ? (account?.hash ?? null) : null;
  const isRight = await turnstile(address, () => verifyPassword(password, hash));
  if (isRight === null) {
    await refuse('busy');
    return { outcome: 'busy' };
  }
  if (!isRight || personId === null) {
    await refuse(shut ?? 'wrong_password');
    return { outcome: 'refused' };
  }
  await forgetAttempts(db, attempt);
  return { outcome: 'known', personId };
}
