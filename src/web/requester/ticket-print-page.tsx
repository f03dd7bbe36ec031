import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { Link } from '../../ui/button.tsx';
import { DescriptionList } from '../../ui/surface.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { deskLang } from '../desk-lang.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { OwnAnswersList } from '../own-answers.tsx';
import { stateDetail } from '../ticket-words.ts';
import { detailItems, followItems } from './ticket-aside.tsx';
import { TicketThread } from './ticket-thread.tsx';
import type { TicketView } from './ticket-view.ts';

/** A ticket to be kept on paper: how it stands, its details, everything said; nothing to click. */
export function TicketPrintPage({ ctx, view }: { ctx: PageContext; view: TicketView }) {
  const { t, lang } = ctx;
  const { ticket } = view;
  const { number } = ticket;
  return (
    <Page ctx={ctx} title={t('ticket:print.title', { number })} current="none" width="narrow">
      <Stack gap="lg">
        <p class="no-print">
          {t('ticket:print.how')} <Link href={paths.ticket(number)}>{t('ticket:print.back')}</Link>
        </p>
        <PageHeading
          eyebrow={t('ticket:number', { number })}
          title={<span dir="auto">{ticket.subject}</span>}
          tags={<StateTag state={ticket.state} detail={stateDetail(ticket, ctx.now, ctx)} />}
          lead={<p lang={deskLang(ctx)}>{`${ticket.familyName} – ${ticket.categoryName}`}</p>}
        />
        <DescriptionList items={[...detailItems({ ctx, view }), ...followItems({ ctx, view })]} />
        <OwnAnswersList
          ctx={ctx}
          own={ticket.ownAnswers}
          title={t('ticket:page.ownAnswers')}
          isPrinted
        />
        <Section title={t('ticket:page.thread')} id="echanges">
          <TicketThread ctx={ctx} view={view} isPrinted />
        </Section>
        <p class="muted">
          {t('ticket:print.printedOn', { date: formatDateTime(ctx.now, { lang }) })}
        </p>
      </Stack>
    </Page>
  );
}
