import { longestLabel, mostDays } from '../../domain/calendar/calendar-faults.ts';
import type { ClosurePeriod } from '../../domain/calendar/compile-calendar.ts';
import type { ImportedClosures, ImportFault } from '../../domain/calendar/import-closures.ts';
import { mostImported } from '../../domain/calendar/import-closures.ts';
import type { ClosurePlan } from '../../domain/calendar/plan-closures.ts';
import type { Draft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';
import { formatTime } from '../../platform/text/dates.ts';
import { Alert } from '../../ui/alert.tsx';
import { Section, Stack } from '../../ui/arrangement.tsx';
import { Button } from '../../ui/button.tsx';
import { OneFileField } from '../../ui/file-field.tsx';
import { DraftBar, Form, FormActions } from '../../ui/form.tsx';
import { Disclosure } from '../../ui/surface.tsx';
import { Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { DraftNotice } from '../draft-notice.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { textFileName, textName } from '../receive-text.ts';
import type { KeptCalendar } from './calendar-view.ts';
import { daysText, hoursText } from './calendar-words.ts';
import { previewName } from './editing.ts';
import { type HistoryItem, Late } from './editing-history.tsx';
import { EditingPage } from './editing-page.tsx';

/** What a text would change of a calendar, and how its form says that this is what was read. */
export type ImportReading = ImportedClosures & { plan: ClosurePlan; digest: string };

/** The fields that say what the page showed; they are no part of what is typed. */
export const readName = '_lu';
export const versionName = '_version';

export type CalendarImportPageProps = {
  ctx: PageContext;
  calendar: KeptCalendar;
  text: string;
  draft: Draft | null;
  errors?: Readonly<Record<string, string>> | undefined;
  /** What others did to the calendar since the page was read. */
  late: readonly HistoryItem[] | null;
  /** Null before anything was asked. */
  reading: ImportReading | null;
  /** The text is no longer the one whose changes were shown: it is shown again before it is done. */
  isUnread: boolean;
};

/** Closures out of a file: what it would change, line by line what to correct, then the way to do it. */
export function CalendarImportPage(props: CalendarImportPageProps) {
  const { ctx, calendar, errors, late, reading } = props;
  const { t } = ctx;
  return (
    <EditingPage
      ctx={ctx}
      title={t('calendar:import.title')}
      eyebrow={calendar.name}
      lead={t('calendar:import.lead')}
      above={[
        { label: t('calendar:title'), href: paths.calendarDesk() },
        { label: calendar.name, href: paths.calendarEditing(calendar.id) },
      ]}
      errors={errors}
    >
      {late && (
        <Late
          ctx={ctx}
          title={t('calendar:late.title')}
          done={late}
          next={t('calendar:import.lateNext')}
          historyHref={paths.calendarHistory(calendar.id)}
        />
      )}
      {props.isUnread && (
        <Alert tone="info" live="status">
          <p>{t('calendar:import.unread')}</p>
        </Alert>
      )}
      <Stack gap="xl">
        {reading && <Preview ctx={ctx} reading={reading} />}
        <ImportForm {...props} />
        <Formats ctx={ctx} />
      </Stack>
    </EditingPage>
  );
}

/** More wrong lines than anybody corrects one by one. */
const mostShown = 50;

type PreviewProps = { ctx: PageContext; reading: ImportReading };

function Preview({ ctx, reading }: PreviewProps) {
  const { t } = ctx;
  const { plan, faults, cancelled } = reading;
  const counts = [
    ['added', plan.added.length],
    ['changed', plan.changed.length],
    ['same', plan.same.length],
    ['cancelled', cancelled],
    ['wrong', faults.length],
  ] as const;
  const said = counts.filter(([, count]) => count > 0);
  return (
    <Section id="apercu" title={t('calendar:import.preview')}>
      <Stack gap="md">
        {said.length === 0 ? (
          <p>{t('calendar:import.nothing')}</p>
        ) : (
          <ul>
            {said.map(([what, count]) => (
              <li key={what}>{t(`calendar:import.count.${what}`, { count })}</li>
            ))}
          </ul>
        )}
        {faults.length > 0 && <Faults ctx={ctx} reading={reading} />}
        <Changes ctx={ctx} reading={reading} />
      </Stack>
    </Section>
  );
}

function Faults({ ctx: { t }, reading: { plan, faults } }: PreviewProps) {
  const rest = faults.length - mostShown;
  return (
    <Alert tone="warning" level={3} title={t('calendar:import.faults')}>
      <ul>
        {faults.slice(0, mostShown).map(({ line, code }, index) => (
          <li key={index}>
            {t('calendar:import.line', { line })}{' '}
            {t(`calendar:import.fault.${faultKey(code)}`, faultValues[code] ?? {})}
          </li>
        ))}
      </ul>
      {rest > 0 && <p>{t('calendar:import.moreFaults', { count: rest })}</p>}
      <p>
        {t('calendar:import.faultsNext')}
        {plan.added.length + plan.changed.length > 0 && ` ${t('calendar:import.othersNow')}`}
      </p>
    </Alert>
  );
}

/** « too_many » alone would be the plural of « too ». */
const faultKey = (code: ImportFault['code']) => (code === 'too_many' ? 'overflow' : code);

const faultValues: Partial<Record<ImportFault['code'], { count: number }>> = {
  too_long: { count: mostDays },
  label_too_long: { count: longestLabel },
  too_many: { count: mostImported },
};

type Row = { closure: ClosurePeriod; what: 'added' | 'changed' | 'same'; before: string[] };

/** Every closure of the text, in order of date, and what becomes of it. */
function Changes({ ctx: { t }, reading: { plan } }: PreviewProps) {
  const words = (closure: ClosurePeriod) =>
    [daysText(closure, t), hoursText(closure.hours)].filter((part) => part !== '').join(', ');
  const rows: Row[] = [
    ...plan.added.map((closure): Row => ({ closure, what: 'added', before: [] })),
    ...plan.changed.map(
      ({ before, after }): Row => ({ closure: after, what: 'changed', before: before.map(words) }),
    ),
    ...plan.same.map((closure): Row => ({ closure, what: 'same', before: [] })),
  ].toSorted((one, other) => (one.closure.from < other.closure.from ? -1 : 1));
  if (rows.length === 0) return null;
  return (
    <Table<Row>
      caption={t('calendar:import.preview')}
      captionHidden
      rows={rows}
      rowKey={(row) => rows.indexOf(row)}
      columns={[
        {
          key: 'label',
          header: t('calendar:closures.label'),
          rowHeader: true,
          freeText: true,
          cell: ({ closure }) => closure.label,
        },
        {
          key: 'days',
          header: t('calendar:closures.dates'),
          cell: ({ closure }) => words(closure),
        },
        {
          key: 'what',
          header: t('calendar:import.what'),
          cell: ({ what, before }) => (
            <>
              <Tag {...looks[what]}>{t(`calendar:import.${what}`)}</Tag>
              {before.length > 0 && (
                <>
                  <br />
                  <span class="muted">
                    {t('calendar:import.before', { days: before.join(' ; ') })}
                  </span>
                </>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

const looks = {
  added: { tone: 'success', icon: 'plus' },
  changed: { tone: 'info', icon: 'swap' },
  same: { outline: true, icon: 'check' },
} as const;

function ImportForm(props: CalendarImportPageProps) {
  const { ctx, calendar, text, draft, errors = {}, reading } = props;
  const { t, lang, csrfToken } = ctx;
  const draftUrl = paths.calendarImportDraft(calendar.id);
  const count = reading ? reading.plan.added.length + reading.plan.changed.length : 0;
  return (
    <Form
      action={paths.calendarImport(calendar.id)}
      csrf={csrfToken}
      draftUrl={draftUrl}
      multipart
      hidden={{ [versionName]: calendar.version, [readName]: reading?.digest ?? '' }}
    >
      {draft && <DraftNotice ctx={ctx} draft={draft} url={draftUrl} />}
      <OneFileField
        name={textFileName}
        label={t('calendar:import.file')}
        hint={t('calendar:import.fileHint')}
        error={errors[textFileName]}
        accept=".csv,.ics,.txt,text/csv,text/calendar,text/plain"
        required={false}
      />
      <TextArea
        name={textName}
        label={t('calendar:import.text')}
        hint={t('calendar:import.textHint')}
        value={text}
        error={errors[textName]}
        rows={8}
        required={false}
      />
      <div class="stack" data-gap="sm">
        <FormActions>
          {count > 0 && <Button icon="save">{t('calendar:import.do', { count })}</Button>}
          <Button
            variant={count > 0 ? 'secondary' : 'primary'}
            icon="search"
            formAction={draftUrl}
            name={previewName}
            value="oui"
          >
            {t('calendar:import.check')}
          </Button>
        </FormActions>
        <DraftBar
          url={draftUrl}
          savedAt={draft ? formatTime(draft.savedAt, { lang }) : undefined}
        />
      </div>
    </Form>
  );
}

/** What a file looks like, for who makes one. */
function Formats({ ctx: { t } }: { ctx: PageContext }) {
  return (
    <Disclosure summary={t('calendar:import.formats')}>
      <Stack gap="sm">
        <p>{t('calendar:import.csv')}</p>
        <pre>{t('calendar:import.csvExample')}</pre>
        <p>{t('calendar:import.ics')}</p>
        <p>{t('calendar:import.again')}</p>
      </Stack>
    </Disclosure>
  );
}
