import type { ToConfirm } from '../../domain/tickets/own-tickets.ts';
import { paths } from '../../paths.ts';
import { ActButton } from '../../ui/act-bar.tsx';
import { Alert } from '../../ui/alert.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import type { PageContext } from '../layout/page-context.ts';

export type ResolvedTicketsProps = { ctx: PageContext; tickets: readonly ToConfirm[] };

/** More would hide the list they come from. */
const shown = 5;

/** « 1 demande résolue : est-ce bon ? », with the answer at hand for each. */
export function ResolvedTickets({ ctx, tickets }: ResolvedTicketsProps) {
  const { t, csrfToken } = ctx;
  if (tickets.length === 0) return null;
  const hiddenOnes = tickets.length - shown;
  return (
    <Alert tone="info" title={t('home:confirm.title', { count: tickets.length })}>
      <ul class="plain-list">
        {tickets.slice(0, shown).map(({ number, subject }) => (
          <li key={number} class="cluster" data-justify="between">
            <span>
              <a href={paths.ticket(number)}>{number}</a> <span dir="auto">{subject}</span>
            </span>
            <span class="cluster">
              <ActButton
                action={paths.confirmation(number)}
                csrf={csrfToken}
                size="sm"
                hiddenText={t('home:confirm.which', { number })}
                hidden={{ _act: crypto.randomUUID() }}
              >
                {t('home:confirm.yes')}
              </ActButton>
              <ButtonLink
                href={paths.contestation(number)}
                variant="quiet"
                size="sm"
                hiddenText={t('home:confirm.which', { number })}
              >
                {t('home:confirm.no')}
              </ButtonLink>
            </span>
          </li>
        ))}
      </ul>
      {hiddenOnes > 0 && <p>{t('home:confirm.more', { count: hiddenOnes })}</p>}
    </Alert>
  );
}
