import { paths } from '../../paths.ts';
import { Icon } from '../../ui/icon.tsx';
import { richText } from '../../ui/rich-text.tsx';
import { DeskWords, deskLang } from '../desk-lang.tsx';
import type { PageContext } from './page-context.ts';

/** What no longer works and concerns the reader, above every page; the home page says the rest. */
export function IncidentBanner({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  const { incidents } = ctx.frame;
  if (incidents.length === 0) return null;
  return (
    <section
      class="incident-banner"
      data-color="danger"
      aria-label={t('announcement:banner.label')}
    >
      <div class="bounds">
        <Icon name="danger" />
        <ul>
          {incidents.map(({ id, title }) => (
            <li key={id}>
              <strong>{t('announcement:banner.incident')}</strong>{' '}
              <span dir="auto" lang={deskLang(ctx)}>
                {title}
              </span>{' '}
              <a href={`${paths.home()}#message-${String(id)}`}>
                {t('announcement:banner.more')}
                <span class="ds-sr-only">
                  {' '}
                  {richText(t, 'announcement:banner.moreOf', {
                    title: (
                      <DeskWords key="title" ctx={ctx}>
                        {title}
                      </DeskWords>
                    ),
                  })}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
