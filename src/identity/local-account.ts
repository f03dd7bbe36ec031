import { verifyPassword } from '../domain/people/password-hash.ts';
import { findLocalAccount } from '../domain/people/person-queries.ts';
import { forgetAttempts, startAttempt } from '../domain/people/sign-in-attempts.ts';
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

/**
 * Recognises a person by login and password. An unknown login, a person who left and a demonstration account in
 * production take as long as a wrong password, and get the same answer.
 */
export async function recognise(
  { db, turnstile, acceptsDemo }: LocalDesk,
  { login, password, accountKey, address }: Credentials,
  now: Temporal.Instant,
): Promise<Recognition> {
  const attempt = { account: accountKey, address };
  const seconds = await startAttempt(db, attempt, now);
  if (seconds > 0) return { outcome: 'slowed', seconds };
  const account = await findLocalAccount(db, login);
  const admitted = account && (acceptsDemo || !account.isDemo) ? account : undefined;
  const isRight = await turnstile(address, () => verifyPassword(password, admitted?.hash ?? null));
  if (isRight === null) return { outcome: 'busy' };
  if (!isRight || !admitted) return { outcome: 'refused' };
  await forgetAttempts(db, attempt);
  return { outcome: 'known', personId: admitted.personId };
}
