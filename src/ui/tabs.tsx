import { VisuallyHidden } from './a11y.tsx';
import { Link } from './button.tsx';
import { Icon } from './icon.tsx';

export type Tab = {
  label: string;
  href: string;
  current: boolean;
  count?: number | string;
  /** The same for those who listen, when what is written is short for more: « plus de 99 ». */
  countWords?: string | undefined;
};

function Count({ tab: { count, countWords } }: { tab: Tab }) {
  if (count === undefined) return null;
  if (countWords === undefined) return <span class="count"> ({count})</span>;
  return (
    <span class="count">
      {' '}
      <span aria-hidden="true">({count})</span>
      <VisuallyHidden>({countWords})</VisuallyHidden>
    </span>
  );
}

/** Ways of seeing the same list, each with its own address: « En attente (3) ». */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              <span>
                {tab.label}
                <Count tab={tab} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A page above; `lang` is that of its label, when it is not the page's. */
export type Crumb = { label: string; href: string; lang?: string | undefined };

/** Where the page stands: the way back up, the page itself last. */
export function Breadcrumb({
  label,
  crumbs,
  current,
  currentLang,
}: {
  label: string;
  crumbs: Crumb[];
  current: string;
  currentLang?: string | undefined;
}) {
  return (
    <nav class="breadcrumb" aria-label={label}>
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.href}>
            <Link href={crumb.href} lang={crumb.lang}>
              {crumb.label}
            </Link>
            <Icon name="chevronRight" size="sm" />
          </li>
        ))}
        <li>
          <span aria-current="page" lang={currentLang}>
            {current}
          </span>
        </li>
      </ol>
    </nav>
  );
}
