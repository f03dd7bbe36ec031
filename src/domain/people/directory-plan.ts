import { decideRefresh, type Refreshed, type Standing } from './decide-refresh.ts';
import type { Person } from './person.ts';
import type { PortalClaims, Said, UnitClaim } from './portal-person.ts';

/** Somebody the directory names: `subject` is what it never gives to anybody else. */
export type DirectoryEntry = { subject: string; claims: PortalClaims };

/** Somebody the directory named before. */
export type FollowedPerson = {
  subject: string;
  personId: number;
  login: string;
  status: Person['status'];
  isAdministrator: boolean;
  /** Whether they administer or have a place in a team. */
  hasPlace: boolean;
  /** Whether their departure was noted. */
  isGone: boolean;
  before: Said | null;
  stands: Standing;
};

/** Who has a login here. */
export type Namesake = {
  personId: number;
  status: Person['status'];
  /** Whether the directory named them under a key already. */
  isFollowed: boolean;
  /** Whether it is a login of the house, and not one that they brought from elsewhere. */
  hasHouseLogin: boolean;
};

/** What the desk knows when the directory is read. */
export type DirectoryState = {
  followed: readonly FollowedPerson[];
  namesakes: ReadonlyMap<string, Namesake>;
  /** By code in capitals. */
  unitIds: ReadonlyMap<string, number>;
  siteIds: ReadonlyMap<string, number>;
  /** The people who administer today. */
  administrators: ReadonlySet<number>;
};

/** What is to be done about one person. */
export type DirectoryAct =
  | { act: 'arrival' | 'link'; entry: DirectoryEntry; login: string }
  /** Nothing in `changed`: only what the directory said last is to be kept. */
  | { act: 'change'; entry: DirectoryEntry; login: string; changed: Refreshed['changed'] }
  | { act: 'return'; entry: DirectoryEntry; login: string; personId: number }
  | { act: 'departure'; subject: string; login: string; personId: number };

/** Why somebody is left as they are. */
export type AsideReason =
  | 'key_twice'
  | 'login_missing'
  | 'login_twice'
  | 'login_taken'
  | 'account_closed'
  | 'return_with_place'
  | 'last_administrator'
  | 'failed';
export type LeftAside = { login: string; reason: AsideReason };

/** What the directory changes here. */
export type DirectoryPlan = {
  acts: DirectoryAct[];
  leftAside: LeftAside[];
  /** How many active people it had named before: departures are counted against them. */
  followed: number;
};

/** Plans what the directory changes: arrivals and links, changes, returns, departures. */
export function planDirectory(
  entries: readonly DirectoryEntry[],
  state: DirectoryState,
  { sharesLogins }: { sharesLogins: boolean },
): DirectoryPlan {
  const known = new Map(state.followed.map((person) => [person.subject, person]));
  const bySubject = Map.groupBy(entries, ({ subject }) => subject);
  const strangers = entries.filter(({ subject }) => !known.has(subject));
  const claimants = Map.groupBy(strangers, ({ claims }) => claims.login);
  const codes = placesOf(state);
  const acts: DirectoryAct[] = [];
  const leftAside: LeftAside[] = [];
  for (const entry of entries) {
    const { login } = entry.claims;
    const person = known.get(entry.subject);
    const isTwice = (bySubject.get(entry.subject)?.length ?? 0) > 1;
    const what = isTwice
      ? 'key_twice'
      : person
        ? planFollowed(entry, person, codes)
        : planStranger(entry, {
            namesake: state.namesakes.get(login),
            isAlone: claimants.get(login)?.length === 1,
            sharesLogins,
          });
    if (typeof what === 'string') leftAside.push({ login: person?.login ?? login, reason: what });
    else if (what) acts.push(what);
  }
  const left = planDepartures(state, (subject) => bySubject.has(subject));
  return {
    acts: [...acts, ...left.acts],
    leftAside: [...leftAside, ...left.leftAside],
    followed: state.followed.filter(isThere).length,
  };
}

const isThere = ({ status, isGone }: FollowedPerson): boolean => status === 'active' && !isGone;

/**
 * Somebody under a key that the directory had never used. A login that two entries claim at once, or that belongs to
 * somebody the directory knows by another key or who came from elsewhere, links nobody: it may be on its way from one person to another.
 */
