import { extractOf, highlight, type Piece } from '../../domain/knowledge/extract.ts';
import { mostCounted } from '../../domain/search/search-steps.ts';
import type { FoundTicket, FoundTickets } from '../../domain/search/search-tickets.ts';
import { isLive } from '../../domain/tickets/ticket.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { VisuallyHidden } from '../../ui/a11y.tsx';
import { Link } from '../../ui/button.tsx';
import { KeysetPagination } from '../../ui/pagination.tsx';
import { richText } from '../../ui/rich-text.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { DelayWords, DueDate } from '../delay.tsx';
import { DeskWords } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { stateDetail } from '../ticket-words.ts';
import { Marked } from './marked.tsx';

/** The text that shows the most of the words looked for, cut around them. */
function bestExtract(texts: readonly string[], searched: string): Piece[] {
  const extracts = texts.map((text) => extractOf(text, searched));
  const marks = (pieces: Piece[]) => pieces.filter(({ isFound }) => isFound).length;
  return extracts.reduce((best, one) => (marks(one) > marks(best) ? one : best), extracts[0] ?? []);
}

type Props = { ctx: PageContext; ticket: FoundTicket; searched: string };

function FoundTicketLine({ ctx, ticket, searched }: Props) {
  const { t, lang } = ctx;
  const { number, subject, isOwn } = ticket;
  return (
    <li class="result">
      <div class="result-head">
        <a class="ds-link" href={isOwn ? paths.ticket(number) : paths.consoleTicket(number)}>
          <span class="result-number">{t('search:tickets.number', { number })}</span>{' '}
          <span dir="auto">
            <Marked pieces={highlight(subject, searched)} />
          </span>
        </a>
        <StateTag state={ticket.state} detail={stateDetail(ticket, ctx.now, ctx)} />
        {isLive(ticket.state) && (
          <span>
            <VisuallyHidden>{t('search:tickets.delay')}</VisuallyHidden>{' '}
            <DelayWords ctx={ctx} delay={ticket.delay} />
          </span>
        )}
      </div>
      <p class="article-extract" dir="auto">
        <Marked pieces={bestExtract(ticket.texts, searched)} />
      </p>
      <p class="muted">
        {richText(t, isOwn ? 'search:tickets.factsOwn' : 'search:tickets.facts', {
          category: (
            <DeskWords key="category" ctx={ctx}>
              {ticket.categoryName}
            </DeskWords>
          ),
          team: ticket.teamCode,
          requester: displayName(ticket.requester),
          date: formatDate(ticket.submittedAt, { lang }),
        })}
        {ticket.delay.dueAt && (
          <>
            {' · '}
            {t('search:tickets.due')} <DueDate ctx={ctx} dueAt={ticket.delay.dueAt} />
          </>
        )}
      </p>
    </li>
  );
}

function howMany({ t }: PageContext, { count, isExact, next }: FoundTickets): string {
  if (!isExact) return t(next === null ? 'search:tickets.recent' : 'search:tickets.newest');
  if (count > mostCounted) return t('search:tickets.countMore', { count: mostCounted });
  return t('search:tickets.count', { count });
}

/** The tickets found, the newest first, and the way to older ones. */
export function TicketResults(props: {
  ctx: PageContext;
  tickets: FoundTickets;
  searched: string;
  /** The text of the search, to go on with. */
  text: string;
  isFirstPage: boolean;
  isExact: boolean;
}) {
  const { ctx, tickets, searched, text, isFirstPage } = props;
  const exact = props.isExact ? 1 : undefined;
  const { t } = ctx;
  return (
    <>
      <p class="muted">{isFirstPage ? howMany(ctx, tickets) : t('search:tickets.older')}</p>
      <ol class="article-list" role="list">
        {tickets.rows.map((ticket) => (
          <FoundTicketLine key={ticket.number} {...{ ctx, ticket, searched }} />
        ))}
      </ol>
      {tickets.next !== null && (
        <KeysetPagination
          label={t('search:tickets.pages')}
          nextHref={paths.search({ q: text, avant: tickets.next, exact })}
        />
      )}
      {!isFirstPage && (
        <p>
          <Link href={paths.search({ q: text, exact })}>{t('search:tickets.back')}</Link>
        </p>
      )}
    </>
  );
}
