import { paths } from '../../paths.ts';
import { formatDate } from '../../platform/text/dates.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { DateField, TextField } from '../../ui/text-field.tsx';
import { calendarLimits } from './calendar-fields.ts';
import type { CalendarPageProps } from './calendar-page.tsx';
import { hoursInForce } from './calendar-view.ts';
import { weekdays, weekLines } from './calendar-words.ts';
import { EditingForm } from './editing-form.tsx';

/** The button that copies Monday to the other working days, and keeps nothing. */
export const copyName = '_copier';

type Version = CalendarPageProps['calendar']['stored']['versions'][number];
type HoursTableProps = CalendarPageProps & { decides: boolean };

/** The hours of every week, one line for each day they changed. */
export function HoursTable(props: HoursTableProps) {
  const { t } = props.ctx;
  const { versions } = props.calendar.stored;
  return (
    <Table<Version>
      caption={t('calendar:hours.versions')}
      captionHidden
      rows={versions.toReversed()}
      rowKey={({ validFrom }) => validFrom}
      columns={columnsFor(props)}
    />
  );
}

function columnsFor(props: HoursTableProps): Column<Version>[] {
  const { ctx, calendar, today, decides } = props;
  const { t } = ctx;
  const { versions } = calendar.stored;
  const current = hoursInForce(calendar, today).index;
  const isComing = (version: Version) => version.validFrom > today.toString();
  const columns: Column<Version>[] = [
    {
      key: 'since',
      header: t('calendar:hours.since'),
      rowHeader: true,
      nowrap: true,
      cell: (version) =>
        version === versions[0]
          ? t('calendar:hours.first')
          : formatDate(Temporal.PlainDate.from(version.validFrom)),
    },
    {
      key: 'week',
      header: t('calendar:hours.week'),
      cell: ({ weekly }) => weekLines(weekly, t).map((line) => <div key={line}>{line}</div>),
    },
    {
      key: 'state',
      header: t('calendar:hours.state'),
      cell: (version) => {
        if (version === versions[current]) return t('calendar:hours.current');
        return t(isComing(version) ? 'calendar:hours.coming' : 'calendar:hours.past');
      },
    },
  ];
  if (!decides || !versions.slice(1).some(isComing)) return columns;
  return [
    ...columns,
    {
      key: 'drop',
      header: t('calendar:closures.actions'),
      headerHidden: true,
      cell: (version) =>
        version !== versions[0] && isComing(version) && <Drop {...props} version={version} />,
    },
  ];
}

function Drop({ ctx, calendar, version }: HoursTableProps & { version: Version }) {
  const { t, csrfToken } = ctx;
  const date = formatDate(Temporal.PlainDate.from(version.validFrom));
  return (
    <Form
      action={paths.calendarHoursEnd(calendar.id, version.validFrom)}
      csrf={csrfToken}
      hidden={{ version: calendar.version }}
      layout="plain"
    >
      <Button variant="quiet" size="sm" hiddenText={t('calendar:hours.dropOf', { date })}>
        {t('calendar:hours.drop')}
      </Button>
    </Form>
  );
}

/** The hours of a week as one types them, and the day they begin. */
export function HoursForm({
  ctx,
  calendar,
  fields,
  today,
  isCopied,
  drafts,
  errors = {},
}: CalendarPageProps) {
  const { t } = ctx;
  return (
    <EditingForm
      ctx={ctx}
      action={paths.calendarHours(calendar.id)}
      draftUrl={paths.calendarHoursDraft(calendar.id)}
      draft={drafts.horaires ?? null}
      hidden={{ version: calendar.version }}
      submit={{ label: t('calendar:hours.save'), icon: 'save' }}
      others={
        <Button variant="secondary" icon="copy" name={copyName} value="oui">
          {t('calendar:hours.copy')}
        </Button>
      }
    >
      {isCopied && (
        <Alert tone="info" live="status">
          <p>{t('calendar:hours.copied')}</p>
        </Alert>
      )}
      <p class="muted">{t('calendar:hours.intro')}</p>
      {weekdays.map((day) => (
        <TextField
          key={day}
          name={`jour${String(day)}`}
          label={t(`calendar:weekday.${day}`)}
          value={fields[`jour${String(day)}`]}
          error={errors[`jour${String(day)}`]}
          placeholder={t('calendar:hours.closed')}
          maxLength={calendarLimits.horaires}
          width="medium"
          autocomplete="off"
        />
      ))}
      <DateField
        name="depuis"
        label={t('calendar:hours.from')}
        hint={t('calendar:hours.fromHint')}
        value={fields['depuis']}
        error={errors['depuis']}
        min={today.toString()}
        required
      />
    </EditingForm>
  );
}
