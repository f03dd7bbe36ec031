import type { DueInstants } from '../../domain/calendar/clock.ts';
import type { Catalogue, Category } from '../../domain/catalogue/catalogue.ts';
import type { NearbyCategory } from '../../domain/catalogue/nearest-categories.ts';
import type { ArticleSummary } from '../../domain/knowledge/article.ts';
import type { Team } from '../../domain/teams/team.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { Alert } from '../../ui/alert.tsx';
import { Columns, PageHeading, Section } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { richText } from '../../ui/rich-text.tsx';
import { Card } from '../../ui/surface.tsx';
import type { Crumb } from '../../ui/tabs.tsx';
import { IncidentsOf, withoutIncidentsOf } from '../announcement.tsx';
import { DeskWords, deskLang } from '../desk-lang.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { type AnnouncedDelay, AnnouncedWords } from './announced-delay.tsx';
import { ArticleList } from './article-links.tsx';
import { carried, kindIcons, kindPath, kindTexts, unknownPath } from './catalogue-links.tsx';
import { NatureWords } from './nature-words.tsx';

export type NaturePageProps = {
  ctx: PageContext;
  catalogue: Catalogue;
  category: Category;
  /** The team that a ticket filed now by the reader would reach. */
  team: Team;
  /** What would be promised to it, and what happened lately. */
  announced: AnnouncedDelay;
  nearest: readonly NearbyCategory[];
  /** The sheets that may answer instead of a ticket, with the beginning of each. */
  articles: readonly (ArticleSummary & { opening: string })[];
  /** What was typed in a search, carried to the form. */
  subject: string;
};

/** « SYSTEM-RESEAU (Systèmes, réseaux et messagerie) ». */
export function TeamName({ ctx, team }: { ctx: PageContext; team: Team }) {
  return (
    <>
      <strong>{team.code}</strong> (<DeskWords ctx={ctx}>{team.name}</DeskWords>)
    </>
  );
}

/** The dates it would give now. */
export function Promised({ ctx: { t, lang }, due }: { ctx: PageContext; due: DueInstants }) {
  const { takeBy, resolveBy } = due;
  if (takeBy === null || resolveBy === null) return null;
  return (
    <>
      <p>
        {t('catalogue:nature.promise', {
          take: formatDateTime(takeBy, { lang }),
          resolve: formatDateTime(resolveBy, { lang }),
        })}
      </p>
      <p class="muted">{t('catalogue:nature.promiseNote')}</p>
    </>
  );
}

function Reaches({ ctx, team, announced }: NaturePageProps) {
  const { t } = ctx;
  return (
    <Card title={t('catalogue:nature.team')} icon="people">
      <p>
        {richText(t, 'catalogue:nature.teamIs', {
          team: <TeamName key="team" ctx={ctx} team={team} />,
        })}
      </p>
      <AnnouncedWords ctx={ctx} announced={announced} />
      <Promised ctx={ctx} due={announced.due} />
    </Card>
  );
}

function NotThat({ ctx, catalogue, category, nearest, subject }: NaturePageProps) {
  const { t } = ctx;
  const told = new Set(category.alternatives.map(({ categoryId }) => categoryId));
  const others = nearest.filter((near) => !told.has(near.category.id));
  const unknown = category.isUnknown ? null : unknownPath(catalogue, subject);
  return (
    <Card title={t('catalogue:nature.notThat')} icon="swap" tone="tinted">
      <ul class="plain-list">
        {others.map((near) => (
          <li key={near.category.id}>
            <a href={paths.category(near.category.slug, carried(subject))} lang={deskLang(ctx)}>
              {near.category.name}
            </a>
          </li>
        ))}
        {unknown !== null && (
          <li>
            <a href={unknown}>{t('catalogue:unknown.title')}</a>
          </li>
        )}
        <li>
          <Link href={kindPath[category.kind]()}>{t('catalogue:nature.browse')}</Link>
        </li>
      </ul>
    </Card>
  );
}

function Articles({ ctx, articles }: NaturePageProps) {
  if (articles.length === 0) return null;
  return (
    <Section id="faq" title={ctx.t('catalogue:nature.faq')}>
      <ArticleList
        lang={deskLang(ctx)}
        articles={articles.map(({ opening, ...rest }) => ({ ...rest, text: opening }))}
      />
    </Section>
  );
}

/** A nature: what it is for, what to choose instead, whom it reaches, and the way to file. */
export function NaturePage(props: NaturePageProps) {
  const { ctx, category, catalogue, subject } = props;
  const { t } = ctx;
  const words = kindTexts[category.kind];
  const family = catalogue.families.find(({ id }) => id === category.familyId);
  const crumbs: Crumb[] = [
    { label: t(`catalogue:${words}.title`), href: kindPath[category.kind]() },
  ];
  if (family) {
    const href = paths.family(family.kind, family.slug);
    crumbs.push({ label: family.name, href, lang: deskLang(ctx) });
  }
  return (
    <Page
      ctx={withoutIncidentsOf(ctx, category.id)}
      title={category.name}
      titleLang={deskLang(ctx)}
      current={words}
      breadcrumb={crumbs}
    >
      <PageHeading
        title={<DeskWords ctx={ctx}>{category.name}</DeskWords>}
        eyebrow={family && <DeskWords ctx={ctx}>{family.name}</DeskWords>}
        actions={
          category.active && (
            <ButtonLink
              href={paths.newTicket({ nature: category.slug, ...carried(subject) })}
              icon={kindIcons[category.kind]}
            >
              {t(`catalogue:${words}.act`)}
            </ButtonLink>
          )
        }
      />
      <IncidentsOf ctx={ctx} categoryId={category.id} />
      {!category.active && (
        <Alert tone="warning" title={t('catalogue:nature.closed')}>
          <p>{t('catalogue:nature.closedNext')}</p>
        </Alert>
      )}
      <Columns aside={<NotThat {...props} />} asideLabel={t('catalogue:nature.notThat')}>
        <NatureWords {...props} />
        {category.active && <Reaches {...props} />}
        <Articles {...props} />
      </Columns>
    </Page>
  );
}
