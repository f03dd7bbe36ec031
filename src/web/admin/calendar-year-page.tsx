import type { YearDay } from '../../domain/calendar/year-view.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../platform/text/dates.ts';
import { VisuallyHidden } from '../../ui/a11y.tsx';
import { Cluster, Grid, Section, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DescriptionList } from '../../ui/surface.tsx';
import type { T, TextKey } from '../../ui/texts.ts';
import type { PageContext } from '../layout/page-context.ts';
import type { KeptCalendar } from './calendar-view.ts';
import { hoursText } from './calendar-words.ts';
import { EditingPage } from './editing-page.tsx';

const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const codes = ['usual', 'day_off', 'holiday', 'closure', 'opening'] as const;

export type CalendarYearPageProps = {
  ctx: PageContext;
  calendar: KeptCalendar;
  year: number;
  days: readonly YearDay[];
};

/** The twelve months of a calendar: each day open or closed, and why; the days that are not as usual, in words. */
export function CalendarYearPage(props: CalendarYearPageProps) {
  const { ctx, calendar, year, days } = props;
  const { t } = ctx;
  return (
    <EditingPage
      ctx={ctx}
      title={t('calendar:year.title', { year: String(year) })}
      eyebrow={calendar.name}
      lead={t('calendar:year.lead')}
      width="wide"
      above={[
        { label: t('calendar:title'), href: paths.calendarDesk() },
        { label: calendar.name, href: paths.calendarEditing(calendar.id) },
      ]}
      actions={<Years {...props} />}
    >
      <Stack gap="xl">
        <Section id="legende" title={t('calendar:year.legend')}>
          <DescriptionList
            items={codes.map((code) => ({
              term: t(`calendar:year.mark.${code}`),
              value: t(`calendar:year.code.${code}`),
            }))}
          />
        </Section>
        <Grid>
          {months.map((month) => (
            <Month key={month} t={t} month={month} days={days} />
          ))}
        </Grid>
        <Section id="particuliers" title={t('calendar:year.special')}>
          <SpecialDays t={t} days={days} />
        </Section>
      </Stack>
    </EditingPage>
  );
}

function Years({ ctx: { t }, calendar: { id }, year }: CalendarYearPageProps) {
  const to = (annee: number, icon: 'chevronLeft' | 'chevronRight') => (
    <ButtonLink href={paths.calendarYear(id, { annee })} variant="secondary" icon={icon}>
      {t('calendar:year.title', { year: String(annee) })}
    </ButtonLink>
  );
  return (
    <Cluster>
      {year > firstYear && to(year - 1, 'chevronLeft')}
      {year < lastYear && to(year + 1, 'chevronRight')}
    </Cluster>
  );
}

/** The years whose days are shown: beyond, nobody has decided anything. */
export const [firstYear, lastYear] = [2000, 2100] as const;

type MonthProps = { t: T; month: (typeof months)[number]; days: readonly YearDay[] };

function Month({ t, month, days }: MonthProps) {
  const own = days.filter(({ date }) => date.month === month);
  const open = own.filter(({ hours }) => hours.length > 0).length;
  return (
    <table class="year-month">
      <caption>
        <strong>{t(`calendar:month.${month}`)}</strong>{' '}
        <span class="muted">{t('calendar:year.summary', { count: open })}</span>
      </caption>
      <thead>
        <tr>
          {weekdays.map((day) => (
            <th key={day} scope="col">
              <span aria-hidden="true">{t(`calendar:weekday.${day}`).charAt(0)}</span>
              <VisuallyHidden>{t(`calendar:weekday.${day}`)}</VisuallyHidden>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks(own).map((week, index) => (
          <tr key={index}>
            {weekdays.map((weekday) => (
              <Day key={weekday} t={t} day={week.find(({ date }) => date.dayOfWeek === weekday)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The days of a month, cut before each Monday. */
function weeks(days: readonly YearDay[]): YearDay[][] {
  const cut: YearDay[][] = [];
  for (const day of days) {
    if (cut.length === 0 || day.date.dayOfWeek === 1) cut.push([]);
    cut.at(-1)?.push(day);
  }
  return cut;
}

function Day({ t, day }: { t: T; day: YearDay | undefined }) {
  if (day === undefined) return <td />;
  const { date, hours, reason } = day;
  const said = [reasonText(t, day), hoursText(hours)].filter((part) => part !== '').join(', ');
  return (
    <td data-day={reason.code} data-open={hours.length > 0 ? '' : undefined} title={said}>
      <span class="year-number">{date.day}</span>
      <span aria-hidden="true" class="year-mark">
        {t(`calendar:year.mark.${reason.code}`)}
      </span>
      <VisuallyHidden> {said}</VisuallyHidden>
    </td>
  );
}

function reasonText(t: T, { reason }: YearDay): string {
  const kind = t(`calendar:year.code.${reason.code}`);
  if (reason.code === 'holiday') {
    const name: TextKey = `delay:holiday.${reason.holiday}`;
    return `${kind} – ${t(name)}`;
  }
  return 'label' in reason ? `${kind} – ${reason.label}` : kind;
}

function SpecialDays({ t, days }: { t: T; days: readonly YearDay[] }) {
  const special = days.filter(({ reason: { code } }) => code !== 'usual' && code !== 'day_off');
  if (special.length === 0) return <p class="muted">{t('calendar:year.noSpecial')}</p>;
  return (
    <DescriptionList
      items={special.map((day) => ({
        term: `${t(`calendar:weekday.${day.date.dayOfWeek as 1}`)} ${formatDate(day.date)}`,
        value: [reasonText(t, day), hoursText(day.hours)].filter((part) => part !== '').join(', '),
      }))}
    />
  );
}
