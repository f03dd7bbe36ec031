import type { DuePart, DueTicket, TeamBoard } from '../../domain/tickets/due-board.ts';
import { mostCounted } from '../../domain/tickets/queue-counts.ts';
import { paths } from '../../paths.ts';
import { formatFullDate, formatFullDateTime, formatTime } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { VisuallyHidden } from '../../ui/a11y.tsx';
import { Cluster, Muted, Section, Stack } from '../../ui/arrangement.tsx';
import { Link } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { PriorityTag, Tag } from '../../ui/tag.tsx';
import { DatedDelay } from '../delay.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { Holder } from './holder.tsx';
import { Subject } from './ticket-labels.tsx';

type Props = { ctx: PageContext; board: TeamBoard; canTake: boolean };

/** « Ouverte jusqu’à 12:00 », or when it opens next. */
function hoursWords({ ctx: { t, lang }, board: { day } }: Props): string {
  if (day === null) return t('console:board.neverOpens');
  if (day.closesAt) return t('console:board.openUntil', { time: formatTime(day.closesAt) });
  if (day.opensAt === null) return '';
  return day.isToday
    ? t('console:board.opensToday', { time: formatTime(day.opensAt) })
    : t('console:board.opensOn', { date: formatFullDateTime(day.opensAt, { lang }) });
}

function dueTitle({ ctx: { t, lang }, board: { day } }: Props): string {
  if (day === null || day.isToday) return t('console:board.today');
  return t('console:board.on', { date: formatFullDate(day.day, { lang }) });
}

function columnsOf({ ctx, canTake }: Props): Column<DueTicket>[] {
  const { t } = ctx;
  const takeFrom = canTake ? ctx.path : null;
  return [
    {
      key: 'number',
      header: t('console:column.number'),
      rowHeader: true,
      nowrap: true,
      cell: ({ number }) => (
        <a class="ds-link" href={paths.consoleTicket(number)}>
          {number}
        </a>
      ),
    },
    {
      key: 'delay',
      header: t('console:column.delay'),
      cell: ({ delay, promise }) => <DatedDelay ctx={ctx} delay={delay} promise={promise} />,
    },
    {
      key: 'subject',
      header: t('console:column.subject'),
      cell: (ticket) => <Subject ctx={ctx} ticket={ticket} />,
    },
    {
      key: 'requester',
      header: t('console:column.requester'),
      cell: ({ requester }) => displayName(requester),
    },
    {
      key: 'priority',
      header: t('console:column.priority'),
      cell: ({ priority }) => <PriorityTag priority={priority} />,
    },
    {
      key: 'holder',
      header: t('console:column.holder'),
      cell: (ticket) => <Holder {...{ ctx, ticket, takeFrom }} />,
    },
  ];
}

type PartProps = Props & { part: DuePart; isLate: boolean };

function Part(props: PartProps) {
  const { ctx, board, part, isLate } = props;
  const { t } = ctx;
  const { tickets, total, free } = part;
  const { code } = board.team;
  if (total === 0) {
    return <p class="muted">{t(`console:board.${isLate ? 'nothingLate' : 'nothingDue'}`)}</p>;
  }
  const title = isLate ? t('console:board.late') : dueTitle(props);
  const hasMore = total > mostCounted;
  const freeWords = t(`console:board.${hasMore ? 'freeAtLeast' : 'free'}`, { count: free });
  return (
    <Section
      id={`${isLate ? 'retard' : 'jour'}-${code}`}
      level={3}
      title={
        <>
          <VisuallyHidden>{`${code}, `}</VisuallyHidden>
          {title} {hasMore ? <MoreThan ctx={ctx} /> : `(${String(total)})`}
          {free > 0 && <Muted> {freeWords}</Muted>}
        </>
      }
    >
      <Stack gap="xs">
        <Table
          caption={`${code}, ${title}`}
          captionHidden
          columns={columnsOf(props)}
          rows={[...tickets]}
          rowKey={({ number }) => number}
          rowState={() => (isLate ? 'late' : undefined)}
        />
        {total > tickets.length && <More {...props} />}
      </Stack>
    </Section>
  );
}

function MoreThan({ ctx }: { ctx: PageContext }) {
  return (
    <>
      <span aria-hidden="true">({mostCounted}+)</span>
      <VisuallyHidden>({ctx.t('console:queue.moreThan', { count: mostCounted })})</VisuallyHidden>
    </>
  );
}

/** The rest is in the console, in the same order. */
function More({ ctx, board, canTake, isLate }: PartProps) {
  const whole = canTake ? 'equipe' : 'toutes';
  const vue = isLate ? 'en-retard' : whole;
  return (
    <p>
      <Link href={paths.console({ vue, equipe: board.team.code })} icon="arrowRight">
        {ctx.t('console:board.more')}
      </Link>
    </p>
  );
}

/** One team: whether it is open, what it is late for, what it has to keep. */
export function TeamBoardSection(props: Props) {
  const { ctx, board } = props;
  const { team, day, late, due } = board;
  return (
    <Section
      id={`equipe-${team.code}`}
      title={
        <>
          {team.code} <Muted>{team.name}</Muted>
        </>
      }
    >
      <Stack gap="lg">
        <Cluster>
          <Tag
            tone={day?.closesAt ? 'success' : 'neutral'}
            icon={day?.closesAt ? 'clock' : 'pause'}
          >
            {hoursWords(props)}
          </Tag>
        </Cluster>
        {late.total + due.total === 0 ? (
          <p>
            <Icon name="checkCircle" /> {ctx.t('console:board.nothing')}
          </p>
        ) : (
          <>
            <Part {...props} part={late} isLate />
            <Part {...props} part={due} isLate={false} />
          </>
        )}
      </Stack>
    </Section>
  );
}
