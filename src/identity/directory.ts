import { AndFilter, type Entry, EqualityFilter, type Filter, FilterParser, OrFilter } from 'ldapts';
import type { DirectoryConfig } from '../config-directory.ts';
import type { DirectoryEntry } from '../domain/people/directory-plan.ts';
import type { DirectoryReading } from '../domain/tickets/follow-directory.ts';
import { gatherAttributes, readPerson } from './claims.ts';
import { readEntries } from './directory-client.ts';

/** All the people a directory names, and how many entries have no key to know them by. */
export type DirectoryRead = DirectoryReading & { withoutKey: number; unreadable: number };

/** Who speaks: where people are and what names them, so that another server of the same directory is the same one. */
export const issuerOf = ({ base, key }: DirectoryConfig): string =>
  `ldap:///${base.toLowerCase().replaceAll(/\s*([,=])\s*/g, '$1')}?${key.toLowerCase()}`;

/** Reads everybody the directory names, or those alone who have a login. */
export async function readDirectory(
  config: DirectoryConfig,
  login: string | null = null,
): Promise<DirectoryRead> {
  const filter = login === null ? config.filter : filterOf(config, login);
  const found = await readEntries(config, { attributes: attributesOf(config), filter });
  const entries: DirectoryEntry[] = [];
  let withoutKey = 0;
  let unreadable = 0;
  for (const entry of found) {
    const subject = keyOf(config, entry);
    if (subject === '') {
      withoutKey += 1;
      continue;
    }
    // Without a login of its own, an entry has none: its key is not one.
    const read = readPerson(config.claims, gatherAttributes(pairsOf(entry)), '');
    if (read.unreadable.length > 0) unreadable += 1;
    entries.push({ subject, claims: read.claims });
  }
  const { sharesLogins } = config;
  return { issuer: issuerOf(config), sharesLogins, entries, withoutKey, unreadable };
}

/** What the configuration asks for, and a login as it stands: nothing in it is read as a filter. */
const filterOf = ({ filter, claims }: DirectoryConfig, login: string): Filter =>
  new AndFilter({
    filters: [
      FilterParser.parseString(filter),
      new OrFilter({
        filters: claims.login.map((attribute) => new EqualityFilter({ attribute, value: login })),
      }),
    ],
  });

/** Groups are not even asked for: the directory gives no right. */
const attributesOf = ({ claims, key }: DirectoryConfig): string[] => {
  const { groups: _, ...fields } = claims;
  return [...new Set([key, ...Object.values(fields).flat()])];
};

function* pairsOf({ dn: _, ...attributes }: Entry): Generator<[string, string]> {
  for (const [name, values] of Object.entries(attributes)) {
    for (const value of [values].flat()) yield [name, value.toString()];
  }
}

/** The key of an entry, as text: that of Active Directory is bytes. */
function keyOf({ key }: DirectoryConfig, entry: Entry): string {
  const name = Object.keys(entry).find((one) => one.toLowerCase() === key.toLowerCase());
  const [value, ...more] = name === undefined ? [] : [entry[name] ?? []].flat();
  if (value === undefined || more.length > 0) return '';
  const bytes = Buffer.from(value);
  return key.toLowerCase() === 'objectguid' ? bytes.toString('hex') : bytes.toString('utf8').trim();
}
