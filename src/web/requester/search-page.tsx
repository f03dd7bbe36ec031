import type { CategoryMatch } from '../../domain/catalogue/search-categories.ts';
import { highlight } from '../../domain/knowledge/extract.ts';
import { parseSearch, printSearch } from '../../domain/search/parse-search.ts';
import type { FilterFault } from '../../domain/search/understand-search.ts';
import { paths } from '../../paths.ts';
import { Alert } from '../../ui/alert.tsx';
import { PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { Link } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { EmptyState } from '../../ui/surface.tsx';
import { deskLang } from '../desk-lang.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { ArticleList } from './article-links.tsx';
import { HelpList } from './help-list.tsx';
import { Marked } from './marked.tsx';
import { formOf } from './search-address.ts';
import { fieldChoices, SearchFilters } from './search-filters.tsx';
import type { Correction, Finding, Found, FoundKind } from './search-found.ts';
import { TicketResults } from './search-tickets-list.tsx';

export type SearchPageProps = Finding & { found: Found | null };

/** One search for everything: tickets one may see, natures, sheets, the guide. */
export function SearchPage(props: SearchPageProps) {
  const { ctx, address, understood, world, found } = props;
  const { t } = ctx;
  const shown = found?.correction?.is === 'shown' ? found.correction.text : address.text;
  const title = titleOf(ctx, shown);
  const choices = fieldChoices(world);
  const { text, fields } = formOf(address, { understood: understood.understood, choices }, ctx.now);
  return (
    <Page ctx={ctx} title={title} current="search">
      <PageHeading title={title} />
      <Stack gap="lg">
        <SearchField
          action={paths.search()}
          label={t('search:label')}
          hint={t('search:hint')}
          value={text}
          landmark
        >
          <SearchFilters {...{ ctx, world, fields }} />
        </SearchField>
        {understood.faults.length > 0 && <Faults ctx={ctx} faults={understood.faults} />}
        {found?.correction && (
          <CorrectionLine {...{ ctx, address, correction: found.correction }} />
        )}
        {found && <Results {...props} found={found} text={shown} />}
      </Stack>
    </Page>
  );
}

/** What was looked for, without the filters: they stand in their fields. */
function titleOf({ t }: PageContext, text: string): string {
  if (text === '') return t('search:title');
  const words = printSearch({ terms: parseSearch(text).terms, filters: [] });
  return words === '' ? t('search:titleFilters') : t('search:titleFor', { text: words });
}

function Faults({ ctx, faults }: { ctx: PageContext; faults: readonly FilterFault[] }) {
  const { t } = ctx;
  return (
    <Alert tone="warning" title={t('search:fault.title', { count: faults.length })}>
      <ul>
        {faults.map(({ filter, about, possible }) => (
          <li key={filter.key + filter.value}>
            {t(`search:fault.${about}`, { ...filter, possible: possible.join(', ') })}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

type CorrectionProps = Pick<Finding, 'ctx' | 'address'> & { correction: Correction };

/** Says that the words were corrected, and leads to those that were typed; or leads to words close to them. */
function CorrectionLine({ ctx, address, correction }: CorrectionProps) {
  const { t } = ctx;
  if (correction.is === 'absent') return <p>{t('search:correction.absent')}</p>;
  if (correction.is === 'offered') {
    return (
      <p>
        <Link href={paths.search({ q: address.text, proche: 1 })}>
          {t('search:correction.near')}
        </Link>
      </p>
    );
  }
  return (
    <p>
      {t('search:correction.shown')}{' '}
      <Link href={paths.search({ q: address.text, exact: 1 })}>
        {t('search:correction.exact', { text: address.text })}
      </Link>
    </p>
  );
}

type ResultsProps = SearchPageProps & { found: Found; text: string };

function Results(props: ResultsProps) {
  const { ctx, found, address } = props;
  const { t } = ctx;
  const goesOn = found.tickets.rows.length > 0 || found.tickets.next !== null;
  const order = found.order.filter((kind) => kind !== 'tickets' || goesOn);
  if (order.length === 0) {
    const { words: text } = found;
    const title = text === '' ? t('search:nothingByFilters') : t('search:nothing', { text });
    return (
      <EmptyState icon="search" title={title}>
        <p>
          {t(address.typed.filters.length > 0 ? 'search:nothingFiltered' : 'search:nothingWhat')}
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      {order.map((kind) => (
        <Section key={kind} id={sectionIds[kind]} title={t(`search:kind.${kind}`)}>
          <ResultsOf {...props} kind={kind} />
        </Section>
      ))}
    </>
  );
}

const sectionIds: Readonly<Record<FoundKind, string>> = {
  tickets: 'demandes',
  articles: 'fiches',
  categories: 'natures',
  help: 'aide',
};

function ResultsOf({ ctx, found, address, text, kind }: ResultsProps & { kind: FoundKind }) {
  const searched = found.words;
  switch (kind) {
    case 'tickets':
      return (
        <TicketResults
          {...{ ctx, searched, text }}
          tickets={found.tickets}
          isFirstPage={address.before === null}
          isExact={address.isExact}
        />
      );
    case 'articles':
      return (
        <ArticleList articles={found.articles} searched={searched} hasFamily lang={deskLang(ctx)} />
      );
    case 'categories':
      return <Categories categories={found.categories} searched={searched} lang={deskLang(ctx)} />;
    case 'help':
      return <HelpList t={ctx.t} sheets={found.help} searched={searched} />;
  }
}

type CategoriesProps = {
  categories: readonly CategoryMatch[];
  searched: string;
  lang: string | undefined;
};

function Categories({ categories, searched, lang }: CategoriesProps) {
  return (
    <div class="link-group">
      <ul role="list" lang={lang}>
        {categories.map(({ category, family }) => (
          <li key={category.id}>
            <a href={paths.category(category.slug)}>
              <Marked pieces={highlight(category.name, searched)} />
            </a>
            <span class="link-hint">{family.name}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
