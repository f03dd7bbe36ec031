import { paths } from '../../paths.ts';
import { Cluster, Section, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { ClosuresTable, NewClosure } from './calendar-closures.tsx';
import type { CalendarDrafts } from './calendar-drafts.ts';
import type { CalendarFields } from './calendar-fields.ts';
import { HoursForm, HoursTable } from './calendar-hours.tsx';
import { PlaceForm, PlaceTold } from './calendar-place.tsx';
import { TeamsOfCalendar } from './calendar-teams.tsx';
import type { CalendarDesk, KeptCalendar } from './calendar-view.ts';
import { type HistoryItem, Late } from './editing-history.tsx';
import { EditingPage } from './editing-page.tsx';

export type CalendarPageProps = {
  ctx: PageContext;
  calendar: KeptCalendar;
  desk: CalendarDesk;
  /** Today where the calendar is. */
  today: Temporal.PlainDate;
  fields: CalendarFields;
  /** What was restored in its forms. */
  drafts: CalendarDrafts;
  errors?: Readonly<Record<string, string>> | undefined;
  /** What others did since the page was read, when that is why nothing was done. */
  late: readonly HistoryItem[] | null;
  /** Monday was copied over the other days, and nothing is kept yet. */
  isCopied: boolean;
};

/** One calendar: its hours, its special days, where it is, who follows it. Leads read it. */
export function CalendarPage(props: CalendarPageProps) {
  const { ctx, calendar, errors, late } = props;
  const { t, person } = ctx;
  const decides = person?.isAdministrator === true;
  return (
    <EditingPage
      ctx={ctx}
      title={calendar.name}
      eyebrow={t('calendar:kind')}
      lead={decides ? undefined : t('calendar:introOfLead')}
      above={[{ label: t('calendar:title'), href: paths.calendarDesk() }]}
      errors={errors}
      actions={<Ways {...props} />}
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
      <Stack gap="xl">
        <Section id="horaires-semaine" title={t('calendar:hours.title')}>
          <HoursTable {...props} decides={decides} />
        </Section>
        {decides && (
          <Section id="changer-horaires" title={t('calendar:hours.change')}>
            <HoursForm {...props} />
          </Section>
        )}
        <Section
          id="jours-particuliers"
          title={t('calendar:closures.title')}
          actions={
            decides && (
              <ButtonLink href={paths.calendarImport(calendar.id)} variant="secondary" icon="file">
                {t('calendar:import.open')}
              </ButtonLink>
            )
          }
        >
          <ClosuresTable {...props} decides={decides} />
        </Section>
        {decides && (
          <Section id="ajouter-jours" title={t('calendar:closures.add')}>
            <NewClosure {...props} />
          </Section>
        )}
        <Section id="equipes" title={t('calendar:teams.title')}>
          <TeamsOfCalendar {...props} decides={decides} />
        </Section>
        <Section id="lieu" title={t('calendar:place.title')}>
          {decides ? <PlaceForm {...props} /> : <PlaceTold {...props} />}
        </Section>
      </Stack>
    </EditingPage>
  );
}

function Ways({ ctx: { t }, calendar: { id } }: CalendarPageProps) {
  return (
    <Cluster>
      <ButtonLink href={paths.calendarYear(id)} variant="secondary" icon="calendar">
        {t('calendar:year.open')}
      </ButtonLink>
      <ButtonLink href={paths.calendarHistory(id)} variant="secondary" icon="history">
        {t('editing:history.open')}
      </ButtonLink>
    </Cluster>
  );
}
