import { paths } from '../../paths.ts';
import { csrfFieldName } from '../../ui/form.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import type { PageContext, PagePerson } from './page-context.ts';

/** The parts of the site; a page says which one it belongs to. */
export type SitePart =
  | 'home'
  | 'assistance'
  | 'services'
  | 'knowledge'
  | 'console'
  | 'administration'
  | 'profile'
  | 'help'
  | 'notices'
  | 'search'
  | 'signIn'
  | 'none';

function Brand({ ctx }: { ctx: PageContext }) {
  return (
    <a class="brand" href={paths.home()}>
      <svg class="brand-mark" viewBox="0 0 44 44" aria-hidden="true" focusable="false">
        <rect class="brand-ground" width="44" height="44" rx="9" />
        <path class="brand-margin" d="M11 0v44" />
        <path class="brand-counter" d="M18 31V20.5a7.5 7.5 0 0 1 15 0V31M15.5 32.5h20" />
        <circle class="brand-bell" cx="25.5" cy="24.5" r="2.2" />
      </svg>
      <span class="brand-words">
        <span class="brand-name">{ctx.t('common:brand.name')}</span>
        {ctx.authority !== '' && <span class="brand-authority">{ctx.authority}</span>}
      </span>
    </a>
  );
}

/** The bell; the script of every page keeps its number true while the page is open. */
function Notices({ ctx, current, person }: NoticesProps) {
  const { t } = ctx;
  const { unreadCount } = ctx.frame;
  const words =
    unreadCount > 0
      ? t('common:header.unread', { count: unreadCount })
      : t('common:header.noUnread');
  const reader = { pour: person.id };
  return (
    <li
      data-controller="live"
      data-live-stream-value={paths.noticesStream(reader)}
      data-live-ask-value={paths.noticesCount(reader)}
      data-live-worker-value={ctx.assets('live-worker.js')}
      data-live-count-value={unreadCount}
    >
      <a
        class="account-link"
        href={paths.notices()}
        aria-current={current === 'notices' ? 'page' : undefined}
      >
        <Icon name="bell" />
        <span class="account-words">{t('common:header.notices')}</span>
        <span class="badge" aria-hidden="true" hidden={unreadCount === 0} data-live-target="badge">
          {unreadCount > 99 ? '99+' : unreadCount}
        </span>
        <span class="ds-sr-only">
          , <span data-live-target="words">{words}</span>
        </span>
      </a>
      <span class="ds-sr-only" role="status" data-live-target="said" />
    </li>
  );
}

type NoticesProps = { ctx: PageContext; current: SitePart; person: PagePerson };

function SignOut({ ctx, login }: { ctx: PageContext; login: string }) {
  return (
    <form class="account-form" action={paths.signOut()} method="post">
      <input type="hidden" name={csrfFieldName} value={ctx.csrfToken} />
      <button type="submit" class="account-link">
        <Icon name="signOut" />
        <span>{ctx.t('common:header.signOut', { login })}</span>
      </button>
    </form>
  );
}

function Account({ ctx, current }: { ctx: PageContext; current: SitePart }) {
  const { t, person } = ctx;
  const link = (part: SitePart, href: string, icon: IconName, label: string) => (
    <a class="account-link" href={href} aria-current={current === part ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{label}</span>
    </a>
  );
  return (
    <ul class="account" aria-label={t('common:header.label')}>
      {person && <li>{link('profile', paths.profile(), 'person', t('common:header.profile'))}</li>}
      <li>{link('help', paths.help(), 'help', t('common:header.help'))}</li>
      {person && <Notices ctx={ctx} current={current} person={person} />}
      <li>
        {person ? (
          <SignOut ctx={ctx} login={person.login} />
        ) : (
          link('signIn', paths.signIn(), 'signIn', t('common:header.signIn'))
        )}
      </li>
    </ul>
  );
}

function Navigation({ ctx, current }: { ctx: PageContext; current: SitePart }) {
  const { t, person } = ctx;
  const items: [SitePart, string, string][] = [
    ['home', paths.home(), t('common:navigation.home')],
    ['assistance', paths.assistance(), t('common:navigation.assistance')],
    ['services', paths.services(), t('common:navigation.services')],
    ['knowledge', paths.knowledge(), t('common:navigation.knowledge')],
  ];
  if (person?.isAgent || person?.isAdministrator) {
    items.push(['console', paths.console(), t('common:navigation.console')]);
  }
  if (person?.isAdministrator || person?.isLead) {
    items.push(['administration', paths.administration(), t('common:navigation.administration')]);
  }
  return (
    <nav class="site-nav" id="navigation" aria-label={t('common:navigation.label')} tabIndex={-1}>
      <ul>
        {items.map(([part, href, label]) => (
          <li key={part}>
            <a href={href} aria-current={part === current ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The search of the whole site, on every page but its own, which has a larger one. */
function SiteSearch({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  return (
    <form class="site-search" action={paths.search()} method="get" role="search">
      <input
        type="search"
        name="q"
        id="recherche-site"
        aria-label={t('search:site')}
        placeholder={t('search:title')}
        maxLength={200}
        dir="auto"
      />
      <button type="submit">
        <Icon name="search" />
        <span class="ds-sr-only">{t('search:siteSubmit')}</span>
      </button>
    </form>
  );
}

/** The top of every page: whose desk this is, the account, the parts of the site. */
export function Header({ ctx, current }: { ctx: PageContext; current: SitePart }) {
  return (
    <header class="site-header">
      <div class="site-header-top">
        <div class="bounds">
          <Brand ctx={ctx} />
          <Account ctx={ctx} current={current} />
        </div>
      </div>
      {ctx.person && (
        <div class="site-header-nav">
          <div class="bounds">
            <Navigation ctx={ctx} current={current} />
            {current !== 'search' && <SiteSearch ctx={ctx} />}
          </div>
        </div>
      )}
    </header>
  );
}
