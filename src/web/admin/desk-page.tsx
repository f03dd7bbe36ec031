import { paths } from '../../paths.ts';
import { Cluster, PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import {
  AuditTable,
  CategoriesTable,
  HoldReasonsTable,
  RulesTable,
  TeamsTable,
} from './desk-tables.tsx';
import { type DeskView, shownEntries } from './desk-view.ts';

/** « Administration »: how the desk is organised today, to be read. */
export function DeskPage({ ctx, desk }: { ctx: PageContext; desk: DeskView }) {
  const { t } = ctx;
  const parts = [
    { id: 'equipes', title: t('admin:teams.title') },
    { id: 'natures', title: t('admin:categories.title') },
    { id: 'regles', title: t('admin:rules.title') },
    { id: 'motifs', title: t('admin:holds.title') },
    { id: 'journal', title: t('admin:audit.title') },
  ];
  return (
    <Page ctx={ctx} title={t('admin:title')} current="administration" width="wide">
      <PageHeading
        title={t('admin:title')}
        lead={<p>{t('admin:lead')}</p>}
        actions={
          <ButtonLink href={paths.announcements()} variant="secondary" icon="megaphone">
            {t('admin:toAnnouncements')}
          </ButtonLink>
        }
      />
      <Stack gap="xl">
        <nav aria-label={t('admin:onThisPage')}>
          <Cluster>
            <ButtonLink href={paths.articleDesk()} variant="secondary" size="sm" icon="book">
              {t('faq:desk.open')}
            </ButtonLink>
            {parts.map(({ id, title }) => (
              <a key={id} class="ds-link" href={`#${id}`}>
                {title}
              </a>
            ))}
          </Cluster>
        </nav>
        <Section id="equipes" title={t('admin:teams.title')}>
          <TeamsTable ctx={ctx} desk={desk} />
        </Section>
        <Section id="natures" title={t('admin:categories.title')}>
          <p class="muted">{t('admin:categories.promises')}</p>
          <CategoriesTable ctx={ctx} desk={desk} />
        </Section>
        <Section id="regles" title={t('admin:rules.title')}>
          <p class="muted">{t('admin:rules.lead')}</p>
          <RulesTable ctx={ctx} desk={desk} />
        </Section>
        <Section id="motifs" title={t('admin:holds.title')}>
          <HoldReasonsTable ctx={ctx} desk={desk} />
        </Section>
        <Section id="journal" title={t('admin:audit.title')}>
          <p class="muted">{t('admin:audit.lead', { count: shownEntries })}</p>
          <AuditTable ctx={ctx} desk={desk} />
        </Section>
      </Stack>
    </Page>
  );
}
