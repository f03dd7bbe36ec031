import { paths } from '../../paths.ts';
import { ActBar, ActButton } from '../../ui/act-bar.tsx';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { hiddenActFields } from '../act-fields.ts';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { actorName } from '../ticket-words.ts';
import type { TicketView } from './ticket-view.ts';

/** Asks before cancelling: it cannot be undone. */
export function TicketCancelPage({ ctx, view }: { ctx: PageContext; view: TicketView }) {
  const { t } = ctx;
  const { number, subject, holder, lastEventId } = view.ticket;
  const title = t('ticket:cancellation.title', { number });
  return (
    <Page
      ctx={ctx}
      title={title}
      current="home"
      width="narrow"
      breadcrumb={[{ label: t('ticket:number', { number }), href: paths.ticket(number) }]}
    >
      <PageHeading title={title} lead={<p dir="auto">{subject}</p>} />
      <Stack gap="lg">
        <p>{t('ticket:cancellation.what')}</p>
        {holder && <p>{t('ticket:cancellation.told', { holder: actorName(holder, ctx) })}</p>}
        <ActBar>
          <ActButton
            action={paths.cancellation(number)}
            csrf={ctx.csrfToken}
            variant="danger"
            icon="crossCircle"
            hidden={hiddenActFields(lastEventId)}
          >
            {t('ticket:cancellation.yes')}
          </ActButton>
          <ButtonLink href={paths.ticket(number)} variant="secondary">
            {t('ticket:cancellation.no')}
          </ButtonLink>
        </ActBar>
      </Stack>
    </Page>
  );
}
