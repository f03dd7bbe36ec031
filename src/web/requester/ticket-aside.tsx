import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { Link } from '../../ui/button.tsx';
import { richText } from '../../ui/rich-text.tsx';
import { Card, type Description, DescriptionList } from '../../ui/surface.tsx';
import { DelayTag } from '../../ui/tag.tsx';
import { DelayWords } from '../delay.tsx';
import { deskLang } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { assignedTo } from '../ticket-words.ts';
import type { TicketView } from './ticket-view.ts';

type Props = { ctx: PageContext; view: TicketView };

/** Who has it, by when, and what came of it. */
export function followItems({ ctx, view }: Props): Description[] {
  const { t, lang } = ctx;
  const { ticket } = view;
  const dated = (term: Parameters<typeof t>[0], at: Temporal.Instant | null): Description[] =>
    at === null ? [] : [{ term: t(term), value: formatDateTime(at, { lang }) }];
  const isLive = ticket.resolvedAt === null && ticket.cancelledAt === null;
  return [
    {
      term: t('ticket:field.assignedTo'),
      value: (
        <>
          {assignedTo(ticket.teamCode, ticket.assignee, displayName)}
          <br />
          <span class="muted" lang={deskLang(ctx)}>
            {ticket.teamName}
          </span>
        </>
      ),
    },
    ...(isLive || ticket.holder
      ? [{ term: t('ticket:field.holder'), value: <Holder ctx={ctx} view={view} /> }]
      : []),
    ...(isLive
      ? [{ term: t('ticket:field.delay'), value: <DelayShown ctx={ctx} view={view} /> }]
      : []),
    ...(isLive && ticket.takenAt === null ? dated('ticket:field.takeBy', ticket.takeDueAt) : []),
    ...(isLive ? dated('ticket:field.resolveBy', ticket.resolveDueAt) : []),
    ...dated('ticket:page.resolvedOn', ticket.resolvedAt),
    ...dated('ticket:page.closedOn', ticket.closedAt),
    ...dated('ticket:page.cancelledOn', ticket.cancelledAt),
  ];
}

function Holder({ ctx, view }: Props) {
  const { holder } = view.ticket;
  if (holder === null) return <span class="muted">{ctx.t('ticket:page.nobodyYet')}</span>;
  return <>{displayName(holder)}</>;
}

function DelayShown({ ctx, view }: Props) {
  const { state, delay } = view.ticket;
  if (state !== 'needs_information') return <DelayWords ctx={ctx} delay={delay} />;
  return <DelayTag tone={delay.tone}>{ctx.t('ticket:page.paused')}</DelayTag>;
}

/** What was given with the ticket. */
export function detailItems({ ctx, view }: Props): Description[] {
  const { t, lang } = ctx;
  const { ticket } = view;
  const given = (term: Parameters<typeof t>[0], value: string): Description[] =>
    value === '' ? [] : [{ term: t(term), value: <span dir="auto">{value}</span> }];
  return [
    ...given('ticket:field.submittedAt', formatDateTime(ticket.submittedAt, { lang })),
    ...given('ticket:field.requester', displayName(ticket.requester)),
    ...(ticket.isOnBehalf
      ? given('ticket:field.submittedBy', displayName(ticket.submittedBy))
      : []),
    ...given('ticket:field.participants', ticket.participants.map(displayName).join(', ')),
    ...(ticket.site ? given('ticket:field.site', siteWords(ticket.site)) : []),
    ...given('ticket:field.room', ticket.room),
    ...given('ticket:field.phone', ticket.phone),
    ...(ticket.blocked ? given('ticket:blocked.label', t(`ticket:blocked.${ticket.blocked}`)) : []),
    ...(ticket.impact ? given('ticket:impact.label', t(`ticket:impact.${ticket.impact}`)) : []),
  ];
}

const siteWords = ({ name, address }: { name: string; address: string }): string =>
  address === '' ? name : `${name}, ${address}`;

function LinkedTickets({ ctx, view }: Props) {
  const { t } = ctx;
  const { continuesNumber, continuedBy } = view.ticket;
  if (continuesNumber === null && continuedBy.length === 0) return null;
  const link = (number: number) => (
    <Link href={paths.ticket(number)}>{t('ticket:page.linkName', { number })}</Link>
  );
  return (
    <Card title={t('ticket:page.linked')} as="section">
      {continuesNumber !== null && (
        <p>{richText(t, 'ticket:page.linkedTo', { link: link(continuesNumber) })}</p>
      )}
      {continuedBy.map((number) => (
        <p key={number}>{richText(t, 'ticket:page.linkedBy', { link: link(number) })}</p>
      ))}
    </Card>
  );
}

/** What stands beside the conversation: progress, details, linked tickets. */
export function TicketAside({ ctx, view }: Props) {
  const { t } = ctx;
  return (
    <>
      <Card title={t('ticket:page.follow')} as="section">
        <DescriptionList items={followItems({ ctx, view })} />
        <p>
          <Link href={paths.ticketDelay(view.ticket.number)}>{t('delay:why.title')}</Link>
        </p>
      </Card>
      <LinkedTickets ctx={ctx} view={view} />
      <Card title={t('ticket:page.details')} as="section">
        <DescriptionList items={detailItems({ ctx, view })} />
      </Card>
    </>
  );
}
