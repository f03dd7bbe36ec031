import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { Alert } from '../../ui/alert.tsx';
import { Link } from '../../ui/button.tsx';
import { richText } from '../../ui/rich-text.tsx';
import { DeskWords } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { BegunTicket } from './new-ticket-draft.ts';

const natureOf = (ctx: PageContext, { name }: BegunTicket['category']) => ({
  nature: (
    <DeskWords key="nature" ctx={ctx}>
      {name}
    </DeskWords>
  ),
});

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
              {richText(
                t,
                subject === '' ? 'home:draft.lineWithout' : 'home:draft.line',
                natureOf(ctx, category),
                { subject },
              )}
            </span>
            <span class="muted">
              {t('home:draft.saved', { date: formatDateTime(savedAt, { lang }) })}
            </span>
            <Link href={paths.newTicket({ nature: category.slug })} icon="edit">
              {t('home:draft.resume')}
              <span class="ds-sr-only">
                {' '}
                {richText(t, 'home:draft.resumeWhich', natureOf(ctx, category))}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
