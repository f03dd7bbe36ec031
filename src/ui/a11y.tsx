import type { ComponentChildren } from 'preact';
import { richText } from './rich-text.tsx';
import { useTexts } from './texts-context.ts';

/** Words for those who listen to the page; they take no room on screen. */
export function VisuallyHidden({ children }: { children: ComponentChildren }) {
  return <span class="ds-sr-only">{children}</span>;
}

/** Which thing an act or a link is about, after its words, for those who do not see beside what it stands. */
export function HeardOf({ which }: { which: ComponentChildren }) {
  return <VisuallyHidden>{richText(useTexts(), 'common:of.heard', { which })}</VisuallyHidden>;
}

export type SkipTarget = { href: `#${string}`; label: string };

/** The first links of a page, seen when focused: straight to the content, the navigation, the search. */
export function SkipLinks({ targets }: { targets: SkipTarget[] }) {
  const t = useTexts();
  return (
    <nav class="skip-links" aria-label={t('common:skip.label')}>
      <ul>
        {targets.map(({ href, label }) => (
          <li key={href}>
            <a class="skip-link" href={href}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
