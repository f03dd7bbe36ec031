import type { TicketConflict } from '../../domain/tickets/conflict.ts';
import type { ThreadMessage } from '../../domain/tickets/thread.ts';
import type { Workbench } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatDateTime, formatTime } from '../../platform/text/dates.ts';
import { fullName } from '../../platform/text/people.ts';
import { ActButton } from '../../ui/act-bar.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Thread } from '../../ui/thread.tsx';
import { hiddenActFields } from '../act-fields.ts';
import type { PageContext } from '../layout/page-context.ts';
import { actorName } from '../ticket-words.ts';
import type { BenchProps } from './act-form.tsx';
import {
  actOfForm,
  hasFiles,
  holdsSomething,
  type ReturnedForm,
  rescueForm,
  writtenIn,
} from './act-forms.ts';
import { Said } from './ticket-thread.tsx';

type Other = TicketConflict['others'][number];

/** « Karim LEROY a pris en charge la demande à 14:05 ». */
function whoDidWhat(ctx: PageContext, other: Other): string {
  const { t, lang, now } = ctx;
  const what = t(`ticket:did.${other.act}`, { actor: actorName(other.actor, ctx) });
  const isToday = formatDate(other.at) === formatDate(now);
  return isToday
    ? t('console:conflict.at', { what, time: formatTime(other.at, { lang }) })
    : t('console:conflict.on', { what, date: formatDateTime(other.at, { lang }) });
}

/** The messages of others that the author's page did not show. */
export function newMessages(
  { ctx, bench }: { ctx: PageContext; bench: Workbench },
  returned: ReturnedForm,
): ThreadMessage[] {
  const seen = returned.conflict?.seenEventId ?? null;
  if (seen === null) return [];
  return bench.thread.entries.filter(
    (entry): entry is ThreadMessage =>
      entry.entry === 'message' && entry.eventId > seen && entry.author?.id !== ctx.person?.id,
  );
}

function titleOf(
  props: BenchProps,
  returned: ReturnedForm,
  conflict: NonNullable<ReturnedForm['conflict']>,
) {
  const { ctx } = props;
  if (conflict.reason === 'stale_thread') {
    return ctx.t('common:thread.newReplies', { count: newMessages(props, returned).length });
  }
  if (conflict.reason === 'already_sent') return ctx.t('console:conflict.sent');
  if (conflict.isOwnDoing) return ctx.t('console:conflict.own');
  const [other] = conflict.others;
  return other ? whoDidWhat(ctx, other) : ctx.t('console:conflict.unknown');
}

/** How the ticket stands now, and what became of what was typed. */
function Standing({ ctx, bench, returned }: BenchProps & { returned: ReturnedForm }) {
  const { t } = ctx;
  const { state, holder } = bench.ticket;
  const label = t(`common:state.${state}`);
  const stale = returned.conflict?.reason === 'stale_thread';
  const { length: count } = newMessages({ ctx, bench }, returned);
  const now = holder
    ? t('console:conflict.nowHeld', { state: label, name: actorName(holder, ctx) })
    : t('console:conflict.now', { state: label });
  const isSecond = returned.conflict?.reason === 'already_sent';
  const kept = isSecond ? 'console:conflict.sentKept' : 'console:conflict.kept';
  return (
    <>
      <p>{stale ? t('console:conflict.stale', { count }) : now}</p>
      <p>
        {t(holdsSomething(returned) ? kept : 'console:conflict.nothing')}{' '}
        {hasFiles(returned) && <>{t('files:kept')} </>}
        {!stale && canRetry(bench, returned) && t('console:conflict.again')}
      </p>
    </>
  );
}

const canRetry = (bench: Workbench, { form }: ReturnedForm): boolean =>
  bench.acts.includes(actOfForm[form]);

/** Somebody else has it now: the way on is to take over from them. */
function WayOn({ ctx, bench }: BenchProps) {
  const { holder, number } = bench.ticket;
  if (!bench.acts.includes('take_over') || holder === null) return null;
  return (
    <ActButton
      action={paths.takeover(number)}
      csrf={ctx.csrfToken}
      icon="swap"
      hidden={hiddenActFields(bench.ticket.lastEventId)}
    >
      {ctx.t('console:panel.take_over', { name: fullName(holder) })}
    </ActButton>
  );
}

function Rescued({ ctx, bench, returned }: BenchProps & { returned: ReturnedForm }) {
  const { t } = ctx;
  if (canRetry(bench, returned) || !holdsSomething(returned)) return null;
  const form = rescueForm(returned, bench.acts);
  if (form === 'reply') return <p>{t('console:conflict.movedToReply')}</p>;
  if (form === 'note') return <p>{t('console:conflict.movedToNote')}</p>;
  if (writtenIn(returned) === '') return null;
  return (
    <>
      <p>{t('console:conflict.rescuedHint')}</p>
      <textarea
        class="ds-input"
        rows={6}
        readOnly
        dir="auto"
        aria-label={t('console:conflict.rescued')}
      >
        {writtenIn(returned)}
      </textarea>
    </>
  );
}

/** The new messages themselves, above the text that was about to answer without them. */
function Unseen({ ctx, bench, returned }: BenchProps & { returned: ReturnedForm }) {
  const messages = newMessages({ ctx, bench }, returned);
  if (messages.length === 0) return null;
  return (
    <Thread label={ctx.t('console:conflict.newMessages')}>
      {messages.map((message) => (
        <Said key={message.eventId} ctx={ctx} bench={bench} message={message} place="conflict" />
      ))}
    </Thread>
  );
}

/** Tells whoever came second who did what, that all they typed is kept, and how to go on. */
export function ConflictNotice(
  props: Omit<BenchProps, 'returned'> & { returned: ReturnedForm; standalone?: boolean },
) {
  const { returned, standalone = false } = props;
  const { conflict } = returned;
  if (conflict === null) return null;
  return (
    <div class="stack" data-gap="sm" tabIndex={-1} autoFocus data-controller="focus" id="conflit">
      <Alert
        tone="warning"
        live="alert"
        level={standalone ? 2 : 3}
        title={titleOf(props, returned, conflict)}
        // A form may not stand in a form: inside one, the act bar above offers the same.
        actions={standalone ? <WayOn {...props} /> : undefined}
      >
        <Standing {...props} />
        <Rescued {...props} />
      </Alert>
      {conflict.reason === 'stale_thread' && <Unseen {...props} />}
    </div>
  );
}
