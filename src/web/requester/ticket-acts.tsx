import type { ComponentChildren } from 'preact';
import { expiryWorkingDays, reopenableUntil } from '../../domain/tickets/ticket.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatTime } from '../../platform/text/dates.ts';
import { ActBar, ActButton, Composer } from '../../ui/act-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { DraftBar, Form, FormActions } from '../../ui/form.tsx';
import { LinkedText } from '../../ui/linkify.tsx';
import { Card, Disclosure } from '../../ui/surface.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { hiddenActFields } from '../act-fields.ts';
import { DraftNotice } from '../draft-notice.tsx';
import { FormFiles } from '../file-fields.tsx';
import type { PageContext } from '../layout/page-context.ts';
import {
  draftPlaceOf,
  draftUrlOf,
  type FormFill,
  type FormName,
  fieldIdOf,
  filesIdOf,
} from './ticket-forms.ts';
import { MissingItems } from './ticket-thread.tsx';
import type { TicketView } from './ticket-view.ts';

/** What the acts of a page are written from. */
export type ActsProps = {
  ctx: PageContext;
  view: TicketView;
  forms: Readonly<Record<FormName, FormFill>>;
  /** The form to open: the one that came back, or was asked for. */
  focus: FormName | null;
};

type WordsFormProps = ActsProps & {
  form: FormName;
  action: string;
  label: string;
  hint?: ComponentChildren;
  send: string;
};

/** A form that was asked for, came back, or holds something already. */
const isBegun = ({ focus, forms, view }: ActsProps, form: FormName): boolean =>
  focus === form ||
  forms[form].text !== '' ||
  view.staged.has(draftPlaceOf(view.ticket.number, form));

/** One text, its files, kept as they come, and the button that sends it. */
function WordsForm(props: WordsFormProps) {
  const { ctx, view, forms, form, action, label, hint, send } = props;
  const { number, lastEventId } = view.ticket;
  const { text, error, filesError } = forms[form];
  const place = draftPlaceOf(number, form);
  const draftUrl = draftUrlOf(number, form);
  const draft = view.drafts[form];
  return (
    <Form
      action={action}
      csrf={ctx.csrfToken}
      id={form}
      label={send}
      draftUrl={draftUrl}
      window={ctx.window}
      multipart
      hidden={hiddenActFields(lastEventId)}
    >
      {draft && <DraftNotice ctx={ctx} draft={draft} url={draftUrl} />}
      <TextArea
        name="body"
        id={fieldIdOf(form)}
        label={label}
        hint={hint}
        value={text}
        error={error}
        rows={5}
        // A completion may be files alone.
        required={form === 'completion' ? undefined : true}
      />
      <FormFiles
        {...{ ctx, place, draftUrl }}
        id={filesIdOf(form)}
        files={view.staged.get(place) ?? []}
        error={filesError}
      />
      <FormActions>
        <Button icon="send">{send}</Button>
        <DraftBar url={draftUrl} savedAt={draft && formatTime(draft.savedAt, { lang: ctx.lang })} />
      </FormActions>
    </Form>
  );
}

/** What the team asks for, and the answer to it, before anything else. */
export function QuestionCard(props: ActsProps) {
  const { ctx, view } = props;
  const { t } = ctx;
  const { ticket, thread, acts } = view;
  const question = thread.entries.find(
    (entry) => entry.entry === 'message' && entry.messageId === ticket.questionId,
  );
  if (question?.entry !== 'message') return null;
  return (
    <Card
      tone="warning"
      icon="question"
      id="question"
      as="section"
      title={t('ticket:question.title', { team: ticket.teamCode })}
    >
      {question.body !== '' && <LinkedText text={question.body} />}
      {question.items.length > 0 && (
        <div>
          <strong>{t('ticket:question.missing')}</strong>
          <MissingItems items={question.items} />
        </div>
      )}
      {acts.includes('complete') && (
        <WordsForm
          {...props}
          form="completion"
          action={paths.completion(ticket.number)}
          label={t('ticket:question.answer')}
          hint={t('ticket:question.paused')}
          send={t('ticket:question.send')}
        />
      )}
      <Expiry {...props} />
    </Card>
  );
}

/** When the ticket is resolved by itself, « sans réponse », and the way to have as long again. */
function Expiry({ ctx, view }: ActsProps) {
  const { t } = ctx;
  const { number, expireAt, lastEventId } = view.ticket;
  if (expireAt === null) return null;
  return (
    <>
      <p>{t('ticket:question.expires', { date: formatDate(expireAt) })}</p>
      {view.acts.includes('complete') && (
        <>
          <ActBar label={t('ticket:extension.label')}>
            <ActButton
              action={paths.extension(number)}
              csrf={ctx.csrfToken}
              icon="hourglass"
              hidden={hiddenActFields(lastEventId)}
            >
              {t('ticket:extension.ask')}
            </ActButton>
          </ActBar>
          <p class="muted">{t('ticket:extension.what', { days: expiryWorkingDays })}</p>
        </>
      )}
    </>
  );
}

