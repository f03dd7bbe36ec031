import { addWorkingTime } from '../../domain/calendar/working-time.ts';
import type { Priority } from '../../domain/catalogue/target.ts';
import { deskTimeZone, formatDate, formatTime } from '../../platform/text/dates.ts';
import { Stack } from '../../ui/arrangement.tsx';
import { Table } from '../../ui/table.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { shownPriorities, type TypedTargets } from './target-fields.ts';
import type { TargetSheet } from './target-view.ts';

/** « lundi 30/11/2026 à 10:00 », by the clock of whoever promises; never, when their calendar no longer opens. */
export function instantWords(
  { t, lang }: PageContext,
  at: Temporal.Instant | null,
  timeZone: string,
): string {
  if (at === null) return t('target:effect.never');
  const weekday = at.toZonedDateTimeISO(timeZone).dayOfWeek as 1 | 2 | 3 | 4 | 5 | 6 | 7;
  const style = { lang, timeZone };
  const [date, time] = [formatDate(at, style), formatTime(at, style)];
  return t('target:effect.instant', { day: t(`target:weekday.${weekday}`), date, time });
}

type Props = {
  ctx: PageContext;
  sheet: TargetSheet;
  /** What is promised: as it stands, or as it is being typed. */
  promised: TypedTargets;
  filedAt: Temporal.Instant;
};

/** What promises mean for a ticket filed at an instant: before when it is taken and resolved, at each priority. */
export function TargetEffects({ ctx, sheet, promised, filedAt }: Props) {
  const { t } = ctx;
  const { timeZone } = sheet.calendar;
  const filed = instantWords(ctx, filedAt, timeZone);
  const told = (minutes: number | null) => {
    if (minutes === null) return t('target:effect.unread');
    return instantWords(ctx, addWorkingTime(sheet.calendar, filedAt, minutes), timeZone);
  };
  return (
    <Stack gap="sm">
      <p>
        {sheet.team
          ? t('target:effect.filed', { filed, team: sheet.team.code })
          : t('target:effect.filedUsual', { filed })}
        {timeZone !== deskTimeZone && ` ${t('target:effect.localTime', { timeZone })}`}
      </p>
      <Table<Priority>
        caption={t('target:effect.title')}
        captionHidden
        rows={[...shownPriorities]}
        rowKey={(priority) => priority}
        columns={[
          {
            key: 'priority',
            header: t('common:priority.label'),
            rowHeader: true,
            cell: (priority) => t(`common:priority.${priority}`),
          },
          {
            key: 'take',
            header: t('target:effect.takeBy'),
            cell: (priority) => told(promised[priority].takeMinutes),
          },
          {
            key: 'resolve',
            header: t('target:effect.resolveBy'),
            cell: (priority) => told(promised[priority].resolveMinutes),
          },
        ]}
      />
    </Stack>
  );
}
