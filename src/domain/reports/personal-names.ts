import { sql } from 'kysely';
import type { AuditedValues } from '../audit/audit-queries.ts';
import { type AnsweredNames, type Answers, idsNamedIn } from '../catalogue/answers.ts';
import type { OwnField } from '../catalogue/form.ts';
import type { DraftContent } from '../drafts/drafts.ts';
import type { Db } from '../tables.ts';
import { readAnsweredNames } from '../tickets/filed-answers.ts';
import { type AuditNames, readAuditNames } from './audit-names.ts';
import type { PersonalPart, PersonalRow } from './personal-data.ts';

/** A thing that a draft is about: by its id, or by the end of its address. */
export type DraftedThing = {
  kind: 'category' | 'article' | 'announcement' | 'calendar';
  id: string;
};

/** What the ids and codes in somebody's data stand for. */
export type PersonalNames = {
  /** Things by kind and id. */
  byId: AuditNames;
  /** Natures and sheets by the end of their address. */
  bySlug: (thing: DraftedThing) => string | undefined;
  /** The questions a ticket was filed with. */
  asked: (number: number) => readonly OwnField[];
  /** The questions a nature asks today. */
  asks: (slug: string) => readonly OwnField[];
  answered: AnsweredNames;
};

/** Reads what is needed to say somebody's data in words: a fixed number of statements, however many rows there are. */
export async function readPersonalNames(
  db: Db,
  { parts, things }: { parts: readonly PersonalPart[]; things: readonly DraftedThing[] },
): Promise<PersonalNames> {
  const rowsOf = (...tables: string[]) =>
    parts.filter(({ table }) => tables.includes(table)).flatMap(({ rows }) => rows);
  const tickets = rowsOf('ticket').filter(({ answers }) => answers !== null);
  const forms = await readForms(db, tickets);
  const asked = (number: number) => forms.get(number) ?? [];
  const named = tickets.map(({ number, answers }) =>
    idsNamedIn(asked(number as number), answers as Answers),
  );
  const byId = await readAuditNames(db, [
    ...rowsOf('audit_entry').map(auditedIn),
    ...rowsOf('announcement_version').map(({ content }) => said({ after: content })),
    ...rowsOf('draft', 'draft_aside').map(({ content }) => said({ after: sitesIn(content) })),
    ...things.map(({ kind, id }) => said({ subject: `${kind}:${id}` })),
  ]);
  const slugs = await readSlugs(db, things);
  return {
    byId,
    bySlug: ({ kind, id }) => slugs.get(`${kind}:${id}`)?.name,
    asked,
    asks: (slug) => slugs.get(`category:${slug}`)?.fields ?? [],
    answered: await readAnsweredNames(db, {
      people: named.flatMap(({ people }) => people),
      sites: named.flatMap(({ sites }) => sites),
    }),
  };
}

type Said = { subject: string; before: AuditedValues | null; after: AuditedValues | null };

function said({ subject = '', before, after }: Record<string, unknown>): Said {
  return {
    subject: typeof subject === 'string' ? subject : '',
    before: (before ?? null) as AuditedValues | null,
    after: (after ?? null) as AuditedValues | null,
  };
}

/** What a row about somebody's account or acts says, as an entry of the log says it. */
export const auditedIn = ({ subject, before, after }: PersonalRow): Said =>
  said({ subject, before, after });

/** Whatever is a number in a draft may be a site chosen. */
function sitesIn(content: unknown): { siteIds: number[] } {
  const texts = Object.values(content as DraftContent).flat();
  return { siteIds: texts.filter((text) => /^[1-9]\d{0,14}$/.test(text)).map(Number) };
}

async function readForms(db: Db, tickets: readonly PersonalRow[]) {
  const { rows } = await sql<{ number: number; fields: OwnField[] }>`
    select ticket.number, category_form.fields
    from ticket join category_form on category_form.id = ticket.form_id
    where ticket.number = any(${tickets.map(({ number }) => number as number)}::bigint[])`.execute(
    db,
  );
  return new Map(rows.map(({ number, fields }) => [number, fields]));
}

async function readSlugs(db: Db, things: readonly DraftedThing[]) {
  const slugsOf = (kind: DraftedThing['kind']) =>
    things.filter((thing) => thing.kind === kind).map(({ id }) => id);
  const { rows } = await sql<{
    kind: string;
    slug: string;
    name: string;
    fields: OwnField[] | null;
  }>`
    select 'category' as kind, slug, name, (select fields from category_form
      where category_id = category.id order by version desc limit 1) as fields
    from category where slug = any(${slugsOf('category')}::text[])
    union all
    select 'article', slug, title, null from article
    where slug = any(${slugsOf('article')}::text[])`.execute(db);
  return new Map(rows.map(({ kind, slug, ...thing }) => [`${kind}:${slug}`, thing]));
}
