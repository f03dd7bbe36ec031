import { searchCategories } from '../../domain/catalogue/search-categories.ts';
import { readSynonyms } from '../../domain/catalogue/synonyms.ts';
import { paths } from '../../paths.ts';
import { Section, Stack } from '../../ui/arrangement.tsx';
import { Card } from '../../ui/surface.tsx';
import { Tag } from '../../ui/tag.tsx';
import { NatureWords } from '../requester/nature-words.tsx';
import type { CategoryPageProps } from './category-page.tsx';
import { draftedCatalogue, draftedCategory } from './category-view.ts';

const mostFound = 5;

/** The nature as its form says it: what people will read, and which sentences lead to it. */
export function CategoryPreview(props: CategoryPageProps) {
  const { ctx, choices, fields, phrase } = props;
  const { t } = ctx;
  const drafted = draftedCategory(choices, fields, readSynonyms(fields.synonymes));
  const catalogue = draftedCatalogue(choices, drafted);
  return (
    <Section id="apercu" title={t('editing:preview.title')}>
      <Stack gap="md">
        {phrase !== '' && <Tried {...props} catalogue={catalogue} />}
        <p class="muted">{t('admin:category.previewWhat')}</p>
        <Card>
          <p class="eyebrow" dir="auto">
            {drafted.name}
          </p>
          <NatureWords ctx={ctx} catalogue={catalogue} category={drafted} subject="" level={3} />
        </Card>
      </Stack>
    </Section>
  );
}

function Tried({
  ctx: { t },
  choices,
  phrase,
  catalogue,
}: CategoryPageProps & { catalogue: Parameters<typeof searchCategories>[0] }) {
  // The full stop says that the last word is finished.
  const matches = searchCategories(catalogue, `${phrase}.`, mostFound);
  return (
    <Card title={t('admin:category.tried', { phrase })} level={3} icon="search" tone="tinted">
      {matches.length === 0 ? (
        <p>{t('admin:category.nothingFound')}</p>
      ) : (
        <ol>
          {matches.map(({ category, reason }) => (
            <li key={category.id}>
              <a href={paths.category(category.slug)}>{category.name}</a>{' '}
              <span class="muted">
                {t(`admin:category.by.${reason.source}`, { phrase: reason.phrase })}
              </span>{' '}
              {category.id === choices.category.id && (
                <Tag tone="success" icon="check">
                  {t('admin:category.thisOne')}
                </Tag>
              )}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
