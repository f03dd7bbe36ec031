import type { TicketConflict } from '../../domain/tickets/conflict.ts';
import { isLive } from '../../domain/tickets/ticket.ts';
import { publicActs } from '../../domain/tickets/transition.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { Alert } from '../../ui/alert.tsx';
import { Columns, PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { StaleHint } from '../../ui/live.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { deskLang } from '../desk-lang.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { OwnAnswersList } from '../own-answers.tsx';
import { actorName, sentenceOf, stateDetail } from '../ticket-words.ts';
import { type ActsProps, QuestionCard, SolvedCard, WritingForms } from './ticket-acts.tsx';
import { TicketAside } from './ticket-aside.tsx';
import { fieldIdOf, filesIdOf, formNames } from './ticket-forms.ts';
import { TicketThread } from './ticket-thread.tsx';
import type { TicketView } from './ticket-view.ts';

/** The act that came too late, by the name of its address. */
export type LateAct =
  | 'completion'
  | 'confirmation'
  | 'contestation'
  | 'reopening'
  | 'cancellation'
  | 'extension';

/** Somebody was faster: which act could not be done, and what they did. */
export type TicketSetback = {
  act: LateAct;
  conflict: TicketConflict | null;
  isTextKept: boolean;
  areFilesKept: boolean;
};

export type TicketPageProps = ActsProps & { setback: TicketSetback | null };

/** « Ma demande »: how it stands, what is asked of the requester, everything said, and what they may do. */
export function TicketPage(props: TicketPageProps) {
  const { ctx, view, forms, setback } = props;
  const { t } = ctx;
  const { number, subject } = view.ticket;
  const errors = formNames.flatMap((form) => {
    const { error, filesError } = forms[form];
    return [
      ...(error === undefined ? [] : [{ field: fieldIdOf(form), message: error }]),
      ...(filesError === undefined ? [] : [{ field: filesIdOf(form), message: filesError }]),
    ];
  });
  return (
    <Page
      ctx={ctx}
      title={t('ticket:page.title', { number, subject })}
      current="home"
      breadcrumb={[]}
      hasErrors={errors.length > 0}
    >
      <Heading ctx={ctx} view={view} />
      <Columns
        asideLabel={t('ticket:page.aside')}
        aside={
          <Stack gap="lg">
            <TicketAside ctx={ctx} view={view} />
            <CancelLink ctx={ctx} view={view} />
          </Stack>
        }
      >
        <Stack gap="lg">
          <ErrorSummary errors={errors} />
          {setback && <SetbackTold ctx={ctx} view={view} setback={setback} />}
          <QuestionCard {...props} />
          <SolvedCard {...props} />
          <OwnAnswersList
            ctx={ctx}
            own={view.ticket.ownAnswers}
            title={t('ticket:page.ownAnswers')}
          />
          <Section title={t('ticket:page.thread')} id="echanges">
            <TicketThread ctx={ctx} view={view} />
          </Section>
          <StaleHint
            number={number}
            url={paths.ticketNews(number, { depuis: view.thread.events.at(-1)?.id })}
            href={paths.ticket(number)}
          />
          <WritingForms {...props} />
        </Stack>
      </Columns>
    </Page>
  );
}

type Props = { ctx: PageContext; view: TicketView };

function Heading({ ctx, view }: Props) {
  const { t } = ctx;
  const { ticket, relation } = view;
  return (
    <PageHeading
      eyebrow={t('ticket:number', { number: ticket.number })}
      title={<span dir="auto">{ticket.subject}</span>}
      tags={<StateTag state={ticket.state} detail={stateDetail(ticket, ctx.now, ctx)} />}
      lead={
        <>
          <p lang={deskLang(ctx)}>{`${ticket.familyName} – ${ticket.categoryName}`}</p>
          {ticket.isOnBehalf && (
            <p>
              {t('ticket:page.onBehalf', {
                author: displayName(ticket.submittedBy),
                requester: displayName(ticket.requester),
              })}
            </p>
          )}
          <InCharge ctx={ctx} view={view} />
          {!relation.requester && <p>{t('ticket:page.participant')}</p>}
        </>
      }
      actions={
        <>
          <ButtonLink href={paths.ticketPrint(ticket.number)} variant="secondary" icon="print">
            {t('ticket:page.print')}
          </ButtonLink>
          {relation.agent && (
            <ButtonLink href={paths.consoleTicket(ticket.number)} variant="secondary" icon="inbox">
              {t('ticket:page.toConsole')}
            </ButtonLink>
          )}
        </>
      }
    />
  );
}

/** In one sentence, for those who read no further: who has it, and by when. */
function InCharge({ ctx, view }: Props) {
  const { t } = ctx;
  const { state, teamCode: team, holder, resolveDueAt } = view.ticket;
  if (!isLive(state)) return null;
  return (
    <p>
      {holder === null
        ? t('ticket:page.heldByNobody', { team })
        : t('ticket:page.heldBy', { team, holder: actorName(holder, ctx) })}
      {state !== 'needs_information' && resolveDueAt !== null && (
        <> {dueWords(ctx, resolveDueAt)}</>
      )}
    </p>
  );
}

function dueWords({ t, lang, now }: PageContext, dueAt: Temporal.Instant): string {
  const isPast = Temporal.Instant.compare(dueAt, now) < 0;
  const date = formatDateTime(dueAt, { lang });
  return t(isPast ? 'ticket:page.resolveWasBefore' : 'ticket:page.resolveBefore', { date });
}

/** What was wanted is already so: from another window, by the other person it concerns, or by itself. */
function alreadyDone({ ticket: { state } }: TicketView, act: LateAct) {
  if (act === 'cancellation' && state === 'cancelled') return 'ticket:conflict.alreadyCancelled';
  if (act === 'confirmation' && state === 'closed') return 'ticket:conflict.alreadyClosed';
  return null;
}

/** What the reader did themselves, in another window, when that is the last thing that happened. */
function lastOwn({ thread, viewerId }: TicketView) {
  const last = thread.events.at(-1);
  if (last?.actorId !== viewerId) return undefined;
  return { ...last, actor: thread.names.people.get(viewerId) ?? null };
}

function SetbackTold({ ctx, view, setback }: Props & { setback: TicketSetback }) {
  const { t, lang } = ctx;
  const { act, conflict, isTextKept, areFilesKept } = setback;
  // What the teams do among themselves is not told on this side.
  const other = conflict?.others.find(
    (one) => publicActs.has(one.act) && one.actor?.id !== view.viewerId,
  );
  const last = conflict === null ? undefined : (lastOwn(view) ?? other);
  const state = t(`common:state.${view.ticket.state}`);
  const whoDid = last && (
    <p>
      {t('ticket:didAt', {
        what: sentenceOf(last, { actor: last.actor }, ctx),
        date: formatDateTime(last.at, { lang }),
      })}
    </p>
  );
  const already = alreadyDone(view, act);
  if (already !== null) {
    return (
      <Alert tone="info" live="alert" title={t(already)}>
        {whoDid}
        <p>{t('ticket:conflict.alreadyNext')}</p>
      </Alert>
    );
  }
  const isSecond = conflict?.reason === 'already_sent';
  const title = t(isSecond ? 'ticket:conflict.alreadySent' : 'ticket:conflict.title');
  return (
    <Alert tone="warning" live="alert" title={title}>
      <p>{t(`ticket:conflict.${act}`)}</p>
      {whoDid}
      <p>
        {conflict === null
          ? t('ticket:conflict.requesterLeft')
          : t('ticket:conflict.state', { state })}
      </p>
      {isTextKept && <p>{t('ticket:conflict.kept')}</p>}
      {areFilesKept && <p>{t('files:kept')}</p>}
    </Alert>
  );
}

function CancelLink({ ctx, view }: Props) {
  if (!view.acts.includes('cancel')) return null;
  return (
    <p class="no-print">
      <ButtonLink href={paths.cancellation(view.ticket.number)} variant="quiet" icon="crossCircle">
        {ctx.t('ticket:cancellation.link')}
      </ButtonLink>
    </p>
  );
}
