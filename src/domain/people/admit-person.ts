import { sql } from 'kysely';
import { inTransaction, jsonb } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { addPerson } from './add-person.ts';
import type { PortalPerson, Said } from './portal-person.ts';
import { refreshPerson } from './refresh-person.ts';

/** Whether somebody a portal recognised may come in, and as whom. */
export type Admission =
  | { outcome: 'admitted'; personId: number; isNew: boolean }
  | { outcome: 'refused'; reason: 'account_closed' | 'account_taken'; personId: number };

/**
 * Finds who a portal's person is here, by (issuer, subject) alone; the first time, makes them a requester and nothing
 * more, or recognises who has their login when logins are shared. What the portal says of them is brought up to date.
 */
export function admitPerson(
  db: Db,
  portal: PortalPerson,
  now: Temporal.Instant,
): Promise<Admission> {
  return inTransaction(db, async (tx) => {
    await lockIdentity(tx, portal);
    const known = await findIdentity(tx, portal);
    const found = known ?? (await meet(tx, portal, now));
    if (found.outcome === 'refused') return found;
    const { personId, before } = found;
    const said = await refreshPerson(tx, { personId, claims: portal.claims, before }, now);
    await keepIdentity(tx, { portal, personId, said }, now);
    return { outcome: 'admitted', personId, isNew: found.isNew };
  });
}

type Found =
  | { outcome: 'found'; personId: number; isNew: boolean; before: Said | null }
  | Extract<Admission, { outcome: 'refused' }>;

/** Two windows that come in for the first time at once make one person; two people with one login, two logins. */
async function lockIdentity(tx: Db, { issuer, subject, claims }: PortalPerson): Promise<void> {
  for (const key of [JSON.stringify([issuer, subject]), claims.login]) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
  }
}

async function findIdentity(tx: Db, { issuer, subject }: PortalPerson): Promise<Found | undefined> {
  const row = await tx
    .selectFrom('person_identity')
    .innerJoin('person', 'person.id', 'person_identity.person_id')
    .select(['person.id', 'person.status', 'person_identity.said'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.status !== 'active') return closed(row.id);
  return { outcome: 'found', personId: row.id, isNew: false, before: row.said as Said };
}

const closed = (personId: number): Found => ({
  outcome: 'refused',
  reason: 'account_closed',
  personId,
});

/**
 * Whether the login of a person is the house's. One that came from a portal whose users choose theirs, or that has
 * others, proves nothing: whoever has it in the house would be taken for them.
 */
export const hasHouseLogin = sql<boolean>`not exists (
  select from person_identity where person_identity.person_id = person.id and not shares_login)`;

/** Somebody the portal sends for the first time. */
async function meet(tx: Db, portal: PortalPerson, now: Temporal.Instant): Promise<Found> {
  const { login } = portal.claims;
  const namesake = await tx
    .selectFrom('person')
    .select(['id', 'status', hasHouseLogin.as('hasHouseLogin')])
    .where('login', '=', login)
    .executeTakeFirst();
  if (namesake?.hasHouseLogin && portal.sharesLogins)
    return recogniseNamesake(tx, { portal, namesake }, now);
  const freeLogin = namesake ? await nextLogin(tx, login) : login;
  const { firstName, lastName, email } = portal.claims;
  const named = { firstName: firstName ?? '', lastName: lastName ?? login, email: email ?? '' };
  const personId = await addPerson(tx, { actorId: null, login: freeLogin, ...named }, now);
  return { outcome: 'found', personId, isNew: true, before: null };
}

/** The person who has the login is the one the portal speaks of, unless it has spoken of them under another name. */
async function recogniseNamesake(
  tx: Db,
  { portal, namesake }: { portal: PortalPerson; namesake: { id: number; status: string } },
  now: Temporal.Instant,
): Promise<Found> {
  if (namesake.status !== 'active') return closed(namesake.id);
  const other = await tx
    .selectFrom('person_identity')
    .select('subject')
    .where('person_id', '=', namesake.id)
    .where('issuer', '=', portal.issuer)
    .executeTakeFirst();
  if (other) return { outcome: 'refused', reason: 'account_taken', personId: namesake.id };
  const subject = `person:${String(namesake.id)}`;
  const after = { issuer: portal.issuer };
  await recordAudit(tx, { actorId: null, act: 'link-identity', subject, after }, now);
  return { outcome: 'found', personId: namesake.id, isNew: false, before: null };
}

/** Two portals may have the same login for two people: the second one gets « marie.dupont-2 ». */
async function nextLogin(tx: Db, login: string): Promise<string> {
  const rows = await tx
    .selectFrom('person')
    .select('login')
    .where(sql<boolean>`starts_with(login, ${`${login}-`})`)
    .execute();
  const taken = new Set(rows.map((row) => row.login));
  let number = 2;
  while (taken.has(`${login}-${String(number)}`)) number += 1;
  return `${login}-${String(number)}`;
}

async function keepIdentity(
  tx: Db,
  { portal, personId, said }: { portal: PortalPerson; personId: number; said: Said },
  now: Temporal.Instant,
): Promise<void> {
  const { issuer, subject, sharesLogins } = portal;
  const row = { said: jsonb(said), last_seen_at: now, shares_login: sharesLogins };
  await tx
    .insertInto('person_identity')
    .values({ issuer, subject, person_id: personId, first_seen_at: now, ...row })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doUpdateSet(row))
    .execute();
}
