import { paths } from '../../paths.ts';
import { Grid, PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Card } from '../../ui/surface.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { HoldReasonsTable, RulesTable } from './desk-tables.tsx';
import type { DeskView } from './desk-view.ts';

export type DeskPageProps = {
  ctx: PageContext;
  /** What only administrators read; null for leads. */
  desk: DeskView | null;
  /** The teams one leads. */
  ledCodes: readonly string[];
};

type Way = {
  part:
    | 'teams'
    | 'categories'
    | 'calendars'
    | 'targets'
    | 'messages'
    | 'articles'
    | 'settings'
    | 'journal'
    | 'diagnosis';
  href: string;
  icon: IconName;
};

/** « Administration »: what the reader may change, and for administrators how tickets find their team. */
export function DeskPage({ ctx, desk, ledCodes }: DeskPageProps) {
  const { t } = ctx;
  const ways: Way[] = [
    { part: 'teams', href: paths.teamDesk(), icon: 'people' },
    { part: 'categories', href: paths.categoryDesk(), icon: 'tray' },
    { part: 'calendars', href: paths.calendarDesk(), icon: 'calendar' },
    { part: 'targets', href: paths.targetDesk(), icon: 'clock' },
    { part: 'articles', href: paths.articleDesk(), icon: 'book' },
    { part: 'messages', href: paths.announcements(), icon: 'megaphone' },
    ...(desk
      ? ([
          { part: 'settings', href: paths.settings(), icon: 'info' },
          { part: 'journal', href: paths.journal(), icon: 'history' },
          { part: 'diagnosis', href: paths.diagnosis(), icon: 'signIn' },
        ] as const)
      : []),
  ];
  const lead = desk
    ? t('admin:lead')
    : t('admin:leadOfTeam', { count: ledCodes.length, teams: ledCodes.join(', ') });
  return (
    <Page
      ctx={ctx}
      title={t('admin:title')}
      current="administration"
      width="wide"
      density="comfortable"
    >
      <PageHeading title={t('admin:title')} lead={<p>{lead}</p>} />
      <Stack gap="xl">
        <Grid>
          {ways.map(({ part, href, icon }) => (
            <Card key={part} title={t(`admin:ways.${part}`)} href={href} icon={icon}>
              <p>{t(`admin:ways.${part}What`)}</p>
            </Card>
          ))}
        </Grid>
        {desk && (
          <>
            <Section id="regles" title={t('admin:rules.title')}>
              <p class="muted">{t('admin:rules.lead')}</p>
              <RulesTable ctx={ctx} desk={desk} />
            </Section>
            <Section id="motifs" title={t('admin:holds.title')}>
              <HoldReasonsTable ctx={ctx} desk={desk} />
            </Section>
          </>
        )}
      </Stack>
    </Page>
  );
}
