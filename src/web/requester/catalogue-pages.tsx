import {
  type Catalogue,
  type Category,
  type Family,
  familiesOf,
  type Kind,
} from '../../domain/catalogue/catalogue.ts';
import type { CategoryMatch } from '../../domain/catalogue/search-categories.ts';
import { paths } from '../../paths.ts';
import { HeardOf } from '../../ui/a11y.tsx';
import { Grid, PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Card, EmptyState } from '../../ui/surface.tsx';
import type { TextKey } from '../../ui/texts.ts';
import { DeskWords, deskLang } from '../desk-lang.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import {
  carried,
  FamilyLinks,
  kindIcons,
  kindPath,
  kindTexts,
  unknownPath,
} from './catalogue-links.tsx';

type Common = { ctx: PageContext; catalogue: Catalogue; kind: Kind };

/** The question that every page of the catalogue asks. */
export function CatalogueSearch({
  ctx,
  kind,
  text = '',
}: Omit<Common, 'catalogue'> & { text?: string }) {
  return (
    <SearchField
      action={kindPath[kind]()}
      label={ctx.t('catalogue:search.label')}
      id="recherche"
      value={text}
      size="lg"
      submitLabel={ctx.t('catalogue:search.submit')}
    />
  );
}

/** « Je ne sais pas », always there, with what was typed so far. */
export function UnknownCard({
  ctx,
  catalogue,
  subject = '',
}: Omit<Common, 'kind'> & { subject?: string }) {
  const href = unknownPath(catalogue, subject);
  if (href === null) return null;
  return (
    <Card title={ctx.t('catalogue:unknown.title')} icon="help" tone="tinted">
      <p>{ctx.t('catalogue:unknown.text')}</p>
      <p>
        <ButtonLink href={href} variant="secondary" iconEnd="arrowRight">
          {ctx.t('catalogue:unknown.act')}
        </ButtonLink>
      </p>
    </Card>
  );
}

/** « Assistance » or « Services »: its families and their natures. */
export function KindPage({ ctx, catalogue, kind }: Common) {
  const { t } = ctx;
  const words = kindTexts[kind];
  const title = t(`catalogue:${words}.title`);
  return (
    <Page ctx={ctx} title={title} current={words}>
      <PageHeading title={title} lead={<p>{t(`catalogue:${words}.lead`)}</p>} />
      <CatalogueSearch ctx={ctx} kind={kind} />
      <FamilyCards ctx={ctx} families={familiesOf(catalogue, kind)} />
      <UnknownCard ctx={ctx} catalogue={catalogue} />
    </Page>
  );
}

/** Families side by side, each with its natures. */
export function FamilyCards({
  ctx,
  families,
  level = 2,
  href,
}: {
  ctx: PageContext;
  families: readonly Family[];
  level?: 2 | 3;
  href?: (category: Category) => string;
}) {
  return (
    <Grid min="md">
      {families.map((family) => (
        <Card key={family.id}>
          <FamilyLinks
            families={[family]}
            level={level}
            lang={deskLang(ctx)}
            {...(href ? { href } : {})}
          />
        </Card>
      ))}
    </Grid>
  );
}

type NatureCardProps = {
  ctx: PageContext;
  category: Category;
  /** What was typed, carried to the form. */
  subject?: string;
  because?: string;
};

/** A nature, what it is for, and the two ways on. */
function NatureCard({ ctx, category, subject = '', because }: NatureCardProps) {
  const { t } = ctx;
  const name = <DeskWords ctx={ctx}>{category.name}</DeskWords>;
  return (
    <Card
      title={name}
      href={paths.category(category.slug, carried(subject))}
      icon={kindIcons[category.kind]}
    >
      {because !== undefined && <p class="muted">{because}</p>}
      <p lang={deskLang(ctx)}>{category.description}</p>
      <p class="above-card-link">
        <Link href={paths.newTicket({ nature: category.slug, ...carried(subject) })} icon="edit">
          {t(`catalogue:${kindTexts[category.kind]}.act`)}
          <HeardOf which={name} />
        </Link>
      </p>
    </Card>
  );
}

/** The natures of a family, each with what it is for. */
export function FamilyPage({ ctx, catalogue, kind, family }: Common & { family: Family }) {
  const { t } = ctx;
  const words = kindTexts[kind];
  return (
    <Page
      ctx={ctx}
      title={family.name}
      titleLang={deskLang(ctx)}
      current={words}
      breadcrumb={[{ label: t(`catalogue:${words}.title`), href: kindPath[kind]() }]}
    >
      <PageHeading
        title={<DeskWords ctx={ctx}>{family.name}</DeskWords>}
        lead={<p>{t('catalogue:family.lead')}</p>}
      />
      <Grid min="lg">
        {family.categories.map((category) => (
          <NatureCard key={category.id} ctx={ctx} category={category} />
        ))}
      </Grid>
      <UnknownCard ctx={ctx} catalogue={catalogue} />
    </Page>
  );
}

const reasons: Record<CategoryMatch['reason']['source'], TextKey> = {
  name: 'catalogue:search.because',
  synonym: 'catalogue:search.becauseSynonym',
  family: 'catalogue:search.becauseFamily',
  description: 'catalogue:search.becauseDescription',
};

export type ResultsPageProps = Common & { text: string; matches: readonly CategoryMatch[] };

/** The natures a text speaks of, and why each was found. */
export function ResultsPage({ ctx, catalogue, kind, text, matches }: ResultsPageProps) {
  const { t } = ctx;
  const words = kindTexts[kind];
  const title = t('catalogue:search.title', { text });
  return (
    <Page
      ctx={ctx}
      title={title}
      current={words}
      breadcrumb={[{ label: t(`catalogue:${words}.title`), href: kindPath[kind]() }]}
    >
      <PageHeading
        title={<span dir="auto">{title}</span>}
        lead={matches.length > 0 && <p>{t('catalogue:search.lead')}</p>}
      />
      <CatalogueSearch ctx={ctx} kind={kind} text={text} />
      {matches.length === 0 ? (
        <NoMatch {...{ ctx, catalogue, kind, text }} />
      ) : (
        <Section id="resultats" title={t('catalogue:search.found', { count: matches.length })}>
          <Stack>
            {matches.map(({ category, reason }) => (
              <NatureCard
                key={category.id}
                ctx={ctx}
                category={category}
                subject={text}
                because={t(reasons[reason.source], { phrase: reason.phrase })}
              />
            ))}
          </Stack>
        </Section>
      )}
      <UnknownCard ctx={ctx} catalogue={catalogue} subject={text} />
      {matches.length === 0 && <FamilyCards ctx={ctx} families={catalogue.families} />}
    </Page>
  );
}

function NoMatch({ ctx: { t }, text }: Common & { text: string }) {
  return (
    <EmptyState title={t('catalogue:search.none', { text })} icon="search">
      <p>{t('catalogue:search.noneNext')}</p>
    </EmptyState>
  );
}
