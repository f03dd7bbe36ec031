import type { FastifyRequest } from 'fastify';
import {
  parseSearch,
  printSearch,
  type TypedFilter,
  type TypedSearch,
} from '../../domain/search/parse-search.ts';
import { readDates } from '../../domain/search/search-dates.ts';
import type { UnderstoodSearch } from '../../domain/search/understand-search.ts';
import { formatDate } from '../../platform/text/dates.ts';
import { searchedText } from './search-text.ts';

/** The filters that have a field of their own, by its name; the others are only written. */
export const fieldKeys = [
  'etat',
  'nature',
  'equipe',
  'delai',
  'demandeur',
  'pris-par',
  'du',
  'au',
] as const;
export type FieldKey = (typeof fieldKeys)[number];
const isDay = (key: FieldKey): key is 'du' | 'au' => key === 'du' || key === 'au';

/** A search as its address says it. */
export type SearchAddress = {
  /** All that is asked, in one text: words and filters. */
  text: string;
  typed: TypedSearch;
  /** The address came from the form: the same search has an address with its text only. */
  isFromForm: boolean;
  /** Only tickets older than this one: where the former page stopped. */
  before: number | null;
  /** Not to be corrected. */
  isExact: boolean;
  /** Words close to those typed are looked for, even where these are found. */
  isNear: boolean;
};

const longestValue = 80;

function fieldValue(request: FastifyRequest, key: string): string | undefined {
  const value = (request.query as Record<string, string | string[] | undefined>)[key];
  return (Array.isArray(value) ? value[0] : value)
    ?.replaceAll('"', '')
    .trim()
    .slice(0, longestValue);
}

/** Days as one writes them by hand, whatever a browser sends. */
function writtenDay(key: 'du' | 'au', value: string, now: Temporal.Instant): string {
  const period = readDates(key, value, now);
  const day = period?.first ?? period?.last;
  return day ? formatDate(day) : value;
}

/** Reads a search from an address; what is written in the text wins over the field of the same name. */
export function readSearchAddress(request: FastifyRequest, now: Temporal.Instant): SearchAddress {
  const text = searchedText(request);
  const written = parseSearch(text);
  const fields = fieldKeys.flatMap((key): TypedFilter[] => {
    const value = fieldValue(request, key) ?? '';
    if (value === '' || written.filters.some((filter) => filter.key === key)) return [];
    return [{ key, value: isDay(key) ? writtenDay(key, value, now) : value }];
  });
  const typed = { ...written, filters: [...written.filters, ...fields] };
  const before = Number(fieldValue(request, 'avant') ?? '');
  return {
    text: fields.length === 0 ? text : printSearch(typed),
    typed,
    isFromForm: fieldKeys.some((key) => fieldValue(request, key) !== undefined),
    before: Number.isSafeInteger(before) && before > 0 ? before : null,
    isExact: fieldValue(request, 'exact') !== undefined,
    isNear: fieldValue(request, 'proche') !== undefined,
  };
}

/** What the fields that are closed lists offer. */
export type FieldChoices = Readonly<
  Record<'etat' | 'nature' | 'equipe' | 'delai', readonly string[]>
>;

/** What the form of a search shows: the text, and the value of each field. */
export type SearchForm = { text: string; fields: Partial<Record<FieldKey, string>> };

/** Shows each filter in its field, and in the text what no field can show. */
export function formOf(
  { typed }: SearchAddress,
  { understood, choices }: Pick<UnderstoodSearch, 'understood'> & { choices: FieldChoices },
  now: Temporal.Instant,
): SearchForm {
  const fields: SearchForm['fields'] = {};
  for (const key of fieldKeys) {
    const value = understood.get(key);
    if (value === undefined) continue;
    if (key in choices && !choices[key as keyof FieldChoices].includes(value)) continue;
    const period = isDay(key) ? readDates(key, value, now) : null;
    fields[key] = (period?.first ?? period?.last)?.toString() ?? value;
  }
  const filters = typed.filters.filter(({ key }) => !(key in fields));
  return { text: printSearch({ ...typed, filters }), fields };
}

/** Writes a search with other words and the same filters. */
export function withWords(typed: TypedSearch, wanted: readonly string[]): string {
  let next = 0;
  const terms = typed.terms.map((term) => {
    if (term.isRefused) return term;
    const text = wanted[next] ?? term.text;
    next += 1;
    return { ...term, text };
  });
  return printSearch({ ...typed, terms });
}