function planStranger(
  entry: DirectoryEntry,
  {
    namesake,
    isAlone,
    sharesLogins,
  }: { namesake: Namesake | undefined; isAlone: boolean; sharesLogins: boolean },
): DirectoryAct | AsideReason {
  const { login } = entry.claims;
  if (login === '') return 'login_missing';
  if (!sharesLogins) return { act: 'arrival', entry, login };
  if (!isAlone) return 'login_twice';
  if (!namesake) return { act: 'arrival', entry, login };
  if (namesake.isFollowed || !namesake.hasHouseLogin) return 'login_taken';
  return namesake.status === 'active' ? { act: 'link', entry, login } : 'account_closed';
}

/** Somebody known by this key: a door never opens by itself to who had been given a place. */
function planFollowed(
  entry: DirectoryEntry,
  person: FollowedPerson,
  codes: Codes,
): DirectoryAct | AsideReason | null {
  const { personId, login, status, isGone, before, stands } = person;
  if (status !== 'active') {
    if (status !== 'left' || !isGone) return 'account_closed';
    return person.hasPlace ? 'return_with_place' : { act: 'return', entry, login, personId };
  }
  const { mainUnitId, ...said } = codes(entry.claims);
  const { changed } = decideRefresh(stands, { ...entry.claims, ...said, mainUnitId }, before);
  const isSaid = JSON.stringify(sorted(said)) === JSON.stringify(before && sorted(before));
  return changed.length === 0 && isSaid && !isGone
    ? null
    : { act: 'change', entry, login, changed };
}

const sorted = ({ phone, room, siteId, unitIds }: Said): Said => ({
  ...{ phone, room, siteId },
  unitIds: unitIds && unitIds.toSorted((a, b) => a - b),
});

/** Those the directory no longer names; whoever administers last stays, since nobody could open the door again. */
function planDepartures(
  { followed, administrators }: DirectoryState,
  isNamed: (subject: string) => boolean,
): Pick<DirectoryPlan, 'acts' | 'leftAside'> {
  const acts: DirectoryAct[] = [];
  const leftAside: LeftAside[] = [];
  let remaining = administrators.size;
  for (const person of followed) {
    if (isNamed(person.subject) || !isThere(person)) continue;
    const { subject, login, personId } = person;
    if (person.isAdministrator && remaining === 1) {
      leftAside.push({ login, reason: 'last_administrator' });
      continue;
    }
    if (person.isAdministrator) remaining -= 1;
    acts.push({ act: 'departure', subject, login, personId });
  }
  return { acts, leftAside };
}

type Codes = (claims: PortalClaims) => Said & { mainUnitId: number | null };

/** Reads places as rows of this desk; an affectation that will be made counts as a row that nobody has. */
function placesOf({ unitIds, siteIds }: DirectoryState): Codes {
  const coming = new Map<string, number>();
  const idOf = ({ code }: UnitClaim): number => {
    const key = code.toUpperCase();
    const known = unitIds.get(key) ?? coming.get(key);
    if (known !== undefined) return known;
    coming.set(key, -1 - coming.size);
    return -coming.size;
  };
  return ({ phone, room, site, mainUnit, units }) => ({
    phone,
    room,
    siteId: site === null ? null : (siteIds.get(site) ?? null),
    unitIds: units && units.map(idOf),
    mainUnitId: mainUnit && idOf(mainUnit),
  });
}

/** How many may leave at once, in a hundred, without anybody having said so. */
export const mostDepartures = 10;

/**
 * Says why a plan is not to be followed, if it is not: a directory that names nobody is broken, and one that drops many
 * people at once probably is. `allowed`: how many departures somebody looked at and accepts.
 */
export function stopOf(
  plan: DirectoryPlan,
  { read, allowed }: { read: number; allowed: number },
): 'empty' | 'too_many_departures' | null {
  if (read === 0) return 'empty';
  const departures = countActs(plan).departure;
  const isMany = departures * 100 > plan.followed * mostDepartures;
  return isMany && departures > allowed ? 'too_many_departures' : null;
}

/** How many people each act concerns; changes of which nothing is seen are left out. */
export function countActs(plan: DirectoryPlan): Record<DirectoryAct['act'], number> {
  const counts = { arrival: 0, link: 0, change: 0, return: 0, departure: 0 };
  for (const act of plan.acts) if (isSeen(act)) counts[act.act] += 1;
  return counts;
}

/** Whether somebody would see a difference. */
export const isSeen = (act: DirectoryAct): boolean =>
  act.act !== 'change' || act.changed.length > 0;
