import { paths } from '../../paths.ts';
import type { PageContext } from './page-context.ts';

/** The foot of every page: what the law asks for, and which version this is. */
export function Footer({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  const links: [string, string][] = [
    [paths.legal(), t('common:footer.legal')],
    [paths.privacy(), t('common:footer.privacy')],
    [paths.accessibility(), t(`info:accessibility.title.${ctx.accessibility}`)],
    [paths.siteMap(), t('common:footer.siteMap')],
  ];
  return (
    <footer class="site-footer" id="pied-de-page">
      <div class="bounds">
        <div class="site-footer-brand">
          <p class="site-footer-name">{ctx.authority || t('common:brand.name')}</p>
          <p>{t('common:footer.tagline')}</p>
        </div>
        <ul class="site-footer-links" aria-label={t('common:footer.label')}>
          {links.map(([href, label]) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
          <li>{t('common:footer.version', { version: ctx.version })}</li>
        </ul>
      </div>
    </footer>
  );
}
