import type { ComponentChildren } from 'preact';
import { paths } from '../../paths.ts';
import { SkipLinks, type SkipTarget } from '../../ui/a11y.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Breadcrumb, type Crumb } from '../../ui/tabs.tsx';
import { TextsProvider } from '../../ui/texts-context.ts';
import { Footer } from './footer.tsx';
import { Header, type SitePart } from './header.tsx';
import { IncidentBanner } from './incident-banner.tsx';
import type { PageContext } from './page-context.ts';
import { SessionEndDialog, SessionEndNote } from './session-end.tsx';
import { ShortcutsDialog, shortcutAttributes } from './shortcuts.tsx';

export type PageProps = {
  ctx: PageContext;
  /** What this page is, first words of the browser's tab. */
  title: string;
  /** The language of the title, when it is not the reader's. */
  titleLang?: string | undefined;
  /** The part of the site it belongs to, marked in the navigation. */
  current: SitePart;
  /** The pages above this one, home excluded. */
  breadcrumb?: Crumb[];
  /** Lists and the console use the whole width of the screen; `narrow` suits a form or a text. */
  width?: 'narrow' | 'normal' | 'wide';
  /** A form came back with errors: the tab's title says so first. */
  hasErrors?: boolean;
  /** How much fits on the screen, unless the reader chose; wide pages are compact unless they say otherwise. */
  density?: 'comfortable' | 'compact';
  /** Places of this page worth going straight to, after its content: the reply of a ticket. */
  skipTo?: SkipTarget[];
  children: ComponentChildren;
};

function Head({ ctx, title, hasErrors }: PageProps) {
  const { t, assets } = ctx;
  const key = hasErrors ? 'common:page.titleWithError' : 'common:page.title';
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{t(key, { title })}</title>
      <ColourScheme chosen={ctx.preferences.colorScheme} />
      <meta name="format-detection" content="telephone=no" />
      {ctx.cspNonce && <meta name="csp-nonce" content={ctx.cspNonce} />}
      <link rel="icon" href={assets('icon.svg')} type="image/svg+xml" />
      <link rel="stylesheet" href={assets('page.css')} />
      <script type="module" src={assets('page.js')} />
    </head>
  );
}

/** What the browser draws around the page: the reader's system decides unless the reader has. */
function ColourScheme({ chosen }: { chosen: PageContext['preferences']['colorScheme'] }) {
  const themes = { light: '#fbf9f6', dark: '#17151d' };
  if (chosen !== 'auto') {
    return (
      <>
        <meta name="color-scheme" content={chosen} />
        <meta name="theme-color" content={themes[chosen]} />
      </>
    );
  }
  return (
    <>
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={themes.light} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={themes.dark} />
    </>
  );
}

function Body(props: PageProps) {
  const { ctx, title, titleLang, current, breadcrumb, width = 'normal', children } = props;
  const { t } = ctx;
  const targets: SkipTarget[] = [
    { href: '#contenu', label: t('common:skip.content') },
    ...(props.skipTo ?? []),
  ];
  if (ctx.person) targets.push({ href: '#navigation', label: t('common:skip.navigation') });
  targets.push({ href: '#pied-de-page', label: t('common:skip.footer') });
  const crumbs = breadcrumb && [
    { label: t('common:navigation.home'), href: paths.home() },
    ...breadcrumb,
  ];
  return (
    <body data-width={width} {...shortcutAttributes(ctx)}>
      <SkipLinks targets={targets} />
      <Header ctx={ctx} current={current} />
      <IncidentBanner ctx={ctx} />
      <main id="contenu" class="site-main" tabIndex={-1}>
        <div class="bounds">
          {crumbs && (
            <Breadcrumb
              label={t('common:navigation.breadcrumb')}
              crumbs={crumbs}
              current={title}
              currentLang={titleLang}
            />
          )}
          {ctx.flash && (
            <Alert tone={ctx.flash.tone} live={ctx.flash.tone === 'danger' ? 'alert' : 'status'}>
              <p>{ctx.flash.text}</p>
            </Alert>
          )}
          {children}
          <SessionEndNote ctx={ctx} />
        </div>
      </main>
      <Footer ctx={ctx} />
      <ShortcutsDialog ctx={ctx} />
      <SessionEndDialog ctx={ctx} />
    </body>
  );
}

/** A complete page: its head, the header, what it is about, the footer. Without a person it is the signed-out page. */
export function Page(props: PageProps) {
  const { ctx, width } = props;
  const { colorScheme, density: chosen } = ctx.preferences;
  const usual = props.density ?? (width === 'wide' ? 'compact' : 'comfortable');
  const scheme = colorScheme === 'auto' ? {} : { 'data-color-scheme': colorScheme };
  return (
    <TextsProvider t={ctx.t}>
      <html lang={ctx.lang} dir="ltr" data-density={chosen === 'auto' ? usual : chosen} {...scheme}>
        <Head {...props} />
        <Body {...props} />
      </html>
    </TextsProvider>
  );
}
