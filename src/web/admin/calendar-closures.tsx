import type { Draft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';
import { Cluster } from '../../ui/arrangement.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice-field.tsx';
import { FieldRow, Form } from '../../ui/form.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { DateField, TextField } from '../../ui/text-field.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { type CalendarFields, calendarLimits } from './calendar-fields.ts';
import type { CalendarPageProps } from './calendar-page.tsx';
import type { KeptCalendar } from './calendar-view.ts';
import { daysText, hoursText } from './calendar-words.ts';
import { EditingForm } from './editing-form.tsx';
import { type HistoryItem, Late } from './editing-history.tsx';
import { EditingPage } from './editing-page.tsx';

type Closure = KeptCalendar['stored']['closures'][number];
type ClosuresTableProps = CalendarPageProps & { decides: boolean };

/** The days that are not as usual, the latest first. */
export function ClosuresTable(props: ClosuresTableProps) {
  const { t } = props.ctx;
  return (
    <Table<Closure>
      caption={t('calendar:closures.title')}
      captionHidden
      rows={props.calendar.stored.closures.toReversed()}
      rowKey={({ id }) => id}
      columns={columnsFor(props)}
      empty={<p class="muted">{t('calendar:closures.empty')}</p>}
    />
  );
}

function columnsFor(props: ClosuresTableProps): Column<Closure>[] {
  const { t } = props.ctx;
  const columns: Column<Closure>[] = [
    {
      key: 'label',
      header: t('calendar:closures.label'),
      rowHeader: true,
      freeText: true,
      cell: ({ label }) => label,
    },
    {
      key: 'dates',
      header: t('calendar:closures.dates'),
      cell: (closure) => daysText(closure, t),
    },
    {
      key: 'kind',
      header: t('calendar:closures.kind'),
      cell: ({ kind, hours }) => (
        <>
          {t(`calendar:closures.${kind}`)}
          <br />
          <span class="muted">
            {hours.length === 0 ? t('calendar:closures.allDay') : hoursText(hours)}
          </span>
        </>
      ),
    },
  ];
  if (!props.decides) return columns;
  const header = t('calendar:closures.actions');
  const cell = (closure: Closure) => <Acts {...props} closure={closure} />;
  return [...columns, { key: 'acts', header, headerHidden: true, cell }];
}

function Acts({ ctx, calendar, closure }: ClosuresTableProps & { closure: Closure }) {
  const { t, csrfToken } = ctx;
  const hiddenText = closure.label;
  return (
    <Cluster>
      <ButtonLink
        href={paths.calendarClosure(calendar.id, closure.id)}
        variant="quiet"
        size="sm"
        hiddenText={hiddenText}
      >
        {t('calendar:closures.edit')}
      </ButtonLink>
      <Form
        action={paths.calendarClosureEnd(calendar.id, closure.id)}
        csrf={csrfToken}
        hidden={{ version: calendar.version }}
        layout="plain"
      >
        <Button variant="quiet" size="sm" hiddenText={hiddenText}>
          {t('calendar:closures.remove')}
        </Button>
      </Form>
    </Cluster>
  );
}

type ClosureFormProps = {
  ctx: PageContext;
  calendar: KeptCalendar;
  fields: CalendarFields;
  errors?: Readonly<Record<string, string>> | undefined;
  draft: Draft | null;
  action: string;
  draftUrl: string;
  submit: string;
};

function ClosureForm(props: ClosureFormProps) {
  const { ctx, calendar, fields, errors = {}, draft, action, draftUrl } = props;
  const { t } = ctx;
  return (
    <EditingForm
      {...{ ctx, action, draft, draftUrl }}
      hidden={{ version: calendar.version }}
      submit={{ label: props.submit, icon: 'save' }}
      others={null}
    >
      <TextField
        name="libelle"
        label={t('calendar:closures.label')}
        hint={t('calendar:closures.labelHint')}
        value={fields['libelle']}
        error={errors['libelle']}
        maxLength={calendarLimits.libelle}
        required
      />
      <FieldRow>
        <DateField
          name="du"
          label={t('calendar:closures.from')}
          value={fields['du']}
          error={errors['du']}
          required
        />
        <DateField
          name="au"
          label={t('calendar:closures.to')}
          hint={t('calendar:closures.toHint')}
          value={fields['au']}
          error={errors['au']}
          required={false}
        />
      </FieldRow>
      <RadioGroup
        name="genre"
        label={t('calendar:closures.kind')}
        value={fields['genre'] === 'open' ? 'open' : 'closed'}
        choices={(['closed', 'open'] as const).map((value) => ({
          value,
          label: t(`calendar:closures.${value}`),
        }))}
        inline
      />
      <TextField
        name="horaires"
        label={t('calendar:closures.hours')}
        hint={t('calendar:closures.hoursHint')}
        value={fields['horaires']}
        error={errors['horaires']}
        maxLength={calendarLimits.horaires}
        width="medium"
        required={false}
      />
    </EditingForm>
  );
}

/** The form of a new closure, or of a new exceptional opening. */
export function NewClosure({ ctx, calendar, fields, errors, drafts }: CalendarPageProps) {
  return (
    <ClosureForm
      {...{ ctx, calendar, fields, errors, draft: drafts.jours ?? null }}
      action={paths.calendarClosures(calendar.id)}
      draftUrl={paths.calendarClosuresDraft(calendar.id)}
      submit={ctx.t('calendar:closures.save')}
    />
  );
}

export type ClosurePageProps = Omit<ClosureFormProps, 'action' | 'draftUrl' | 'submit'> & {
  closureId: number;
  late: readonly HistoryItem[] | null;
};

/** One closure or exceptional opening, to be corrected. */
export function ClosurePage({ closureId, late, ...form }: ClosurePageProps) {
  const { ctx, calendar, errors } = form;
  const { t } = ctx;
  return (
    <EditingPage
      ctx={ctx}
      title={t('calendar:closures.editTitle')}
      eyebrow={calendar.name}
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
          next={t('calendar:late.next')}
          historyHref={paths.calendarHistory(calendar.id)}
        />
      )}
      <ClosureForm
        {...form}
        action={paths.calendarClosure(calendar.id, closureId)}
        draftUrl={paths.calendarClosureDraft(calendar.id, closureId)}
        submit={t('calendar:closures.editSave')}
      />
    </EditingPage>
  );
}
