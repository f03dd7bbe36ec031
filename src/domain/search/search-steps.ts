import { type RawBuilder, sql } from 'kysely';
import { isVisibleTo } from '../tickets/ticket-access.ts';
import {
  asked,
  askedOf,
  filtersMatch,
  hasWords,
  newestNumbers,
  peopleNamed,
  type TicketSearch,
} from './matching-tickets.ts';

/** Looked at first: enough to fill the page of a very common word, and to tell whether a word may be rare. */
const nearest = 60;
/** Looked at next, when the words are not rare: what most people look for is recent. */
const freshest = 240;
/** Among all those: words that more of them have are everywhere, and their index would give a good part of the desk. */
const commonAmongFreshest = 20;
/** Tickets that the index on words gives for next to nothing. */
const veryFew = 200;
/** Words that fewer tickets have are sought through their index, and every one of them is weighed. */
const fewEnough = 2_000;
/** Of what more tickets have, only so many of the newest are looked at for a page. */
const farthest = 2_700;
/** More are not counted: nobody reads so many. */
export const mostCounted = 100;

type Sql = RawBuilder<unknown>;
const lit = (value: number | boolean): Sql => sql.lit(value);
const ref = (name: string): Sql => sql.ref(name);
const join = (parts: readonly Sql[], between: Sql): Sql => sql.join(parts, between);
const { page, start, query, reader } = asked;

/** The condition « the ticket of this number holds the words ». */
const holdsWords = (search: TicketSearch, number: Sql): Sql =>
  hasWords(search)
    ? sql`coalesce((select ticket_words.words from ticket_words
        where ticket_words.ticket_number = ${number}) @@ ${query}, false)`
    : lit(true);

/** Those of a list of numbers, in its order, that a person may see and that are what the filters say. */
const weigh = ({ viewer, filters }: TicketSearch, numbers: Sql, holds: Sql = lit(true)): Sql =>
  // One after the other, and never as a join: the database might first gather every ticket that is so.
  sql`select step.number from (${numbers}) as step cross join lateral (
    select from ticket where ticket.number = step.number and ${holds}
      and ${isVisibleTo(viewer, reader)} and ${filtersMatch(filters, viewer)} offset 0) as one`;

type Stretch = { name: string; size: number; before: Sql; isOpen: Sql };

/** Those of a step that hold the words, the newest first: read in one walk of their index, not one by one. */
const wordedOf = (search: TicketSearch, step: Sql): Sql =>
  hasWords(search)
    ? sql`select ticket_words.ticket_number as number from ticket_words
        where ticket_words.ticket_number = any(array(select number from ${step}))
          and ticket_words.words @@ ${query} order by ticket_words.ticket_number desc`
    : sql`select number from ${step} order by number desc`;

/** Looks at the newest tickets before a number, unless it is not open, and keeps those that are looked for. */
function lookAtNewest(search: TicketSearch, { name, size, before, isOpen }: Stretch): Sql {
  const [step, worded] = [ref(name), ref(`${name}_worded`)];
  const [found, end] = [ref(`${name}_found`), ref(`${name}_end`)];
  return sql`
    ${step} as materialized (select newest.number
      from (${newestNumbers({ viewer: search.viewer, before, size })}) as newest where ${isOpen}),
    ${worded} as materialized (${wordedOf(search, step)}),
    ${found} as materialized (${weigh(search, sql`select number from ${worded}`)}),
    ${end} as materialized (select count(*) as looked, (select count(*) from ${worded}) as worded,
      min(number) as last, (select count(*) from ${found}) as kept, ${isOpen} as is_open from ${step})`;
}

type Index = { name: string; source: Sql; most: number; isOpen: Sql; holds: Sql };

/** Asks an index for all there are, unless it is not open; kept when they are few. */
function askIndex(search: TicketSearch, { name, source, most, isOpen, holds }: Index): Sql {
  const [step, found, end] = [ref(name), ref(`${name}_found`), ref(`${name}_end`)];
  const numbers = sql`select number from ${step} where (select is_few from ${end}) order by number desc`;
  return sql`
    ${step} as materialized (${source} and ${isOpen} limit ${lit(most + 1)}),
    ${end} as materialized (
      select ${isOpen} as is_open, ${isOpen} and count(*) <= ${lit(most)} as is_few from ${step}),
    ${found} as materialized (${weigh(search, numbers, holds)} limit ${lit(mostCounted + 1)})`;
}

/** By their index alone: with a condition on numbers, the database might read the whole table in their order. */
const byWords = (name: string, most: number, isOpen: Sql): Index => ({
  ...{ name, most, isOpen, holds: lit(true) },
  source: sql`select worded.number from (select ticket_words.ticket_number as number from ticket_words
    where ticket_words.words @@ ${query} offset 0) as worded where worded.number < ${start}`,
});

const byRequester = (search: TicketSearch, isOpen: Sql): Index => ({
  ...{ name: 'requested', most: fewEnough, isOpen, holds: holdsWords(search, sql`step.number`) },
  source: sql`select ticket.number from ticket where ticket.number < ${start}
    and ticket.requester_id = any(${peopleNamed(search.filters.requester ?? [])})`,
});

const isFew = (name: string): Sql => sql`(select is_few from ${ref(`${name}_end`)})`;

/** How many tickets there are, about: what a sample says of them all. */
const documents = sql`greatest(0, (select reltuples from pg_class where oid = 'ticket_words'::regclass))`;

/** One word, or one of several: what is known of each of them tells how many tickets the index would give. */
const aloneOf = ({ wanted }: TicketSearch): readonly string[] =>
  wanted.length === 1
    ? (wanted[0] ?? '').split('|').filter((word) => /^[\p{L}\p{N}]+$/u.test(word))
    : [];

