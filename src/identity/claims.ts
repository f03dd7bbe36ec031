import type { ClaimField, ClaimTable, GroupPlace, GroupRule } from '../config-claims.ts';
import type { PortalClaims } from '../domain/people/portal-person.ts';
import { cleanText, isBlank } from '../platform/text/clean.ts';
import { type Affectation, readAffectation } from './affectation.ts';

/** What a door received of a person: names of attributes in small letters, and their values. */
export type Attributes = ReadonlyMap<string, readonly string[]>;

/** Gathers attributes by name, whatever their capitals. */
export function gatherAttributes(pairs: Iterable<readonly [string, string]>): Attributes {
  const gathered = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    gathered.set(key, [...(gathered.get(key) ?? []), value]);
  }
  return gathered;
}

/** A person as the table of the configuration reads them. */
export type ReadPerson = {
  claims: PortalClaims;
  groups: readonly string[];
  /** The fields of which a value could not be read. */
  unreadable: readonly ClaimField[];
};

const longest = 200;
const mostAffectations = 50;

/** One line of readable text; « X » is how some portals say that they have nothing to say. */
function lineOf(text: string): string {
  const line = cleanText(text)
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line === 'X' || isBlank(line) ? '' : line.slice(0, longest).toWellFormed();
}

/** Reads who somebody is from the attributes of a door: what the table does not name is not looked at. */
export function readPerson(table: ClaimTable, attributes: Attributes, subject: string): ReadPerson {
  const listOf = (field: ClaimField): string[] =>
    table[field]
      .flatMap((name) => attributes.get(name.toLowerCase()) ?? [])
      .map(lineOf)
      .filter(Boolean);
  const first = (field: ClaimField): string | null => listOf(field)[0] ?? null;
  const unreadable = new Set<ClaimField>();
  const affectations = (field: 'mainUnit' | 'units'): Affectation[] =>
    listOf(field)
      .slice(0, mostAffectations)
      .flatMap((text) => {
        const read = readAffectation(text);
        if (read === null) unreadable.add(field);
        return read ?? [];
      });
  const units = distinct(affectations('units'));
  const mainUnit = mainOf(affectations('mainUnit')[0] ?? null, units);
  const claims: PortalClaims = {
    login: (first('login') ?? lineOf(subject)).toLowerCase(),
    firstName: first('firstName'),
    lastName: first('lastName'),
    email: first('email'),
    phone: first('phone'),
    room: first('room'),
    site: first('site'),
    mainUnit,
    units: units.length === 0 ? null : units.filter(({ code }) => code !== mainUnit?.code),
  };
  return { claims, groups: listOf('groups'), unreadable: [...unreadable] };
}

const distinct = (units: readonly Affectation[]): Affectation[] => [
  ...new Map(units.map((unit) => [unit.code, unit])).values(),
];

/** The first affectation when the portal names it, called as the list calls it; else the first of the list. */
function mainOf(named: Affectation | null, units: readonly Affectation[]): Affectation | null {
  if (named === null) return units[0] ?? null;
  return units.find(({ code }) => code === named.code) ?? named;
}

/** Gives the places that groups mean here; the names of groups are compared without their capitals. */
export function placesOfGroups(
  rules: readonly GroupRule[],
  groups: readonly string[],
): GroupPlace[] {
  const held = new Set(groups.map((group) => group.toLowerCase()));
  return rules.filter(({ group }) => held.has(group.toLowerCase())).map(({ place }) => place);
}
