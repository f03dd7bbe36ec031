import { describeDuration } from '../domain/calendar/describe-delay.ts';
import type { DelayLine } from '../domain/calendar/explain-delay.ts';
import type { DelayExplanation, ExplainedPromise } from '../domain/tickets/delay-explanation.ts';
import { paths } from '../paths.ts';
import { deskTimeZone, formatDateTime } from '../platform/text/dates.ts';
import { formatDuration, formatWorkingMinutes } from '../platform/text/delays.ts';
import { Muted, PageHeading, Section, Stack } from '../ui/arrangement.tsx';
import { DescriptionList } from '../ui/surface.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { DelayTag, type DelayTone } from '../ui/tag.tsx';
import type { SitePart } from './layout/header.tsx';
import { Page } from './layout/page.tsx';
import type { PageContext } from './layout/page-context.ts';

type Props = { ctx: PageContext; explanation: DelayExplanation };
type PromiseName = 'take' | 'resolve' | 'teamTake';

export type DelayPageProps = Props & {
  /** The side it is read from: what the page above is, and the part of the site. */
  current: SitePart;
  backHref: string;
};

/** « Pourquoi ce délai ? »: both promises of a ticket, each stretch of time counted or not, and why. */
export function DelayPage({ ctx, explanation, current, backHref }: DelayPageProps) {
  const { t } = ctx;
  const { number, subject, calendar } = explanation;
  const isElsewhere = calendar.timeZone !== deskTimeZone;
  return (
    <Page
      ctx={ctx}
      title={t('delay:why.of', { number })}
      current={current}
      breadcrumb={[
        ...(current === 'console'
          ? [{ label: t('console:ticket.back'), href: paths.console() }]
          : []),
        { label: t('ticket:number', { number }), href: backHref },
      ]}
    >
      <PageHeading
        eyebrow={<span dir="auto">{subject}</span>}
        title={t('delay:why.title')}
        lead={
          <p>
            {t('delay:why.lead')}
            {isElsewhere && ` ${t('delay:why.elsewhere', { team: teamOf(explanation) })}`}
          </p>
        }
      />
      <Stack gap="xl">
        <Promised ctx={ctx} explanation={explanation} name="take" />
        {current === 'console' && <Promised ctx={ctx} explanation={explanation} name="teamTake" />}
        <Promised ctx={ctx} explanation={explanation} name="resolve" />
      </Stack>
    </Page>
  );
}

const places = {
  take: 'prise-en-charge',
  teamTake: 'prise-en-charge-equipe',
  resolve: 'resolution',
} as const satisfies Record<PromiseName, string>;

function Promised({ ctx, explanation, name }: Props & { name: PromiseName }) {
  const { t } = ctx;
  const promise = explanation[name];
  if (promise === null) return null;
  const team = teamOf(explanation);
  return (
    <Section title={t(`delay:why.${name}`, { team })} id={places[name]}>
      <Stack gap="md">
        <DescriptionList items={standingItems({ ctx, explanation }, promise)} />
        <Table
          caption={t(`delay:why.caption.${name}`, { team })}
          captionHidden
          columns={columns({ ctx, explanation })}
          rows={[...promise.lines]}
          rowKey={({ from }) => from.toString()}
          empty={<Muted>{t('delay:why.nothing')}</Muted>}
        />
        <p>
          {t('delay:why.total')}{' '}
          <strong>
            <data value={promise.spentMinutes}>
              {workingTime({ ctx, explanation }, promise.spentMinutes)}
            </data>
          </strong>
        </p>
      </Stack>
    </Section>
  );
}

const tones: Record<ExplainedPromise['state'], DelayTone> = {
  running: 'ok',
  paused: 'paused',
  kept: 'ok',
  missed: 'late',
};

const teamOf = ({ teams, teamId }: DelayExplanation): string => teams.get(teamId) ?? '';

/** A working time as it is told everywhere else, and in the hours that the lines add up to: « 5 jours ouvrés (45 h) ». */
function workingTime({ ctx, explanation }: Props, minutes: number): string {
  const { t, lang, now } = ctx;
  const hours = formatWorkingMinutes(minutes);
  const duration = describeDuration(explanation.calendar, minutes, now);
  if (duration.days === 0) return hours;
  return t('delay:why.inDays', { days: formatDuration(duration, lang), hours });
}

function standingItems(props: Props, promise: ExplainedPromise) {
  const { ctx, explanation } = props;
  const { t, lang } = ctx;
  const { state, promisedMinutes, spentMinutes, dueAt } = promise;
  const left = promisedMinutes - spentMinutes;
  const isOpen = state === 'running' || state === 'paused';
  // The clock runs and will never get there: nobody works any more.
  const isNever = state === 'running' && dueAt === null;
  const item = (term: 'promised' | 'spent' | 'over' | 'left', minutes: number) => ({
    term: t(`delay:why.${term}`),
    value: workingTime(props, minutes),
  });
  const due = isNever
    ? t('delay:why.never', { team: teamOf(explanation) })
    : dueAt !== null && state !== 'kept' && formatDateTime(dueAt, { lang });
  return [
    {
      term: t('delay:why.standing'),
      value: (
        <DelayTag tone={isNever ? 'none' : tones[state]}>
          {t(`delay:why.state.${isNever ? 'never' : state}`)}
        </DelayTag>
      ),
    },
    item('promised', promisedMinutes),
    item('spent', spentMinutes),
    ...(left < 0 ? [item('over', -left)] : []),
    ...(left >= 0 && isOpen ? [item('left', left)] : []),
    ...(due ? [{ term: t('delay:why.due'), value: due }] : []),
  ];
}

/** Minutes as people read them, and as a machine adds them up. */
function Minutes({ total }: { total: number }) {
  return <data value={total}>{formatWorkingMinutes(total)}</data>;
}

function columns({ ctx, explanation }: Props): Column<DelayLine>[] {
  const { t, lang } = ctx;
  return [
    {
      key: 'period',
      header: t('delay:why.period'),
      rowHeader: true,
      cell: ({ from, to }) =>
        t('delay:why.span', {
          from: formatDateTime(from, { lang }),
          to: formatDateTime(to, { lang }),
        }),
    },
    {
      key: 'reason',
      header: t('delay:why.reason'),
      cell: (line) => reasonWords(ctx, explanation, line),
    },
    {
      key: 'counted',
      header: t('delay:why.counted'),
      align: 'end',
      nowrap: true,
      cell: ({ minutes }) =>
        minutes > 0 ? <Minutes total={minutes} /> : <Muted>{t('delay:why.notCounted')}</Muted>,
    },
  ];
}

function reasonWords({ t }: PageContext, explanation: DelayExplanation, line: DelayLine): string {
  const { reason, minutes } = line;
  const team = explanation.teams.get(line.teamId) ?? '';
  switch (reason.code) {
    case 'usual':
      return t(minutes > 0 ? 'delay:reason.usual' : 'delay:reason.outside', { team });
    case 'holiday':
      return t('delay:reason.holiday', { name: t(`delay:holiday.${reason.holiday}`) });
    case 'closure':
    case 'opening':
      return t(`delay:reason.${reason.code}`, { team, label: reason.label });
    case 'on_hold': {
      const name = explanation.holdReasons.get(reason.holdReasonId) ?? '';
      return t('delay:reason.on_hold', { reason: name });
    }
    default:
      return t(`delay:reason.${reason.code}`, { team });
  }
}
