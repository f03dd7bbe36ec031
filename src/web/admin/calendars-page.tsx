import { paths } from '../../paths.ts';
import { Section, Stack } from '../../ui/arrangement.tsx';
import { Button, Link } from '../../ui/button.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { calendarLimits } from './calendar-fields.ts';
import { hoursInForce, type KeptCalendar } from './calendar-view.ts';
import { weekLines } from './calendar-words.ts';
import { EditingPage } from './editing-page.tsx';

export type CalendarsPageProps = {
  ctx: PageContext;
  calendars: readonly KeptCalendar[];
  now: Temporal.Instant;
  /** The name of a new calendar, as typed. */
  name: string;
  errors?: Readonly<Record<string, string>> | undefined;
};

/** « Calendriers »: when each team works. */
export function CalendarsPage(props: CalendarsPageProps) {
  const { ctx, calendars, errors } = props;
  const { t, person } = ctx;
  const decides = person?.isAdministrator === true;
  return (
    <EditingPage
      ctx={ctx}
      title={t('calendar:title')}
      lead={t(decides ? 'calendar:intro' : 'calendar:introOfLead')}
      width="wide"
      errors={errors}
    >
      <Stack gap="xl">
        <Table<KeptCalendar>
          caption={t('calendar:title')}
          captionHidden
          rows={[...calendars]}
          rowKey={({ id }) => id}
          columns={columnsFor(props)}
        />
        {decides && <AddCalendar {...props} />}
      </Stack>
    </EditingPage>
  );
}

function columnsFor({ ctx: { t }, now }: CalendarsPageProps): Column<KeptCalendar>[] {
  return [
    {
      key: 'name',
      header: t('calendar:list.name'),
      rowHeader: true,
      cell: ({ id, name, isDefault }) => (
        <Stack gap="xs">
          <Link href={paths.calendarEditing(id)}>{name}</Link>
          {isDefault && (
            <span>
              <Tag>{t('calendar:list.default')}</Tag>
            </span>
          )}
        </Stack>
      ),
    },
    {
      key: 'hours',
      header: t('calendar:list.hours'),
      cell: (calendar) => {
        const today = now.toZonedDateTimeISO(calendar.stored.timeZone).toPlainDate();
        return weekLines(hoursInForce(calendar, today).weekly, t).map((line) => (
          <div key={line}>{line}</div>
        ));
      },
    },
    {
      key: 'holidays',
      header: t('calendar:list.holidays'),
      cell: ({ stored: { holidayZone } }) =>
        t(holidayZone === null ? 'calendar:place.noHolidays' : `calendar:zone.${holidayZone}`),
    },
    {
      key: 'teams',
      header: t('calendar:teams.title'),
      cell: ({ teams }) =>
        teams.length > 0 ? (
          teams.map(({ code }) => code).join(', ')
        ) : (
          <span class="muted">{t('calendar:list.noTeam')}</span>
        ),
    },
  ];
}

function AddCalendar({ ctx: { t, csrfToken }, name, errors = {} }: CalendarsPageProps) {
  return (
    <Section id="ajouter" title={t('calendar:add.title')}>
      <Form action={paths.calendarDesk()} csrf={csrfToken}>
        <TextField
          name="nom"
          label={t('calendar:place.name')}
          hint={t('calendar:add.nameHint')}
          value={name}
          error={errors['nom']}
          maxLength={calendarLimits.nom}
          width="medium"
          required
        />
        <FormActions>
          <Button icon="plus">{t('calendar:add.act')}</Button>
        </FormActions>
      </Form>
    </Section>
  );
}
