import { isDeepStrictEqual } from 'node:util';
import type { AuditEntry } from '../domain/audit/audit-queries.ts';
import { type Target, targetPriorities } from '../domain/catalogue/target.ts';
import { type AuditNames, kindOfKey, subjectParts } from '../domain/reports/audit-names.ts';
import { formatDateTime } from '../platform/text/dates.ts';
import { formatWorkingMinutes } from '../platform/text/delays.ts';
import { formatNumber } from '../platform/text/numbers.ts';
import type { TextKey } from '../ui/texts.ts';
import { closureWords, versionWords } from './admin/calendar-words.ts';
import { knownActs, knownFields, knownKinds, knownSettings, knownValues } from './audit-keys.ts';
import type { PageContext } from './layout/page-context.ts';

/** What one part said before a change, and says after it. */
export type Change = { field: string; before: string; after: string };

/** A reader, and the names of what entries of the log are about. */
export type AuditWords = { ctx: PageContext; names: AuditNames };
type Words = AuditWords;

function known(keys: Readonly<Record<string, TextKey>>, name: string): TextKey | undefined {
  return Object.hasOwn(keys, name) ? keys[name] : undefined;
}

/** What an act is called; an act nobody gave words to yet is shown by its code. */
export function actWords({ t }: PageContext, act: string): string {
  const key = known(knownActs, act);
  return key === undefined ? act : t(key);
}

/** « Équipe SYSTEM-RESEAU », « Équipe DOPSI, personne LEROY Karim ». */
export function subjectWords({ ctx: { t }, names }: Words, subject: string): string {
  const parts = subjectParts(subject).map(({ kind, id }) => {
    const key = known(knownKinds, kind);
    const setting = kind === 'setting' ? known(knownSettings, id) : undefined;
    const named = /^\d{1,15}$/.test(id) ? names(kind, Number(id)) : undefined;
    const name = setting === undefined ? named : t(setting);
    return `${key === undefined ? kind : t(key)} ${name ?? id}`.trim();
  });
  return parts.join(', ');
}

/** What an entry says was there before and after, part by part; what did not change is left out. */
export function changesOf(
  words: Words,
  { before, after }: Pick<AuditEntry, 'before' | 'after'>,
): Change[] {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return keys
    .filter((key) => !isDeepStrictEqual(before?.[key], after?.[key]))
    .map((key) => ({
      field: fieldWords(words, key),
      before: valueWords(words, key, changedPart(key, before?.[key], after?.[key])),
      after: valueWords(words, key, changedPart(key, after?.[key], before?.[key])),
    }));
}

/** Lists that grow for years, of which only what differs says something. */
const longLists: readonly string[] = ['versions', 'closures'];

function changedPart(key: string, value: unknown, other: unknown): unknown {
  if (!longLists.includes(key) || !Array.isArray(value) || !Array.isArray(other)) return value;
  return value.filter((one) => !other.some((same) => isDeepStrictEqual(one, same)));
}

function fieldWords({ ctx: { t } }: Words, name: string): string {
  const key = known(knownFields, name);
  return key === undefined ? name : t(key);
}

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function valueWords(words: Words, key: string, value: unknown): string {
  const { t, lang } = words.ctx;
  if (isPriority(key)) return promiseWords(words, value);
  if (key === 'teamId' && value === null) return t('admin:categories.byTriage');
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    const separator = key === 'alternatives' || longLists.includes(key) ? '\n' : ', ';
    return value.map((one) => valueWords(words, key, one)).join(separator);
  }
  if (typeof value === 'boolean') return t(value ? 'editing:value.yes' : 'editing:value.no');
  if (key === 'rate' && typeof value === 'number') return formatNumber(value, lang);
  if (typeof value === 'number') return nameOf(words, key, value) ?? String(value);
  if (key === 'alternatives') return alternativeWords(words, value);
  if (key === 'versions') return versionWords(value, t);
  if (key === 'closures') return closureWords(value, t);
  if (typeof value !== 'string') return JSON.stringify(value);
  const code = valueKey(key, value);
  if (code !== undefined) return t(code);
  return instant.test(value) ? formatDateTime(Temporal.Instant.from(value), { lang }) : value;
}

const valueKeys: Readonly<Record<string, Readonly<Record<string, TextKey>>>> = knownValues;

function valueKey(field: string, code: string): TextKey | undefined {
  return Object.hasOwn(valueKeys, field) ? known(valueKeys[field] ?? {}, code) : undefined;
}

function nameOf({ names }: Words, key: string, id: number): string | undefined {
  const kind = kindOfKey(key);
  return kind === undefined ? undefined : names(kind, id);
}

const isPriority = (key: string): boolean => targetPriorities.some((one) => one === key);

/** What is promised at a priority, in working hours: they do not depend on a calendar. */
function promiseWords({ ctx: { t } }: Words, value: unknown): string {
  if (value === undefined || value === null) return t('target:audit.followed');
  const { takeMinutes, resolveMinutes } = value as Target;
  return t('target:audit.promise', {
    take: formatWorkingMinutes(takeMinutes),
    resolve: formatWorkingMinutes(resolveMinutes),
  });
}

/** « Choisissez plutôt … si … », as the page of the nature says it. */
function alternativeWords({ ctx: { t }, names }: Words, value: unknown): string {
  const { categoryId, condition } = value as { categoryId: number; condition: string };
  const name = names('category', categoryId) ?? String(categoryId);
  return t('editing:value.alternative', { name, condition });
}
