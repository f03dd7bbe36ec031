import { type RawBuilder, sql } from 'kysely';
import { words } from '../../platform/text/compare.ts';
import { parseTicketNumber } from '../../platform/text/numbers.ts';
import { findIdsOfPeople } from '../people/person-queries.ts';
import type { Db } from '../tables.ts';
import type { QueueView } from './queue-views.ts';
import { containing } from './ticket-summary.ts';

/** What somebody looks for in a list of the console, and what it names. */
export interface QueueText {
  /** As typed: it is with their accents that the words which say nothing are known. */
  readonly terms: readonly string[];
  readonly number: number | null;
  readonly personIds: readonly number[];
  /** Some of these people have answered in a team, and so may have taken tickets. */
  readonly answers: boolean;
  readonly categoryIds: readonly number[];
  readonly teamIds: readonly number[];
}

/** More people of one name than this are not a name. */
const mostPeople = 200;
/** Fewer letters are in almost every name; and no name has so many words. */
const fewestLetters = 3;
const mostWords = 6;

/** Finds out what a text names: a ticket, people, natures, teams. Null when there is nothing in it to look for. */
export async function readQueueText(db: Db, text: string): Promise<QueueText | null> {
  const said = words(text);
  const number = parseTicketNumber(text);
  if (said.length === 0) return null;
  const mayBeNames = said.length <= mostWords && said.some((word) => word.length >= fewestLetters);
  const personIds = mayBeNames ? findIdsOfPeople(said, mostPeople) : sql`'{}'::bigint[]`;
  const pattern = sql`fold(${containing(text.trim())})`;
  type Named = {
    person_ids: number[];
    answers: boolean;
    category_ids: number[];
    team_ids: number[];
  };
  const { rows } = await sql<Named>`
    with named as materialized (select ${personIds} as person_ids)
    select person_ids, exists (select from team_member where person_id = any(person_ids)) as answers,
      array(select category.id from category where fold(category.name) like ${pattern}) as category_ids,
      array(select team.id from team where fold(team.code || ' ' || team.name) like ${pattern}) as team_ids
    from named`.execute(db);
  const [named] = rows;
  if (named === undefined) throw new Error('what a text names is one row');
  const { answers, person_ids, category_ids, team_ids } = named;
  return {
    ...{ terms: termsOf(text), number, answers },
    ...{ personIds: person_ids, categoryIds: category_ids, teamIds: team_ids },
  };
}

/** « | » would be read as « either ». */
const termsOf = (text: string): string[] => text.replaceAll('|', ' ').trim().split(/\s+/);

const queryOf = ({ terms }: QueueText) => sql`(select search_query(${[...terms]}::text[], '{}'))`;

const oneOf = (column: RawBuilder<unknown>, ids: readonly number[]) =>
  ids.length === 0 ? [] : [sql`${column} = any(${[...ids]}::bigint[])`];

/**
 * The condition « the ticket holds this text »: its number, the people it is for or with, its nature, its team; or all
 * the words are in what everybody on it reads, in any form and order. Notes are never searched: they are not everybody's.
 */
export function holdsText(text: QueueText): RawBuilder<unknown> {
  const { number, personIds, answers, categoryIds, teamIds } = text;
  const conditions = [
    ...(number === null ? [] : [sql`ticket.number = ${number}`]),
    ...oneOf(sql`ticket.requester_id`, personIds),
    ...oneOf(sql`ticket.holder_id`, answers ? personIds : []),
    ...oneOf(sql`ticket.assignee_id`, answers ? personIds : []),
    ...oneOf(sql`ticket.category_id`, categoryIds),
    ...oneOf(sql`ticket.team_id`, teamIds),
    // Read by number, ticket after ticket: as a join, the database might first gather every ticket that has them.
    sql`(select ticket_words.words from ticket_words where ticket_words.ticket_number = ticket.number)
      @@ ${queryOf(text)}`,
  ];
  return sql`(${sql.join(conditions, sql` or `)})`;
}

/** So many tickets are weighed one by one. */
const fewEnough = 2_000;

/**
 * Finds the numbers of all the tickets that hold a text, in any view, when indexes say that they are few; null when they
 * are not, or when only going through a list would tell.
 */
export async function findFew(
  db: Db,
  text: QueueText,
  view: QueueView,
): Promise<readonly number[] | null> {
  const { number, personIds, answers, categoryIds, teamIds } = text;
  if (categoryIds.length + teamIds.length > 0) return null;
  // Who had a ticket that is over is in no index.
  if (answers && view === 'terminees') return null;
  const ofPeople = (column: RawBuilder<unknown>) =>
    oneOf(column, personIds).map(
      (isOneOf) => sql`select ticket.number from ticket where ${isOneOf}`,
    );
  const live = sql`ticket.state in ('awaiting', 'in_progress', 'on_hold', 'needs_information')`;
  const sources = [
    sql`select ticket_words.ticket_number from ticket_words where ticket_words.words @@ ${queryOf(text)}`,
    ...(number === null ? [] : [sql`select ${number}::bigint`]),
    ...ofPeople(sql`ticket.requester_id`),
    ...(answers ? ofPeople(sql`ticket.holder_id`).map((held) => sql`${held} and ${live}`) : []),
    ...(answers ? ofPeople(sql`ticket.assignee_id`) : []),
  ].map((source) => sql`(${source} limit ${sql.lit(fewEnough + 1)})`);
  const { rows } = await sql<{ number: number }>`
    select number from (${sql.join(sources, sql` union all `)}) as source(number)
    limit ${sql.lit(fewEnough + 1)}`.execute(db);
  return rows.length > fewEnough ? null : rows.map((row) => row.number);
}
