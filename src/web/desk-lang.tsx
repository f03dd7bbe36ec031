import type { ComponentChildren } from 'preact';
import type { Lang } from '../ui/texts.ts';
import type { PageContext } from './layout/page-context.ts';

/** The language in which the desk writes its catalogue, its questions, its sheets and its news. */
const written: Lang = 'fr';

/** The `lang` of what the desk wrote, on a page in another language; undefined where the page says it already. */
export function deskLang({ lang }: Pick<PageContext, 'lang'>): Lang | undefined {
  return lang === written ? undefined : written;
}

/** A few words of the desk among others; nothing is added around them where they are in the reader's language. */
export function DeskWords({ ctx, children }: { ctx: PageContext; children: ComponentChildren }) {
  const lang = deskLang(ctx);
  return lang === undefined ? <>{children}</> : <span lang={lang}>{children}</span>;
}
