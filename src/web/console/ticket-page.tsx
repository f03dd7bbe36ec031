import { paths } from '../../paths.ts';
import { formatTicketNumber } from '../../platform/text/numbers.ts';
import { fullName } from '../../platform/text/people.ts';
import { ActBar, ActButton } from '../../ui/act-bar.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Columns, PageHeading } from '../../ui/arrangement.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { StaleHint } from '../../ui/live.tsx';
import { richText } from '../../ui/rich-text.tsx';
import { PriorityTag } from '../../ui/tag.tsx';
import { hiddenActFields } from '../act-fields.ts';
import { DeskWords } from '../desk-lang.tsx';
import { Page } from '../layout/page.tsx';
import { OwnAnswersList } from '../own-answers.tsx';
import type { BenchProps } from './act-form.tsx';
import { actOfForm, type FormName, fieldId } from './act-forms.ts';
import { ActPanels, writtenForms } from './act-panels.tsx';
import { Composers } from './composers.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { TicketAside } from './ticket-aside.tsx';
import { TicketFacts } from './ticket-facts.tsx';
import { TicketHistory } from './ticket-history.tsx';
import { TicketState } from './ticket-labels.tsx';
import { TicketThread } from './ticket-thread.tsx';

function Heading({ ctx, bench }: BenchProps) {
  const { ticket } = bench;
  return (
    <PageHeading
      eyebrow={
        <>
          {formatTicketNumber(ticket.number, ctx.lang)} ·{' '}
          <DeskWords ctx={ctx}>{ticket.categoryName}</DeskWords> · {fullName(ticket.requester)}
        </>
      }
      title={<span dir="auto">{ticket.subject}</span>}
      tags={
        <>
          <TicketState ctx={ctx} ticket={ticket} holdUntil={ticket.holdUntil} />
          <PriorityTag priority={ticket.priority} />
        </>
      }
    />
  );
}

/** Why this person cannot do all there is to do, when they cannot. */
function Standing({ ctx, bench }: BenchProps) {
  const { t } = ctx;
  const { standing, ticket, isSubmitter, acts } = bench;
  const team = ticket.teamCode;
  const link = <a href={paths.ticket(ticket.number)}>{t('console:ticket.asRequesterLink')}</a>;
  const isOver = standing === 'agent' && acts.every((act) => act === 'note');
  return (
    <>
      {standing === 'formerAgent' && (
        <Alert tone="info">
          <p>{t('console:ticket.formerAgent', { team })}</p>
        </Alert>
      )}
      {standing === 'reader' && (
        <Alert tone="info">
          <p>{t('console:ticket.reader', { team })}</p>
        </Alert>
      )}
      {isSubmitter && <p>{richText(t, 'console:ticket.asRequester', { link })}</p>}
      {isOver && <p class="muted">{t('console:ticket.noAct')}</p>}
    </>
  );
}

/** The acts that need no words. */
function ActButtons({ ctx, bench }: BenchProps) {
  const { t } = ctx;
  const { ticket, acts } = bench;
  // Each has its own key: one click must not pass for a second click on its neighbour.
  const common = () => ({
    csrf: ctx.csrfToken,
    hidden: hiddenActFields(bench.ticket.lastEventId),
  });
  const { number, holder } = ticket;
  return (
    <>
      {acts.includes('take') && (
        <ActButton {...common()} action={paths.taking(number)} icon="hand" variant="primary">
          {t('console:panel.take')}
        </ActButton>
      )}
      {acts.includes('take_over') && (
        <ActButton {...common()} action={paths.takeover(number)} icon="swap">
          {holder
            ? t('console:panel.take_over', { name: fullName(holder) })
            : t('console:panel.take_overNobody')}
        </ActButton>
      )}
      {acts.includes('resume') && (
        <ActButton {...common()} action={paths.resume(number)} icon="play">
          {t('console:panel.resume')}
        </ActButton>
      )}
      {acts.includes('release') && (
        <ActButton {...common()} action={paths.release(number)} icon="release">
          {t('console:panel.release')}
        </ActButton>
      )}
    </>
  );
}

/** The form that came back is not on the page: its words have to be told above it. */
function isGone({ bench }: BenchProps, form: FormName): boolean {
  return !writtenForms.has(form) || !bench.acts.includes(actOfForm[form]);
}

function Returned(props: BenchProps) {
  const { returned } = props;
  if (returned === null) return null;
  if (returned.conflict !== null) {
    return isGone(props, returned.form) ? (
      <ConflictNotice {...props} returned={returned} standalone />
    ) : null;
  }
  const errors = Object.entries(returned.errors).map(([name, message]) => ({
    field: fieldId(returned.form, name),
    message,
  }));
  return <ErrorSummary errors={errors} />;
}

/** The page of a ticket for the teams: what was said, what may be done, who asks, what happened. */
export function TicketPage(props: BenchProps) {
  const { ctx, bench, returned } = props;
  const { t } = ctx;
  const composer = bench.acts.includes('reply') ? 'repondre' : 'noter';
  const skip = composer === 'repondre' ? t('console:ticket.toReply') : t('console:ticket.toNote');
  const canWrite = bench.acts.includes('reply') || bench.acts.includes('note');
  const hasButtons = bench.acts.some((act) => act !== 'note' && act !== 'reply');
  return (
    <Page
      ctx={ctx}
      title={t('console:ticket.title', { number: bench.ticket.number })}
      current="console"
      breadcrumb={[{ label: t('console:ticket.back'), href: paths.console() }]}
      width="wide"
      hasErrors={returned !== null}
      {...(canWrite ? { skipTo: [{ href: `#${composer}`, label: skip }] } : {})}
    >
      <Heading {...props} />
      <Returned {...props} />
      <TicketFacts ctx={ctx} bench={bench} />
      <Standing {...props} />
      {hasButtons && (
        <ActBar>
          <ActButtons {...props} />
          <ActPanels {...props} />
        </ActBar>
      )}
      <Columns
        asideLabel={t('console:aside.label')}
        aside={<TicketAside ctx={ctx} bench={bench} />}
      >
        <OwnAnswersList
          ctx={ctx}
          own={bench.ticket.ownAnswers}
          title={t('console:ticket.ownAnswers')}
        />
        <TicketThread ctx={ctx} bench={bench} />
        <StaleHint
          number={bench.ticket.number}
          url={paths.consoleTicketNews(bench.ticket.number, { depuis: bench.ticket.lastEventId })}
          href={paths.consoleTicket(bench.ticket.number)}
        />
        <Composers {...props} />
        <TicketHistory ctx={ctx} bench={bench} />
      </Columns>
    </Page>
  );
}
