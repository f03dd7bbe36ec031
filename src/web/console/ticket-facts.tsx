import type { Workbench } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatDateTime } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { Muted } from '../../ui/arrangement.tsx';
import { Link } from '../../ui/button.tsx';
import { richText } from '../../ui/rich-text.tsx';
import { Card, type Description } from '../../ui/surface.tsx';
import { DelayWords, DueDate } from '../delay.tsx';
import type { PageContext } from '../layout/page-context.ts';

type Props = { ctx: PageContext; bench: Workbench };
type Ticket = Workbench['ticket'];

function Holder({ ctx, ticket }: { ctx: PageContext; ticket: Ticket }) {
  const { t } = ctx;
  if (ticket.holder === null) return <Muted>{t('console:ticket.nobody')}</Muted>;
  return (
    <>
      {displayName(ticket.holder)}
      {ticket.facts.holderHasLeft && <Muted> ({t('console:ticket.holderLeft')})</Muted>}
    </>
  );
}

/** A promise: kept on a date, or the time left and the date it falls due. */
function Promise({ ctx, keptAt, delay }: PromiseProps) {
  const { t, lang } = ctx;
  if (keptAt !== null) {
    return <>{t('console:ticket.takenOn', { date: formatDateTime(keptAt, { lang }) })}</>;
  }
  const { dueAt } = delay;
  return (
    <>
      <DelayWords ctx={ctx} delay={delay} />
      {dueAt && (
        <Muted>
          {' '}
          {richText(t, 'console:ticket.due', { date: <DueDate ctx={ctx} dueAt={dueAt} /> })}
        </Muted>
      )}
    </>
  );
}

type PromiseProps = { ctx: PageContext; keptAt: Temporal.Instant | null; delay: Ticket['delay'] };

function itemsOf({ ctx, bench: { ticket } }: Props): Description[] {
  const { t, lang } = ctx;
  const items: Description[] = [
    { term: t('console:ticket.team'), value: ticket.teamCode },
    { term: t('console:ticket.holder'), value: <Holder ctx={ctx} ticket={ticket} /> },
    {
      term: t('console:ticket.take'),
      value: <Promise ctx={ctx} keptAt={ticket.takenAt} delay={ticket.takeDelay} />,
    },
    ...(ticket.teamTakeDelay === null
      ? []
      : [
          {
            term: t('console:ticket.teamTake', { team: ticket.teamCode }),
            value: <Promise ctx={ctx} keptAt={null} delay={ticket.teamTakeDelay} />,
          },
        ]),
    {
      term: t('console:ticket.resolve'),
      value: <Promise ctx={ctx} keptAt={ticket.resolvedAt} delay={ticket.delay} />,
    },
    {
      term: t('console:ticket.submitted'),
      value: formatDateTime(ticket.submittedAt, { lang }),
    },
  ];
  if (ticket.assignee === null) return items;
  const assigned = { term: t('console:ticket.assigned'), value: displayName(ticket.assignee) };
  return [...items.slice(0, 2), assigned, ...items.slice(2)];
}

/** What the desk will do by itself, and when. */
function Automatic({ ctx, bench: { ticket } }: Props) {
  const date = (at: Temporal.Instant) => formatDate(at, { lang: ctx.lang });
  if (ticket.expireAt) {
    return <p>{ctx.t('console:ticket.expires', { date: date(ticket.expireAt) })}</p>;
  }
  if (ticket.resumeAt) {
    const [back, until] = [date(ticket.resumeAt), ticket.holdUntil && formatDate(ticket.holdUntil)];
    // The day that was chosen may be closed.
    const isLater = until !== null && until !== back;
    return (
      <p>
        {isLater
          ? ctx.t('console:ticket.resumesLater', { date: back, closed: until })
          : ctx.t('console:ticket.resumes', { date: back })}
      </p>
    );
  }
  if (ticket.closeAt) {
    return <p>{ctx.t('console:ticket.closes', { date: date(ticket.closeAt) })}</p>;
  }
  return null;
}

/** Who has the ticket, what was promised and by when: side by side where there is room. */
export function TicketFacts(props: Props) {
  const { ctx, bench } = props;
  const { number } = bench.ticket;
  return (
    <Card tone="tinted">
      <dl class="grid" data-min="sm">
        {itemsOf(props).map(({ term, value }) => (
          <div key={term}>
            <dt class="muted">{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Automatic {...props} />
      <p>
        <Link href={paths.consoleTicketDelay(number)}>{ctx.t('delay:why.title')}</Link>
      </p>
    </Card>
  );
}
