import type { PersonalPart, PersonalRow } from '../../domain/reports/personal-data.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { PageHeading, PlainText, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { type Description, DescriptionList, Disclosure } from '../../ui/surface.tsx';
import type { T, TextKey } from '../../ui/texts.ts';
import { doorWords } from '../door-words.ts';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';

/** How many rows of each table the page shows; the file holds all. */
export const shownRows = 20;

// The tables and columns are those of the sources, and a test says that each has its words.
const tableName = (t: T, table: string): string => t(`profile:data.table.${table}` as TextKey);
const columnName = (t: T, name: string): string => t(`profile:data.column.${name}` as TextKey);

/** « Mes données »: everything held about the reader, and the same as a file. */
export function PersonalDataPage({
  ctx,
  parts,
}: {
  ctx: PageContext;
  parts: readonly PersonalPart[];
}) {
  const { t } = ctx;
  const empty = parts.filter(({ count }) => count === 0);
  return (
    <Page
      ctx={ctx}
      title={t('profile:data.title')}
      current="profile"
      width="narrow"
      breadcrumb={[{ label: t('news:profile.title'), href: paths.profile() }]}
    >
      <PageHeading title={t('profile:data.title')} lead={<p>{t('profile:data.lead')}</p>} />
      <Stack gap="lg">
        <div>
          <ButtonLink href={paths.personalDataFile()} download>
            {t('profile:data.download')}
          </ButtonLink>
        </div>
        <Stack>
          {parts
            .filter(({ count }) => count > 0)
            .map((part) => (
              <Part key={part.table} ctx={ctx} part={part} />
            ))}
        </Stack>
        <Stack gap="sm">
          {empty.length > 0 && (
            <p>
              {t('profile:data.none', {
                names: empty.map(({ table }) => tableName(t, table)).join(', '),
              })}
            </p>
          )}
          <p>{t('profile:data.left')}</p>
          <p>
            <Link href={paths.privacy()}>{t('profile:data.correct')}</Link>
          </p>
        </Stack>
      </Stack>
    </Page>
  );
}

function Part({ ctx, part }: { ctx: PageContext; part: PersonalPart }) {
  const { t } = ctx;
  const { table, count, rows } = part;
  return (
    <Disclosure
      look="panel"
      open={table === 'person'}
      summary={t('profile:data.part', { name: tableName(t, table), count })}
    >
      <ul class="records">
        {rows.map((row, index) => (
          // Rows have no name of their own: their place is all they are told by.
          <li key={index}>
            <DescriptionList items={describeRow(ctx, table, row)} />
          </li>
        ))}
      </ul>
      {count > rows.length && <p>{t('profile:data.first', { count: rows.length })}</p>}
    </Disclosure>
  );
}

function describeRow(ctx: PageContext, table: string, row: PersonalRow): Description[] {
  return (
    Object.entries(row)
      .filter(([, value]) => value !== null && value !== '' && !isEmpty(value))
      // Of a ticket, what one is to it; what one is not is only in the file.
      .filter(([, value]) => table !== 'ticket' || value !== false)
      .map(([name, value]) => ({
        key: name,
        term: columnName(ctx.t, name),
        value: shown(ctx, { table, name }, value),
      }))
  );
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const coded: ReadonlySet<string> = new Set(['act', 'kind', 'role', 'status', 'colorScheme']);
const alsoCoded: ReadonlySet<string> = new Set(['density', 'language', 'device']);

function shown(ctx: PageContext, at: { table: string; name: string }, value: unknown) {
  const { t, lang } = ctx;
  if (value instanceof Temporal.Instant) return formatDateTime(value, { lang });
  if (typeof value === 'boolean') return t(value ? 'profile:data.yes' : 'profile:data.no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return <PlainText text={wordsOf(t, at, value)} />;
  return <PlainText text={spelled(value)} />;
}

/** A code in the reader's words; what a person typed, and codes without words, as they are. */
function wordsOf(t: T, { table, name }: { table: string; name: string }, value: string): string {
  if (name === 'state') return t(`common:state.${value}` as TextKey);
  if (name === 'door') return doorWords(t, value);
  if (name === 'reason') return t(`session:reason.${value}` as TextKey);
  if (name === 'topic') return t(`profile:notices.topic.${value}` as TextKey);
  if (!coded.has(name) && !alsoCoded.has(name)) return value;
  // The acts of the log of administration are many and grow: they are told by their code.
  return table === 'audit_entry' ? value : t(`profile:data.code.${value}` as TextKey);
}

/** What has no fixed shape, a line for each thing it holds. */
function spelled(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(spelled).join('\n');
  return Object.entries(value)
    .map(([name, inner]) => `${name}: ${spelled(inner)}`)
    .join('\n');
}
