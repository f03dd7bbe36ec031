import type { Catalogue, Category, Family, Kind } from '../../domain/catalogue/catalogue.ts';
import { paths } from '../../paths.ts';
import type { IconName } from '../../ui/icon.tsx';
import { LinkGroup } from '../../ui/surface.tsx';
import type { T } from '../../ui/texts.ts';

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
};

/** Families and, under each, its natures. */
export function FamilyLinks({ families, level = 3, href }: FamilyLinksProps) {
  return (
    <>
      {families.map((family) => (
        <LinkGroup
          key={family.id}
          title={family.name}
          href={paths.family(family.kind, family.slug)}
          level={level}
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

/** « si votre écran reste noir », « s’il vous faut des chiffres ». */
export function conditionWords(condition: string, t: T): string {
  return t(/^ils? /.test(condition) ? 'catalogue:nature.ifElided' : 'catalogue:nature.if', {
    condition,
  });
}
