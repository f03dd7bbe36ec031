import type { ComponentChildren, VNode } from 'preact';
import type { Catalogue, Category, Family, Kind } from '../../domain/catalogue/catalogue.ts';
import { paths } from '../../paths.ts';
import type { IconName } from '../../ui/icon.tsx';
import { richText } from '../../ui/rich-text.tsx';
import { LinkGroup } from '../../ui/surface.tsx';
import { DeskWords } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';

/** The drawing that stands for « Assistance » and for « Services ». */
export const kindIcons: Record<Kind, IconName> = { problem: 'tools', service: 'tray' };

/** The page of « Assistance » or of « Services ». */
export const kindPath: Record<Kind, () => string> = {
  problem: paths.assistance,
  service: paths.services,
};

/** The texts that speak of « Assistance » or of « Services ». */
export const kindTexts = {
  problem: 'assistance',
  service: 'services',
} as const satisfies Record<Kind, string>;

/** Carries what a person typed in a search from page to page, to the subject of the form. */
export function carried(subject: string): { objet?: string } {
  return subject.trim() === '' ? {} : { objet: subject };
}

export type FamilyLinksProps = {
  families: readonly Family[];
  level?: 2 | 3 | 4;
  /** Where the name of a nature leads. */
  href?: (category: Category) => string;
  lang: string | undefined;
};

/** Families and, under each, its natures; `lang` when they are not in the language of the page. */
export function FamilyLinks({ families, level = 3, href, lang }: FamilyLinksProps) {
  return (
    <>
      {families.map((family) => (
        <LinkGroup
          key={family.id}
          title={family.name}
          href={paths.family(family.kind, family.slug)}
          level={level}
          lang={lang}
          links={family.categories.map((category) => ({
            label: category.name,
            href: href ? href(category) : paths.category(category.slug),
          }))}
        />
      ))}
    </>
  );
}

/** The address of the form for « Je ne sais pas », when the desk has that nature. */
export function unknownPath(catalogue: Catalogue, subject = ''): string | null {
  const { unknown } = catalogue;
  return unknown && paths.newTicket({ nature: unknown.slug, ...carried(subject) });
}

/** « si » before these loses its vowel; a reason stays in the language it was written in, so only French binds it. */
const isElided = (condition: string): boolean => /^ils? /.test(condition);

const reason = (condition: string, ctx: PageContext): VNode => (
  <DeskWords key="condition" ctx={ctx}>
    {condition}
  </DeskWords>
);

/** « si votre écran reste noir », « s’il vous faut des chiffres ». */
export function conditionWords(condition: string, ctx: PageContext): ComponentChildren {
  const key = isElided(condition) ? 'catalogue:nature.ifElided' : 'catalogue:nature.if';
  return richText(ctx.t, key, { condition: reason(condition, ctx) });
}

/** « Pilotage s’il vous faut des chiffres », its name being a link. */
export function otherIf(link: VNode, condition: string, ctx: PageContext): ComponentChildren {
  const key = isElided(condition) ? 'catalogue:nature.otherIfElided' : 'catalogue:nature.otherIf';
  return richText(ctx.t, key, { other: link, condition: reason(condition, ctx) });
}
