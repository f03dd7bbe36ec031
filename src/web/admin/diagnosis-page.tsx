import type { DirectoryRun } from '../../domain/people/directory-run.ts';
import { type SignInReason, signInReasons } from '../../domain/people/sign-in-trace.ts';
import type { SignInLine } from '../../domain/people/sign-in-trace-queries.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { Muted, Section } from '../../ui/arrangement.tsx';
import { Button, ButtonLink, Link } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-field.tsx';
import { GetForm } from '../../ui/form.tsx';
import { DescriptionList, EmptyState } from '../../ui/surface.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { doorWords } from '../door-words.ts';
import type { PageContext } from '../layout/page-context.ts';
import { DirectorySection } from './directory-section.tsx';
import { EditingPage } from './editing-page.tsx';

/** What narrows the list, as the address says it. */
export type DiagnosisFilters = { q: string; issue: '' | 'refus' };

export type DiagnosisPageProps = {
  ctx: PageContext;
  filters: DiagnosisFilters;
  /** The doors that are open, with where their portal or its proxy is when they have one. */
  doors: readonly { name: string; address: string | null }[];
  /** The last time the directory was followed, or was to be; undefined: there is none. */
  directory: DirectoryRun | undefined;
  lines: readonly SignInLine[];
  /** Where the older lines are. */
  olderHref: string | undefined;
  /** The page shows lines before one: there are newer ones. */
  hasNewer: boolean;
};

/** « Diagnostic de connexion »: who got in, who did not, why, and what can be done about it. */
export function DiagnosisPage(props: DiagnosisPageProps) {
  const { ctx, filters, olderHref, hasNewer } = props;
  const { t } = ctx;
  return (
    <EditingPage
      ctx={ctx}
      title={t('session:diagnosis.title')}
      lead={t('session:diagnosis.lead')}
      width="wide"
    >
      <Section id="portes" title={t('session:diagnosis.doors')}>
        <DescriptionList
          items={props.doors.map(({ name, address }) => ({
            term: doorWords(t, name),
            value: address ?? t('session:diagnosis.here'),
          }))}
        />
      </Section>
      {props.directory && <DirectorySection ctx={ctx} run={props.directory} />}
      <Section id="tentatives" title={t('session:diagnosis.attempts')}>
        <Filters {...props} />
        <Lines {...props} />
        <p class="cluster">
          {hasNewer && <Link href={paths.diagnosis(filters)}>{t('session:diagnosis.newest')}</Link>}
          {olderHref && <Link href={olderHref}>{t('session:diagnosis.older')}</Link>}
        </p>
        <p class="muted">{t('session:diagnosis.kept')}</p>
      </Section>
    </EditingPage>
  );
}

function Filters({ ctx: { t }, filters }: DiagnosisPageProps) {
  const isNarrow = filters.q !== '' || filters.issue !== '';
  return (
    <GetForm action={paths.diagnosis()} label={t('session:diagnosis.filter')} role="search">
      <TextField
        name="q"
        type="search"
        label={t('session:diagnosis.search')}
        hint={t('session:diagnosis.searchHint')}
        value={filters.q}
        maxLength={100}
      />
      <SelectField
        name="issue"
        label={t('session:diagnosis.outcome')}
        value={filters.issue}
        emptyLabel={t('session:diagnosis.all')}
        choices={[{ value: 'refus', label: t('session:diagnosis.refusals') }]}
      />
      <Button icon="filter" variant="secondary">
        {t('console:filter.apply')}
      </Button>
      {isNarrow && (
        <ButtonLink href={paths.diagnosis()} variant="quiet">
          {t('console:filter.reset')}
        </ButtonLink>
      )}
    </GetForm>
  );
}

function Lines({ ctx, filters, lines }: DiagnosisPageProps) {
  const { t } = ctx;
  const isNarrow = filters.q !== '' || filters.issue !== '';
  return (
    <Table<SignInLine>
      caption={t('session:diagnosis.attempts')}
      captionHidden
      rows={[...lines]}
      rowKey={({ id }) => id}
      columns={columnsFor(ctx)}
      empty={
        <EmptyState
          icon="signIn"
          title={t(isNarrow ? 'session:diagnosis.noneFound' : 'session:diagnosis.none')}
        >
          {isNarrow && <p>{t('session:diagnosis.noneFoundWhat')}</p>}
        </EmptyState>
      }
    />
  );
}

function columnsFor(ctx: PageContext): Column<SignInLine>[] {
  const { t, lang } = ctx;
  return [
    {
      key: 'at',
      header: t('session:diagnosis.at'),
      rowHeader: true,
      nowrap: true,
      cell: ({ at }) => formatDateTime(at, { lang }),
    },
    {
      key: 'person',
      header: t('session:diagnosis.person'),
      cell: ({ person }) =>
        person === null ? (
          <Muted>{t('session:diagnosis.nobody')}</Muted>
        ) : (
          <>
            {displayName(person)} <Muted>{person.login}</Muted>
          </>
        ),
    },
    {
      key: 'door',
      header: t('session:diagnosis.door'),
      cell: ({ door }) => doorWords(t, door),
    },
    {
      key: 'outcome',
      header: t('session:diagnosis.outcome'),
      cell: (line) => <Outcome ctx={ctx} line={line} />,
    },
    {
      key: 'reference',
      header: t('session:diagnosis.reference'),
      nowrap: true,
      cell: ({ reference }) => reference ?? '–',
    },
  ];
}

const isKnown = (reason: string): reason is SignInReason =>
  (signInReasons as readonly string[]).includes(reason);

/** What happened in a word, why in a sentence, and what to do. */
function Outcome({ ctx: { t }, line: { reason, detail } }: { ctx: PageContext; line: SignInLine }) {
  if (reason === null) {
    return (
      <Tag tone="success" icon="checkCircle">
        {t('session:diagnosis.admitted')}
      </Tag>
    );
  }
  return (
    <div class="stack" data-gap="xs">
      <Tag tone="warning" icon="warning">
        {t('session:diagnosis.refused')}
      </Tag>
      <span>
        {isKnown(reason) ? t(`session:reason.${reason}`) : reason}
        {detail !== null && ` (${detail})`}
      </span>
      {isKnown(reason) && <Muted>{t(`session:advice.${reason}`)}</Muted>}
    </div>
  );
}
