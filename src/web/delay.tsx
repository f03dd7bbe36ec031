import type { Delay } from '../domain/calendar/describe-delay.ts';
import type { PromiseKind } from '../domain/tickets/next-due.ts';
import { formatDateTime, formatFullDateTime } from '../platform/text/dates.ts';
import { formatDelay } from '../platform/text/delays.ts';
import { VisuallyHidden } from '../ui/a11y.tsx';
import { DelayTag } from '../ui/tag.tsx';
import type { PageContext } from './layout/page-context.ts';

type Props = { ctx: PageContext; delay: Delay };

/** A délai in words, with the colour that goes with it: « 2 jours ouvrés », « en retard de 3 h », « suspendu ». */
export function DelayWords({ ctx, delay }: Props) {
  return <DelayTag tone={delay.tone}>{formatDelay(delay, ctx.lang)}</DelayTag>;
}

/**
 * A délai and, in the open, the exact instant it stands for: read, heard and touched alike. Under the pointer, the same
 * in full. `promise` says which one it is where there may be several.
 */
export function DatedDelay({ ctx, delay, promise = 'resolve' }: Props & { promise?: PromiseKind }) {
  const { t } = ctx;
  return (
    <span class="cell-lines">
      <span>
        <DelayWords ctx={ctx} delay={delay} />
      </span>
      {delay.dueAt && (
        <span class="cell-detail">
          {promise === 'take' ? (
            t('delay:shown.take')
          ) : (
            <VisuallyHidden>{t('delay:shown.due')}</VisuallyHidden>
          )}{' '}
          <DueDate ctx={ctx} dueAt={delay.dueAt} />
        </span>
      )}
    </span>
  );
}

/** The instant at which something falls due: « 30/11/2026 à 14:30 ». */
export function DueDate({ ctx, dueAt }: { ctx: PageContext; dueAt: Temporal.Instant }) {
  const { t, lang } = ctx;
  const title = t('delay:shown.full', { date: formatFullDateTime(dueAt, { lang }) });
  return (
    <time dateTime={dueAt.toString()} title={title}>
      {formatDateTime(dueAt, { lang })}
    </time>
  );
}
