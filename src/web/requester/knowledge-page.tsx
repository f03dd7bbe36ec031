import { type Article, type ArticleSummary, readBlocks } from '../../domain/knowledge/article.ts';
import { paths } from '../../paths.ts';
import { formatLongDate } from '../../platform/text/dates.ts';
import { Cluster, Grid, PageHeading, Prose, Section, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Card, EmptyState, LinkGroup } from '../../ui/surface.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';

export type KnowledgePageProps = {
  ctx: PageContext;
  /** What was searched; empty for all sheets. */
  text: string;
  articles: readonly ArticleSummary[];
};

/** « F.A.Q. »: the sheets, family after family, or those that a text speaks of. */
export function KnowledgePage({ ctx, text, articles }: KnowledgePageProps) {
  const { t } = ctx;
  return (
    <Page ctx={ctx} title={t('news:knowledge.title')} current="knowledge">
      <PageHeading title={t('news:knowledge.title')} lead={<p>{t('news:knowledge.lead')}</p>} />
      <Stack gap="lg">
        <SearchField
          action={paths.knowledge()}
          label={t('news:knowledge.search')}
          hint={t('news:knowledge.example')}
          value={text}
        />
        {text === '' ? (
          <Families ctx={ctx} articles={articles} />
        ) : (
          <Found {...{ ctx, text, articles }} />
        )}
      </Stack>
    </Page>
  );
}

const linkTo = ({ slug, title }: ArticleSummary) => ({ label: title, href: paths.article(slug) });

function SubmitLink({ ctx }: { ctx: PageContext }) {
  return (
    <ButtonLink href={paths.newTicket()} icon="plus">
      {ctx.t('news:knowledge.submit')}
    </ButtonLink>
  );
}

function Families({ ctx, articles }: Omit<KnowledgePageProps, 'text'>) {
  const { t } = ctx;
  if (articles.length === 0) {
    return (
      <EmptyState icon="book" title={t('news:knowledge.empty')} action={<SubmitLink ctx={ctx} />}>
        <p>{t('news:knowledge.emptyWhat')}</p>
      </EmptyState>
    );
  }
  const families = [...Map.groupBy(articles, ({ family }) => family.slug)];
  return (
    <Grid min="lg">
      {families.map(([slug, ofFamily]) => (
        <Card key={slug}>
          <LinkGroup
            title={ofFamily[0]?.family.name ?? ''}
            icon="book"
            level={2}
            links={ofFamily.map(linkTo)}
          />
        </Card>
      ))}
    </Grid>
  );
}

function Found({ ctx, text, articles }: KnowledgePageProps) {
  const { t } = ctx;
  if (articles.length === 0) {
    return (
      <EmptyState
        icon="search"
        title={t('news:knowledge.none', { text })}
        action={<SubmitLink ctx={ctx} />}
      >
        <p>{t('news:knowledge.noneWhat')}</p>
      </EmptyState>
    );
  }
  return (
    <Section id="resultats" title={t('news:knowledge.results', { count: articles.length, text })}>
      <ArticleList articles={articles} />
      <p>
        <Link href={paths.knowledge()}>{t('news:knowledge.all')}</Link>
      </p>
    </Section>
  );
}

/** Sheets by their titles, each with its family. */
export function ArticleList({ articles }: { articles: readonly ArticleSummary[] }) {
  return (
    <div class="link-group">
      <ul role="list">
        {articles.map((article) => (
          <li key={article.id}>
            <a href={paths.article(article.slug)}>{article.title}</a>
            <span class="link-hint">{article.family.name}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One sheet, and where to go when it did not help. */
export function ArticlePage({ ctx, article }: { ctx: PageContext; article: Article }) {
  const { t, lang } = ctx;
  return (
    <Page
      ctx={ctx}
      title={article.title}
      current="knowledge"
      width="narrow"
      breadcrumb={[{ label: t('news:knowledge.title'), href: paths.knowledge() }]}
    >
      <PageHeading title={article.title} eyebrow={article.family.name} />
      <Stack gap="lg">
        <Prose>
          {readBlocks(article.body).map((block, index) =>
            block.kind === 'paragraph' ? (
              <p key={index}>{block.text}</p>
            ) : (
              <ul key={index}>
                {block.items.map((item, place) => (
                  <li key={place}>{item}</li>
                ))}
              </ul>
            ),
          )}
        </Prose>
        <p class="muted">
          {t('news:knowledge.changed', { date: formatLongDate(article.changedAt, { lang }) })}
        </p>
        <NotEnough ctx={ctx} article={article} />
      </Stack>
    </Page>
  );
}

function NotEnough({ ctx, article }: { ctx: PageContext; article: Article }) {
  const { t } = ctx;
  return (
    <Card tone="tinted" icon="help" title={t('news:knowledge.notEnough')} as="section">
      {article.categories.length === 0 ? (
        <p>
          <SubmitLink ctx={ctx} />
        </p>
      ) : (
        <>
          <p>{t('news:knowledge.notEnoughWhat')}</p>
          <Cluster>
            {article.categories.map(({ slug, name }) => (
              <ButtonLink key={slug} href={paths.newTicket({ nature: slug })} variant="secondary">
                {t('news:knowledge.submitFor', { name })}
              </ButtonLink>
            ))}
          </Cluster>
        </>
      )}
    </Card>
  );
}
