import { type RawBuilder, sql } from 'kysely';
import type { AuditEntry } from '../audit/audit-queries.ts';
import type { Db } from '../tables.ts';

/** Kinds of things that entries of the log name by id, and where their names are. */
const sources = {
  team: sql`select 'team' as kind, id, code as name from team`,
  category: sql`select 'category', id, name from category`,
  family: sql`select 'family', id, name from family`,
  person: sql`select 'person', id, upper(last_name) || ' ' || first_name from person`,
  site: sql`select 'site', id, name from site`,
  organisation_unit: sql`select 'organisation_unit', id, name from organisation_unit`,
  article: sql`select 'article', id, title from article`,
  announcement: sql`select 'announcement', id, title from announcement`,
  calendar: sql`select 'calendar', id, name from calendar`,
} satisfies Record<string, RawBuilder<unknown>>;
export type NamedKind = keyof typeof sources;

/** Which key of an entry holds ids of what: one, or a list. */
const idKeys: Readonly<Record<string, NamedKind>> = {
  teamId: 'team',
  teamIds: 'team',
  categoryId: 'category',
  categoryIds: 'category',
  calendarId: 'calendar',
  familyId: 'family',
  siteId: 'site',
  siteIds: 'site',
  organisationUnitId: 'organisation_unit',
  unitIds: 'organisation_unit',
  otherUnitIds: 'organisation_unit',
};

/** The kind of thing a key of an entry names by id; undefined when it names nothing. */
export function kindOfKey(key: string): NamedKind | undefined {
  return idKeys[key];
}

/** One thing that an entry is about: « team:5/person:12 » is about two. */
export type SubjectPart = { kind: string; id: string };

/** Reads what an entry is about. */
export function subjectParts(subject: string): SubjectPart[] {
  return subject.split('/').map((part) => {
    const [kind = '', ...id] = part.split(':');
    return { kind: kind.replaceAll('-', '_'), id: id.join(':') };
  });
}

/** The name of something by its kind and id; undefined when it is not known (any more). */
export type AuditNames = (kind: string, id: number) => string | undefined;

function idsIn(key: string, value: unknown): { kind: NamedKind; id: number }[] {
  const kind = kindOfKey(key);
  if (kind !== undefined) {
    return [value].flat().flatMap((id) => (typeof id === 'number' ? [{ kind, id }] : []));
  }
  if (!Array.isArray(value)) return [];
  // A list of things that name others: the alternatives of a nature.
  return value.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null
      ? Object.entries(one).flatMap(([inner, id]) => idsIn(inner, id))
      : [],
  );
}

const isNamed = (kind: string): kind is NamedKind => kind in sources;

/** Reads in one statement the names of everything that some entries of the log are about. */
export async function readAuditNames(
  db: Db,
  entries: readonly Pick<AuditEntry, 'subject' | 'before' | 'after'>[],
): Promise<AuditNames> {
  const wanted = new Map<NamedKind, Set<number>>();
  const want = (kind: NamedKind, id: number) =>
    wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id));
  for (const { subject, before, after } of entries) {
    for (const { kind, id } of subjectParts(subject)) {
      if (isNamed(kind) && /^\d{1,15}$/.test(id)) want(kind, Number(id));
    }
    for (const [key, value] of [...Object.entries(before ?? {}), ...Object.entries(after ?? {})]) {
      for (const { kind, id } of idsIn(key, value)) want(kind, id);
    }
  }
  // Always every kind: one statement, prepared once, whatever the entries are about.
  const parts = (Object.keys(sources) as NamedKind[]).map(
    (kind) => sql`${sources[kind]} where id = any(${[...(wanted.get(kind) ?? [])]}::bigint[])`,
  );
  const { rows } = await sql<{ kind: string; id: number; name: string }>`
    ${sql.join(parts, sql` union all `)}`.execute(db);
  const names = new Map(rows.map(({ kind, id, name }) => [`${kind}:${String(id)}`, name]));
  return (kind, id) => names.get(`${kind}:${String(id)}`);
}
