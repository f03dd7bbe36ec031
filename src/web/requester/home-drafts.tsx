import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { Alert } from '../../ui/alert.tsx';
import { Link } from '../../ui/button.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { BegunTicket } from './new-ticket-draft.ts';

/** The tickets somebody began to write, each with the way back to it. */
export function BegunTickets({ ctx, begun }: { ctx: PageContext; begun: readonly BegunTicket[] }) {
  const { t, lang } = ctx;
  if (begun.length === 0) return null;
  return (
    <Alert tone="info" title={t('home:draft.title', { count: begun.length })}>
      <ul class="plain-list">
        {begun.map(({ category, subject, savedAt }) => (
          <li key={category.id} class="cluster">
            <span dir="auto">
              {subject === ''
                ? t('home:draft.lineWithout', { nature: category.name })
                : t('home:draft.line', { nature: category.name, subject })}
            </span>
            <span class="muted">
              {t('home:draft.saved', { date: formatDateTime(savedAt, { lang }) })}
            </span>
            <Link href={paths.newTicket({ nature: category.slug })} icon="edit">
              {t('home:draft.resume')}
              <span class="ds-sr-only">
                {' '}
                {t('home:draft.resumeWhich', { nature: category.name })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
