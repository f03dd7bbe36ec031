import type { ArticleSummary } from '../../domain/knowledge/article.ts';
import type { SearchableArticle } from '../../domain/knowledge/search-articles.ts';
import { paths } from '../../paths.ts';
import { Grid, PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Card, EmptyState, LinkGroup } from '../../ui/surface.tsx';
import { deskLang } from '../desk-lang.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { ArticleList } from './article-links.tsx';
import { SubmitLink } from './article-page.tsx';

export type KnowledgePageProps = {
  ctx: PageContext;
  /** What was searched; empty for all sheets. */
  text: string;
  articles: readonly SearchableArticle[];
  /** The reader looks after some of the sheets. */
  isEditor: boolean;
};

/** « F.A.Q. »: the sheets, family after family, or those that a text speaks of. */
export function KnowledgePage({ ctx, text, articles, isEditor }: KnowledgePageProps) {
  const { t } = ctx;
  return (
    <Page ctx={ctx} title={t('news:knowledge.title')} current="knowledge">
      <PageHeading
        title={t('news:knowledge.title')}
        lead={<p>{t('news:knowledge.lead')}</p>}
        actions={
          isEditor && (
            <ButtonLink href={paths.articleDesk()} variant="secondary" icon="edit">
              {t('faq:desk.open')}
            </ButtonLink>
          )
        }
      />
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

function Families({ ctx, articles }: Pick<KnowledgePageProps, 'ctx' | 'articles'>) {
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
            lang={deskLang(ctx)}
            links={ofFamily.map(linkTo)}
          />
        </Card>
      ))}
    </Grid>
  );
}

function Found({ ctx, text, articles }: Omit<KnowledgePageProps, 'isEditor'>) {
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
      <ArticleList articles={articles} searched={text} hasFamily lang={deskLang(ctx)} />
      <p>
        <Link href={paths.knowledge()}>{t('news:knowledge.all')}</Link>
      </p>
    </Section>
  );
}