/** « Est-ce résolu ? » Yes closes it, no says why. */
export function SolvedCard(props: ActsProps) {
  const { ctx, view } = props;
  const { t } = ctx;
  const { ticket, acts } = view;
  if (!acts.includes('confirm')) return null;
  const team = ticket.teamCode;
  const lead = ticket.outcome === 'no_answer' ? 'ticket:solved.leadNoAnswer' : 'ticket:solved.lead';
  return (
    <Card
      tone="accent"
      icon="checkCircle"
      id="resolue"
      as="section"
      title={t('ticket:solved.title')}
    >
      {ticket.resolvedAt && ticket.closeAt && (
        <p>
          {t(lead, {
            team,
            date: formatDate(ticket.resolvedAt),
            close: formatDate(ticket.closeAt),
          })}
        </p>
      )}
      <ActBar>
        <ActButton
          action={paths.confirmation(ticket.number)}
          csrf={ctx.csrfToken}
          icon="check"
          variant="primary"
          hidden={hiddenActFields(ticket.lastEventId)}
        >
          {t('ticket:solved.yes')}
        </ActButton>
        <Disclosure
          look="button"
          icon="cross"
          summary={t('ticket:solved.no')}
          open={isBegun(props, 'contestation')}
        >
          <WordsForm
            {...props}
            form="contestation"
            action={paths.contestation(ticket.number)}
            label={t('ticket:contestation.body')}
            hint={t('ticket:contestation.hint', { team })}
            send={t('ticket:contestation.send')}
          />
        </Disclosure>
      </ActBar>
    </Card>
  );
}

/** Puts a ticket closed lately back to work. */
function ReopeningForm(props: ActsProps) {
  const { ctx, view } = props;
  const { t } = ctx;
  const { ticket } = view;
  if (ticket.closedAt === null) return null;
  const date = formatDate(reopenableUntil(ticket.closedAt));
  return (
    <Composer
      kind="reply"
      level={2}
      id="reouverture"
      title={t('ticket:reopening.title')}
      audience={t('ticket:reopening.lead', { date, team: ticket.teamCode })}
    >
      <WordsForm
        {...props}
        form="reopening"
        action={paths.reopening(ticket.number)}
        label={t('ticket:reopening.body')}
        send={t('ticket:reopening.send')}
      />
    </Composer>
  );
}

/** What completing will do to a ticket as it is, said before. */
function completionWords({ ctx, view }: ActsProps): string {
  const { t } = ctx;
  const { ticket, acts, opensNewTicket } = view;
  const team = ticket.teamCode;
  if (opensNewTicket) {
    return ticket.state === 'cancelled'
      ? t('ticket:completion.newCancelled')
      : t('ticket:completion.newClosed');
  }
  if (ticket.state === 'closed') return t('ticket:completion.closed', { team });
  if (ticket.state !== 'resolved') return t('ticket:completion.live', { team });
  return acts.includes('contest')
    ? t('ticket:completion.resolved')
    : t('ticket:completion.resolvedParticipant');
}

function CompletionForm(props: ActsProps) {
  const { ctx, view } = props;
  const { t } = ctx;
  const isNew = view.opensNewTicket;
  return (
    <WordsForm
      {...props}
      form="completion"
      action={paths.completion(view.ticket.number)}
      label={t(isNew ? 'ticket:completion.bodyNew' : 'ticket:completion.body')}
      send={t(isNew ? 'ticket:completion.sendNew' : 'ticket:completion.send')}
    />
  );
}

/** « Compléter », at any moment: what it will do is said before. Answering a question has its own place. */
export function WritingForms(props: ActsProps) {
  const { ctx, view } = props;
  const { t } = ctx;
  const { ticket, acts, opensNewTicket } = view;
  const reopens = acts.includes('reopen');
  if (!acts.includes('complete') || ticket.state === 'needs_information') {
    return reopens ? <ReopeningForm {...props} /> : null;
  }
  if (reopens) {
    return (
      <>
        <ReopeningForm {...props} />
        <Disclosure
          look="panel"
          icon="plus"
          summary={t('ticket:completion.closedShort')}
          open={isBegun(props, 'completion')}
        >
          <p>{completionWords(props)}</p>
          <CompletionForm {...props} />
        </Disclosure>
      </>
    );
  }
  return (
    <Composer
      kind="reply"
      level={2}
      id="completer"
      title={t(opensNewTicket ? 'ticket:completion.titleNew' : 'ticket:completion.title')}
      audience={completionWords(props)}
    >
      <CompletionForm {...props} />
    </Composer>
  );
}
