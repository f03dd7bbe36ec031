import type { CategoryMatch } from '../../domain/catalogue/search-categories.ts';
import type { SearchableArticle } from '../../domain/knowledge/search-articles.ts';
import type { FoundTicket } from '../../domain/search/search-tickets.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../platform/text/dates.ts';
import { PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { Link } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { EmptyState } from '../../ui/surface.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { stateDetail } from '../ticket-words.ts';
import { ArticleList } from './article-links.tsx';

/** What a text found. */
export type Found = {
  tickets: FoundTicket[];
  categories: readonly CategoryMatch[];
  articles: readonly SearchableArticle[];
};

export type SearchPageProps = {
  ctx: PageContext;
  text: string;
  found: Found | null;
  /** How many tickets are shown at most. */
  mostTickets: number;
};

/** One search for everything: tickets one may see, natures, sheets. */
export function SearchPage(props: SearchPageProps) {
  const { ctx, text, found } = props;
  const { t } = ctx;
  const title = text === '' ? t('news:search.title') : t('news:search.titleFor', { text });
  return (
    <Page ctx={ctx} title={title} current="none">
      <PageHeading title={title} />
      <Stack gap="lg">
        <SearchField
          action={paths.search()}
          label={t('news:search.label')}
          hint={t('news:search.hint')}
          value={text}
        />
        {found && <Results {...props} found={found} />}
      </Stack>
    </Page>
  );
}

function Results({ ctx, text, found, mostTickets }: SearchPageProps & { found: Found }) {
  const { t } = ctx;
  const { tickets, categories, articles } = found;
  if (tickets.length + categories.length + articles.length === 0) {
    return (
      <EmptyState icon="search" title={t('news:search.nothing', { text })}>
        <p>{t('news:search.nothingWhat')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <Section id="demandes" title={t('news:search.tickets')}>
        {tickets.length === 0 ? (
          <p>{t('news:search.noTickets')}</p>
        ) : (
          <Tickets ctx={ctx} tickets={tickets} />
        )}
        {tickets.length === mostTickets && (
          <p class="muted">{t('news:search.limit', { count: mostTickets })}</p>
        )}
      </Section>
      <Section id="natures" title={t('news:search.categories')}>
        <Categories ctx={ctx} categories={categories} />
      </Section>
      <Section id="fiches" title={t('news:search.articles')}>
        {articles.length === 0 ? (
          <p>{t('news:search.noArticles')}</p>
        ) : (
          <ArticleList articles={articles} searched={text} hasFamily />
        )}
      </Section>
    </>
  );
}

function Categories({
  ctx,
  categories,
}: {
  ctx: PageContext;
  categories: readonly CategoryMatch[];
}) {
  if (categories.length === 0) return <p>{ctx.t('news:search.noCategories')}</p>;
  return (
    <div class="link-group">
      <ul role="list">
        {categories.map(({ category, family }) => (
          <li key={category.id}>
            <a href={paths.category(category.slug)}>{category.name}</a>
            <span class="link-hint">{family.name}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tickets({ ctx, tickets }: { ctx: PageContext; tickets: FoundTicket[] }) {
  const { t } = ctx;
  const columns: Column<FoundTicket>[] = [
    {
      key: 'number',
      header: t('ticket:field.number'),
      rowHeader: true,
      nowrap: true,
      cell: ({ number, isOwn }) => (
        <Link href={isOwn ? paths.ticket(number) : paths.consoleTicket(number)}>{number}</Link>
      ),
    },
    {
      key: 'subject',
      header: t('ticket:field.subject'),
      cell: ({ subject, categoryName }) => (
        <>
          <span dir="auto">{subject}</span>
          <br />
          <span class="muted">{categoryName}</span>
        </>
      ),
    },
    {
      key: 'date',
      header: t('ticket:field.submittedAt'),
      nowrap: true,
      cell: ({ submittedAt }) => formatDate(submittedAt),
    },
    { key: 'team', header: t('ticket:field.team'), cell: ({ teamCode }) => teamCode },
    {
      key: 'state',
      header: t('ticket:field.state'),
      cell: (ticket) => (
        <StateTag state={ticket.state} detail={stateDetail(ticket, ctx.now, ctx)} />
      ),
    },
  ];
  return (
    <Table
      caption={t('news:search.tickets')}
      captionHidden
      columns={columns}
      rows={tickets}
      rowKey={({ number }) => number}
    />
  );
}
