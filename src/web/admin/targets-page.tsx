import { paths } from '../../paths.ts';
import { Section, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/surface.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { EditingPage } from './editing-page.tsx';
import { instantWords } from './target-effect.tsx';
import { durationWords } from './target-fields.ts';
import { TargetsTable } from './target-table.tsx';
import { effectOf, type NatureSheet, type TargetDesk, usualExample } from './target-view.ts';

export type TargetsPageProps = { ctx: PageContext; desk: TargetDesk };

/** « Délais »: what is promised by default, and by each nature. */
export function TargetsPage({ ctx, desk }: TargetsPageProps) {
  const { t, person } = ctx;
  const decides = person?.isAdministrator === true;
  return (
    <EditingPage
      ctx={ctx}
      title={t('target:title')}
      lead={t(decides ? 'target:intro' : 'target:introOfLead')}
      width="wide"
    >
      <Stack gap="xl">
        <Section
          id="par-defaut"
          title={t('target:byDefault.title')}
          actions={
            <ButtonLink href={paths.defaultTargets()} variant="secondary" icon="clock">
              {t(decides ? 'target:byDefault.change' : 'target:byDefault.read')}
            </ButtonLink>
          }
        >
          <p class="muted">{t('target:byDefault.what')}</p>
          <TargetsTable ctx={ctx} sheet={desk.usual} />
        </Section>
        <Section id="natures" title={t('target:natures.title')}>
          <p class="muted">{t('target:natures.what')}</p>
          <Table<NatureSheet>
            caption={t('target:natures.title')}
            captionHidden
            rows={[...desk.natures]}
            rowKey={({ category }) => category.id}
            columns={natureColumns(ctx)}
            empty={<EmptyState icon="tray" title={t('target:natures.empty')} />}
          />
        </Section>
      </Stack>
    </EditingPage>
  );
}

function natureColumns(ctx: PageContext): Column<NatureSheet>[] {
  const { t, now } = ctx;
  const effect = (sheet: NatureSheet, name: 'takeBy' | 'resolveBy') => {
    const { calendar, targets } = sheet;
    const at = effectOf(calendar, targets.normal, usualExample(calendar, now))[name];
    const date = instantWords(ctx, at, calendar.timeZone);
    return at === null ? date : t('target:natures.before', { date });
  };
  const promise = (name: 'take' | 'resolve'): Column<NatureSheet> => ({
    key: name,
    header: t(`target:form.${name}`),
    cell: (sheet) => (
      <>
        {durationWords(sheet, sheet.targets.normal[`${name}Minutes`], ctx)}
        <br />
        <span class="muted">{effect(sheet, `${name}By`)}</span>
      </>
    ),
  });
  return [
    {
      key: 'name',
      header: t('admin:categories.name'),
      rowHeader: true,
      cell: ({ category: { slug, name } }) => (
        <Link href={paths.categoryTargets(slug)}>{name}</Link>
      ),
    },
    {
      key: 'team',
      header: t('admin:categories.team'),
      nowrap: true,
      cell: ({ team }) => team?.code,
    },
    {
      key: 'own',
      header: t('target:natures.own'),
      cell: ({ isOwn }) =>
        isOwn ? <Tag>{t('target:own')}</Tag> : <Tag outline>{t('target:followed')}</Tag>,
    },
    promise('take'),
    promise('resolve'),
  ];
}
