import type { Answers } from '../../domain/catalogue/answers.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import type { PersonalRow } from '../../domain/reports/personal-data.ts';
import { auditedIn, type PersonalNames } from '../../domain/reports/personal-names.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { PlainText } from '../../ui/arrangement.tsx';
import { type Description, DescriptionList } from '../../ui/surface.tsx';
import type { T, TextKey } from '../../ui/texts.ts';
import { actWords, changesOf, subjectWords } from '../audit-words.ts';
import { doorWords } from '../door-words.ts';
import type { PageContext } from '../layout/page-context.ts';
import { answerItems } from '../own-answers.tsx';
import { placeWords } from '../place-words.ts';
import { draftedItems } from './drafted-words.tsx';

/** A reader of their data, and what its ids and codes stand for. */
export type PersonalWords = { ctx: PageContext; names: PersonalNames };
type Cell = { table: string; row: PersonalRow; name: string };

// The tables and columns are those of the sources, and a test says that each has its words.
const columnName = (t: T, name: string): string => t(`profile:data.column.${name}` as TextKey);

/** What is called a table of the data of a person. */
export const tableName = (t: T, table: string): string =>
  t(`profile:data.table.${table}` as TextKey);

/** What a row says, each part under its name; what is empty is left out. */
export function describeRow(words: PersonalWords, table: string, row: PersonalRow): Description[] {
  return (
    Object.entries(row)
      .filter(([, value]) => !isEmpty(value))
      // Of a ticket, what one is to it; what one is not is only in the file.
      .filter(([, value]) => table !== 'ticket' || value !== false)
      .flatMap(([name, value]) => {
        const shown = valueOf(words, { table, row, name }, value);
        return shown === null
          ? []
          : [{ key: name, term: columnName(words.ctx.t, name), value: shown }];
      })
  );
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  if (typeof value !== 'object' || value instanceof Temporal.Instant) return false;
  return Object.keys(value).length === 0;
}

function valueOf(words: PersonalWords, cell: Cell, value: unknown) {
  const { t, lang } = words.ctx;
  if (value instanceof Temporal.Instant) return formatDateTime(value, { lang });
  if (typeof value === 'boolean') return t(value ? 'profile:data.yes' : 'profile:data.no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return <PlainText text={codeWords(words, cell, value)} />;
  if (Array.isArray(value)) return <PlainText text={value.map(String).join('\n')} />;
  return typeof value === 'object' && value !== null ? shapedWords(words, cell, value) : null;
}

const coded: ReadonlySet<string> = new Set(['act', 'kind', 'role', 'status', 'colorScheme']);
const alsoCoded: ReadonlySet<string> = new Set(['density', 'language', 'device']);
/** What is done to news and sheets is called as in the log of administration. */
const loggedAs: Readonly<Record<string, string>> = {
  announcement_version: 'announcement',
  article_version: 'article',
};

/** A code in the reader's words; what a person typed as it is. */
function codeWords({ ctx, names }: PersonalWords, { table, name }: Cell, value: string): string {
  const { t } = ctx;
  if (name === 'state') return t(`common:state.${value}` as TextKey);
  if (name === 'door') return doorWords(t, value);
  if (name === 'reason') return t(`session:reason.${value}` as TextKey);
  if (name === 'topic') return t(`profile:notices.topic.${value}` as TextKey);
  if (name === 'place') return placeWords(ctx, names, value);
  if (table === 'audit_entry') return auditedWords({ ctx, names }, name, value);
  if (!coded.has(name) && !alsoCoded.has(name)) return value;
  const thing = loggedAs[table];
  if (thing !== undefined) return actWords(ctx, `${value}-${thing}`);
  // A reminder is one, whatever it reminds of.
  return t(`profile:data.code.${value.replace(/^remind_.*/, 'remind')}` as TextKey);
}

function auditedWords({ ctx, names }: PersonalWords, name: string, value: string): string {
  if (name === 'act') return actWords(ctx, value);
  return name === 'subject' ? subjectWords({ ctx, names: names.byId }, value) : value;
}

/** What has a shape of its own: answers, what was being written, what an act changed. */
function shapedWords(words: PersonalWords, { table, row, name }: Cell, value: object) {
  const { ctx, names } = words;
  if (table === 'ticket') {
    const fields = names.asked(row['number'] as number);
    const own = { ...names.answered, fields, answers: value as Answers, files: [] };
    return inside(answerItems({ ctx, own }));
  }
  if (table === 'draft' || table === 'draft_aside') {
    const place = String(row['place']);
    return inside(draftedItems({ ctx, names, place, content: value as DraftContent }));
  }
  const audited = table === 'audit_entry' ? auditedIn(row) : auditedIn({ after: value });
  const part = name === 'before' ? 'before' : 'after';
  const changes = changesOf({ ctx, names: names.byId }, audited);
  return inside(
    changes
      .filter((change) => change[part] !== '')
      .map((change) => ({ term: change.field, value: <PlainText text={change[part]} /> })),
  );
}

const inside = (items: Description[]) =>
  items.length === 0 ? null : <DescriptionList layout="stack" items={items} />;
