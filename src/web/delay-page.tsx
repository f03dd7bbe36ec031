import type { DelayLine } from '../domain/calendar/explain-delay.ts';
import type { DelayExplanation, ExplainedPromise } from '../domain/tickets/delay-explanation.ts';
import { formatDateTime } from '../platform/text/dates.ts';
import { formatWorkingMinutes } from '../platform/text/delays.ts';
import { Muted, PageHeading, Section, Stack } from '../ui/arrangement.tsx';
import { DescriptionList } from '../ui/surface.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { DelayTag, type DelayTone } from '../ui/tag.tsx';
import type { SitePart } from './layout/header.tsx';
import { Page } from './layout/page.tsx';
import type { PageContext } from './layout/page-context.ts';

type Props = { ctx: PageContext; explanation: DelayExplanation };
type PromiseName = 'take' | 'resolve';

export type DelayPageProps = Props & {
  /** The side it is read from: what the page above is, and the part of the site. */
  current: SitePart;
  backHref: string;
};

/** « Pourquoi ce délai ? »: both promises of a ticket, each stretch of time counted or not, and why. */
export function DelayPage({ ctx, explanation, current, backHref }: DelayPageProps) {
  const { t } = ctx;
  const { number, subject } = explanation;
  return (
    <Page
      ctx={ctx}
      title={t('delay:why.of', { number })}
      current={current}
      breadcrumb={[{ label: t('ticket:number', { number }), href: backHref }]}
    >
      <PageHeading
        eyebrow={<span dir="auto">{subject}</span>}
        title={t('delay:why.title')}
        lead={<p>{t('delay:why.lead')}</p>}
      />
      <Stack gap="xl">
        <Promised ctx={ctx} explanation={explanation} name="take" />
        <Promised ctx={ctx} explanation={explanation} name="resolve" />
      </Stack>
    </Page>
  );
}

function Promised({ ctx, explanation, name }: Props & { name: PromiseName }) {
  const { t } = ctx;
  const promise = explanation[name];
  return (
    <Section title={t(`delay:why.${name}`)} id={name === 'take' ? 'prise-en-charge' : 'resolution'}>
      <Stack gap="md">
        <DescriptionList items={standingItems(ctx, promise)} />
        <Table
          caption={t(`delay:why.caption.${name}`)}
          captionHidden
          columns={columns({ ctx, explanation })}
          rows={[...promise.lines]}
          rowKey={({ from }) => from.toString()}
          empty={<Muted>{t('delay:why.nothing')}</Muted>}
        />
        <p>
          {t('delay:why.total')}{' '}
          <strong>
            <Minutes total={promise.spentMinutes} />
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

function standingItems({ t, lang }: PageContext, promise: ExplainedPromise) {
  const { state, promisedMinutes, spentMinutes, dueAt } = promise;
  const left = promisedMinutes - spentMinutes;
  const isOpen = state === 'running' || state === 'paused';
  return [
    {
      term: t('delay:why.standing'),
      value: <DelayTag tone={tones[state]}>{t(`delay:why.state.${state}`)}</DelayTag>,
    },
    { term: t('delay:why.promised'), value: formatWorkingMinutes(promisedMinutes) },
    { term: t('delay:why.spent'), value: formatWorkingMinutes(spentMinutes) },
    ...(left < 0 ? [{ term: t('delay:why.over'), value: formatWorkingMinutes(-left) }] : []),
    ...(left >= 0 && isOpen
      ? [{ term: t('delay:why.left'), value: formatWorkingMinutes(left) }]
      : []),
    ...(dueAt === null || state === 'kept'
      ? []
      : [{ term: t('delay:why.due'), value: formatDateTime(dueAt, { lang }) }]),
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