/** Whether the words are known to be common: the database keeps the share of tickets that hold each of those that are. */
const frequency = (search: TicketSearch): Sql => sql`
  frequency as materialized (
    select coalesce(max(known.share), 0) * ${documents} > ${lit(fewEnough)} as is_common
    from pg_stats cross join unnest(most_common_elems::text::text[], most_common_elem_freqs) as known (word, share)
    where schemaname = 'public' and tablename = 'ticket_words' and attname = 'words'
      and known.word = any(array(select unnest(tsvector_to_array(search_words(word)))
        from unnest(${aloneOf(search)}::text[]) as word)))`;
const isCommon = sql`(select is_common from frequency)`;

/** What the newest have said: whether to go on, and whether the words may be few enough for their index. */
const begun = (isRare: Sql): Sql => sql`
  begun as materialized (select near.kept + fresh.kept <= ${page} and near.looked = ${lit(nearest)}
      and not ${isRare} and fresh.looked = ${lit(freshest)} as goes_on,
    -- One more or less among some hundreds says nothing.
    (fresh.worded - 1) * ${documents} <= ${lit(fewEnough * freshest)} as may_be_few,
    near.looked < ${lit(nearest)} or fresh.is_open and fresh.looked < ${lit(freshest)} or ${isRare} as are_all,
    coalesce(fresh.last, near.last) as last, near.kept + fresh.kept as kept,
    near.worded + fresh.worded < ${lit(commonAmongFreshest)} as may_be_recent
  from near_end as near, fresh_end as fresh)`;

/** The newest tickets, further than anything else looks: as soon as they fill the page, no more are read. */
function lookFar(search: TicketSearch, isOpen: Sql): Sql {
  const before = sql`(select last from begun)`;
  const numbers = newestNumbers({ viewer: search.viewer, before, size: farthest });
  return sql`
    far as materialized (select newest.number from (${numbers}) as newest where ${isOpen}),
    far_found as materialized (${weigh(search, wordedOf(search, sql`far`))} limit ${page} + 1),
    far_end as materialized (select ${isOpen} as is_open, count(*) as looked, min(number) as last,
      (select count(*) from far_found) as kept from far)`;
}

/** Everything that was found, and what is known of the rest. */
function ending(steps: readonly string[], few: readonly string[]): Sql {
  const each = steps.map((name) => sql`select number from ${ref(`${name}_found`)}`);
  return sql`
    found as materialized (${join(each, sql` union `)}),
    outcome as materialized (select (select count(*) from found) as total,
      ${join([sql`begun.are_all`, ...few.map(isFew)], sql` or `)} or far.is_open
        and far.looked < ${lit(farthest)} and far.kept <= ${page} as are_all,
      coalesce(far.last, begun.last) as last
    from begun, far_end as far)`;
}

/**
 * The steps of a search, as the tables `found` and `outcome` of one statement. Each step is run only when the former
 * ones ask for it, and each is bounded, so that the whole costs the same whatever the history. The order of the work is
 * written here: what the database guesses of words it does not know changes nothing to it.
 *
 * Near: the newest tickets that a person may see. Rare: all that have the words, when they are hardly any. Fresh: some
 * hundreds of the next newest. Worded, requested: all those that an index gives, when they are few. Far: a long stretch
 * of the newest, after which the next page goes on. Recent: words common lately, and nowhere else.
 */
export function stepsOf(search: TicketSearch): Sql {
  const { wanted, filters } = search;
  const isByWords = wanted.length > 0;
  const isEmpty = sql`(select looked = ${lit(nearest)} and kept <= ${page} from near_end)`;
  const isUncommon = sql`(select worded * ${documents} <= ${lit(fewEnough * nearest)} from near_end)`;
  const goesOn = sql`(select goes_on from begun)`;
  const rare = isByWords
    ? [byWords('rare', veryFew, sql`${isEmpty} and ${isUncommon} and not ${isCommon}`)]
    : [];
  const isRare = isByWords ? isFew('rare') : lit(false);
  const worded = isByWords
    ? [
        byWords(
          'worded',
          fewEnough,
          sql`${goesOn} and (select may_be_few from begun) and not ${isCommon}`,
        ),
      ]
    : [];
  const isWorded = isByWords ? isFew('worded') : lit(false);
  const requested = filters.requester
    ? [byRequester(search, sql`${goesOn} and not ${isWorded}`)]
    : [];
  const few = [...worded, ...requested];
  const isFar = join([goesOn, ...few.map(({ name }) => sql`not ${isFew(name)}`)], sql` and `);
  const recent = isByWords
    ? [
        byWords(
          'recent',
          veryFew,
          sql`(select far.is_open and begun.may_be_recent and far.kept + begun.kept <= ${page}
        from far_end as far, begun) and not (select is_open from rare_end) and not ${isCommon}`,
        ),
      ]
    : [];
  const asks = (indexes: readonly Index[]): Sql[] => indexes.map((one) => askIndex(search, one));
  const look = (stretch: Stretch) => lookAtNewest(search, stretch);
  const names = [...rare, ...few, ...recent].map(({ name }) => name);
  return join(
    [
      askedOf(search),
      frequency(search),
      look({ name: 'near', size: nearest, before: start, isOpen: lit(true) }),
      ...asks(rare),
      look({
        ...{ name: 'fresh', size: freshest, before: sql`(select last from near_end)` },
        isOpen: sql`${isEmpty} and not ${isRare}`,
      }),
      begun(isRare),
      ...asks(few),
      lookFar(search, isFar),
      ...asks(recent),
      ending(['near', 'fresh', 'far', ...names], names),
    ],
    sql`, `,
  );
}
