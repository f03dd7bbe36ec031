import type { Catalogue, Category } from '../../domain/catalogue/catalogue.ts';
import { categoryById } from '../../domain/catalogue/catalogue.ts';
import { paths } from '../../paths.ts';
import { Section } from '../../ui/arrangement.tsx';
import { deskLang } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { carried, otherIf } from './catalogue-links.tsx';

export type NatureWordsProps = {
  ctx: PageContext;
  catalogue: Catalogue;
  category: Category;
  /** What was typed in a search, carried to the natures to choose instead. */
  subject: string;
  level?: 2 | 3;
};

/** What a nature is for, and what to choose instead. */
export function NatureWords(props: NatureWordsProps) {
  const { ctx, category, level = 2 } = props;
  return (
    <>
      <Section id="quoi" level={level} title={ctx.t('catalogue:nature.what')}>
        <p lang={deskLang(ctx)}>{category.description}</p>
      </Section>
      <Instead {...props} />
    </>
  );
}

function Instead({ ctx, catalogue, category, subject, level = 2 }: NatureWordsProps) {
  const { t } = ctx;
  const others = category.alternatives.flatMap(({ categoryId, condition }) => {
    const other = categoryById(catalogue, categoryId);
    return other ? [{ other, condition }] : [];
  });
  if (others.length === 0) return null;
  return (
    <Section id="plutot" level={level} title={t('catalogue:nature.instead')}>
      <ul class="plain-list">
        {others.map(({ other, condition }) => (
          <li key={other.id}>
            {otherIf(
              <a
                key="other"
                href={paths.category(other.slug, carried(subject))}
                lang={deskLang(ctx)}
              >
                {other.name}
              </a>,
              condition,
              ctx,
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
