import { inTransaction } from '../../platform/db/database.ts';
import { Unavailable } from '../../platform/errors.ts';
import { admitPerson } from '../people/admit-person.ts';
import { changeStatus } from '../people/change-status.ts';
import { lockLeaver, lockReturner, noteDeparture } from '../people/directory-departure.ts';
import {
  type AsideReason,
  countActs,
  type DirectoryAct,
  type DirectoryEntry,
  type DirectoryPlan,
  planDirectory,
  stopOf,
} from '../people/directory-plan.ts';
import { readDirectoryState } from '../people/directory-queries.ts';
import { recordDirectoryRun } from '../people/directory-run.ts';
import { hasOtherAdministrator } from '../people/set-administrator.ts';
import type { Db } from '../tables.ts';
import { closeAccount } from './close-account.ts';

/** What a directory says today: all the people it names. */
export type DirectoryReading = {
  issuer: string;
  sharesLogins: boolean;
  entries: readonly DirectoryEntry[];
};

/** What becomes of a reading. */
export type DirectoryOutcome = {
  plan: DirectoryPlan;
  /** Why nothing was done. */
  stop: ReturnType<typeof stopOf>;
  /** The first fault, of those who could not be written. */
  fault?: unknown;
};

/** Says what following the directory would change, and changes nothing. */
export async function previewDirectory(
  db: Db,
  { issuer, sharesLogins, entries }: DirectoryReading,
  allowed: number,
): Promise<DirectoryOutcome> {
  const logins = entries.map(({ claims }) => claims.login);
  const state = await readDirectoryState(db, { issuer, logins, subjects: null });
  const plan = planDirectory(entries, state, { sharesLogins });
  return { plan, stop: stopOf(plan, { read: entries.length, allowed }) };
}

/**
 * Follows the directory: who arrives is made a requester, what it says is brought up to date, who leaves has their
 * account shut and their tickets given back. Never a role. Each person is a transaction of their own, which looks again
 * at what it needs: cut midway, the next run ends it; two at once do it once.
 */
export async function followDirectory(
  db: Db,
  reading: DirectoryReading,
  { allowed, now }: { allowed: number; now: Temporal.Instant },
): Promise<DirectoryOutcome> {
  const { plan, stop } = await previewDirectory(db, reading, allowed);
  const { issuer, entries } = reading;
  const run = { issuer, read: entries.length, departures: countActs(plan).departure };
  if (stop !== null) {
    await recordDirectoryRun(db, { ...run, outcome: stop }, now);
    return { plan, stop };
  }
  const leftAside = [...plan.leftAside];
  const done: DirectoryAct[] = [];
  let fault: unknown;
  for (const act of plan.acts) {
    // One person who cannot be written does not keep the others from being followed.
    const reason = await applyAct(db, reading, { act, now }).catch((error: unknown) => {
      if (error instanceof Unavailable) throw error;
      fault ??= error;
      return 'failed' as const;
    });
    if (reason === null) done.push(act);
    else leftAside.push({ login: act.login, reason });
  }
  await recordDirectoryRun(db, { ...run, outcome: 'done' }, now);
  return { plan: { ...plan, acts: done, leftAside }, stop: null, fault };
}

/**
 * Completes one person at once with what the directory says of their login; `reading` names those who have it, and
 * nobody leaves for not being in it.
 */
export async function meetInDirectory(
  db: Db,
  reading: DirectoryReading,
  now: Temporal.Instant,
): Promise<void> {
  const { issuer, sharesLogins, entries } = reading;
  const logins = entries.map(({ claims }) => claims.login);
  const subjects = entries.map(({ subject }) => subject);
  const state = await readDirectoryState(db, { issuer, logins, subjects });
  const { acts } = planDirectory(entries, state, { sharesLogins });
  for (const act of acts) if (act.act !== 'arrival') await applyAct(db, reading, { act, now });
}

type Departure = Extract<DirectoryAct, { act: 'departure' }>;
type Step<Act = DirectoryAct> = { act: Act; now: Temporal.Instant };

function applyAct(
  db: Db,
  reading: DirectoryReading,
  { act, now }: Step,
): Promise<AsideReason | null> {
  return inTransaction(db, (tx) =>
    act.act === 'departure'
      ? sayGoodbye(tx, reading.issuer, { act, now })
      : receive(tx, reading, { act, now }),
  );
}

/** Somebody the directory names. */
async function receive(
  tx: Db,
  { issuer, sharesLogins }: DirectoryReading,
  { act, now }: Step<Exclude<DirectoryAct, Departure>>,
): Promise<AsideReason | null> {
  const { subject, claims } = act.entry;
  const key = { issuer, subject };
  if (act.act === 'return') {
    const { personId } = act;
    if (!(await lockReturner(tx, key, personId))) return 'account_closed';
    await changeStatus(tx, { actorId: null, personId, status: 'active' }, now);
  }
  const admission = await admitPerson(tx, { ...key, claims, sharesLogins }, now);
  if (admission.outcome === 'refused') {
    return admission.reason === 'account_closed' ? 'account_closed' : 'login_taken';
  }
  await noteDeparture(tx, key, null);
  return null;
}

/** Somebody it no longer names. */
async function sayGoodbye(
  tx: Db,
  issuer: string,
  { act: { subject, personId }, now }: Step<Departure>,
): Promise<AsideReason | null> {
  const leaver = await lockLeaver(tx, { issuer, subject }, personId);
  if (leaver === null) return null;
  if (leaver.isAdministrator && !(await hasOtherAdministrator(tx, personId))) {
    return 'last_administrator';
  }
  await closeAccount(tx, { actorId: null, personId, status: 'left' }, now);
  await noteDeparture(tx, { issuer, subject }, now);
  return null;
}
