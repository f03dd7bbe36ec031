import type { AuditEntry } from '../../domain/audit/audit-queries.ts';
import type { AuditNames } from '../../domain/reports/audit-names.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { Button, ButtonLink, Link } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-field.tsx';
import { GetForm } from '../../ui/form.tsx';
import { Disclosure, EmptyState } from '../../ui/surface.tsx';
import { Table } from '../../ui/table.tsx';
import { DateField, TextField } from '../../ui/text-field.tsx';
import { knownKinds } from '../audit-keys.ts';
import { actWords, changesOf, subjectWords } from '../audit-words.ts';
import type { PageContext } from '../layout/page-context.ts';
import { actorName, Changes } from './editing-history.tsx';
import { EditingPage } from './editing-page.tsx';

/** What narrows the log, as the address says it. */
export type JournalFilters = { objet: string; qui: string; du: string; au: string };

/** The kinds of things one looks for in the log; the others show with all of it. */
export const filteredKinds = [
  'team',
  'category',
  'calendar',
  'targets',
  'article',
  'announcement',
  'person',
  'setting',
] as const satisfies readonly (keyof typeof knownKinds)[];

export type JournalPageProps = {
  ctx: PageContext;
  filters: JournalFilters;
  errors: Readonly<Record<string, string>>;
  entries: readonly AuditEntry[];
  names: AuditNames;
  /** Where the older entries are. */
  olderHref: string | undefined;
  /** The page shows entries before one: there are newer ones. */
  hasNewer: boolean;
};

/** « Journal d’administration »: who changed what, and when; nothing of it can be changed. */
export function JournalPage(props: JournalPageProps) {
  const { ctx, filters, errors, olderHref, hasNewer } = props;
  const { t } = ctx;
  const filtered: Record<string, string> = { ...filters };
  return (
    <EditingPage
      ctx={ctx}
      title={t('admin:audit.title')}
      lead={t('admin:audit.intro')}
      width="wide"
      errors={errors}
    >
      <Filters {...props} />
      <Entries {...props} />
      <p class="cluster">
        {hasNewer && <Link href={paths.journal(filtered)}>{t('admin:audit.newest')}</Link>}
        {olderHref && <Link href={olderHref}>{t('editing:history.older')}</Link>}
      </p>
    </EditingPage>
  );
}

const isNarrow = (filters: JournalPageProps['filters']): boolean =>
  Object.values(filters).some((value) => value !== '');

function Filters({ ctx: { t }, filters, errors }: JournalPageProps) {
  return (
    <GetForm action={paths.journal()} label={t('admin:audit.filter')} role="search">
      <SelectField
        name="objet"
        label={t('admin:audit.subject')}
        value={filters.objet}
        emptyLabel={t('admin:audit.everything')}
        choices={filteredKinds.map((kind) => ({ value: kind, label: t(knownKinds[kind]) }))}
      />
      <TextField
        name="qui"
        type="search"
        label={t('admin:audit.actor')}
        value={filters.qui}
        maxLength={100}
      />
      <DateField name="du" label={t('admin:audit.from')} value={filters.du} error={errors['du']} />
      <DateField name="au" label={t('admin:audit.until')} value={filters.au} error={errors['au']} />
      <Button icon="filter" variant="secondary">
        {t('console:filter.apply')}
      </Button>
      {isNarrow(filters) && (
        <ButtonLink href={paths.journal()} variant="quiet">
          {t('console:filter.reset')}
        </ButtonLink>
      )}
    </GetForm>
  );
}

function Entries({ ctx, entries, names, filters }: JournalPageProps) {
  const { t, lang } = ctx;
  const words = { ctx, names };
  return (
    <Table<AuditEntry>
      caption={t('admin:audit.title')}
      captionHidden
      rows={[...entries]}
      rowKey={({ id }) => id}
      empty={
        <EmptyState
          icon="history"
          title={t(isNarrow(filters) ? 'admin:audit.noneFound' : 'admin:audit.empty')}
        />
      }
      columns={[
        {
          key: 'at',
          header: t('admin:audit.at'),
          nowrap: true,
          cell: ({ at }) => <time dateTime={at.toString()}>{formatDateTime(at, { lang })}</time>,
        },
        {
          key: 'act',
          header: t('admin:audit.act'),
          rowHeader: true,
          cell: ({ act }) => actWords(ctx, act),
        },
        {
          key: 'subject',
          header: t('admin:audit.subject'),
          freeText: true,
          cell: ({ subject }) => subjectWords(words, subject),
        },
        {
          key: 'actor',
          header: t('admin:audit.actor'),
          cell: ({ actor }) => actorName(ctx, actor),
        },
        {
          key: 'changes',
          header: t('admin:audit.detail'),
          freeText: true,
          cell: (entry) => <Detail {...words} entry={entry} />,
        },
      ]}
    />
  );
}

function Detail({ ctx, names, entry }: { ctx: PageContext; names: AuditNames; entry: AuditEntry }) {
  const changes = changesOf({ ctx, names }, entry);
  if (changes.length === 0) return <>–</>;
  return (
    <Disclosure summary={changes.map(({ field }) => field).join(', ')}>
      <Changes ctx={ctx} changes={changes} />
    </Disclosure>
  );
}
