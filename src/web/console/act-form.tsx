import type { ComponentChildren } from 'preact';
import type { Workbench } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatDateTime, formatTime } from '../../platform/text/dates.ts';
import { Muted } from '../../ui/arrangement.tsx';
import { Button } from '../../ui/button.tsx';
import { DraftBar, Form, FormActions } from '../../ui/form.tsx';
import type { PageContext } from '../layout/page-context.ts';
import {
  draftOf,
  type FormName,
  fieldId,
  isDrafted,
  type ReturnedForm,
  typedIn,
} from './act-forms.ts';
import { ConflictNotice } from './conflict-notice.tsx';

/** What every part of the page of a ticket is given. */
export type BenchProps = {
  ctx: PageContext;
  bench: Workbench;
  returned: ReturnedForm | null;
};

/** What each act form carries unseen: the last event its page shows, and its own key. */
export function hiddenFields(bench: Workbench): Record<string, string | number> {
  return { _seen: bench.ticket.lastEventId, _act: crypto.randomUUID() };
}

/** The address each form is sent to. */
export const actionOf: Readonly<Record<FormName, (number: number) => string>> = {
  taking: paths.taking,
  takeover: paths.takeover,
  release: paths.release,
  resume: paths.resume,
  assignment: paths.assignment,
  priority: paths.priority,
  reply: paths.reply,
  note: paths.note,
  question: paths.question,
  hold: paths.hold,
  resolution: paths.resolution,
  transfer: paths.transfer,
  reopening: paths.consoleReopening,
};

/** The name, id, value and error of a field of a form, for the fields of `ui/`. */
export function fieldOf({ bench, returned }: BenchProps, form: FormName, name: string) {
  return {
    name,
    id: fieldId(form, name),
    value: typedIn(bench, form, returned)[name] ?? '',
    error: returned?.form === form ? returned.errors[name] : undefined,
  };
}

/** Says that what was being typed is back, and offers to throw it away. */
function RestoredDraft({ ctx, bench, form }: BenchProps & { form: FormName }) {
  const draft = draftOf(bench, form);
  if (draft === null) return null;
  const date = formatDateTime(draft.savedAt, { lang: ctx.lang });
  return (
    <p>
      <Muted>{ctx.t('console:draft.restored', { date })}</Muted>
    </p>
  );
}

function Drafting({ ctx, bench, form }: BenchProps & { form: FormName }) {
  const draft = draftOf(bench, form);
  const url = paths.consoleTicketDraft(bench.ticket.number);
  const savedAt = draft ? savedTime(ctx, draft.savedAt) : undefined;
  return (
    <>
      <DraftBar url={url} savedAt={savedAt} />
      {draft && (
        <Button
          variant="quiet"
          size="sm"
          icon="cross"
          name="_effacer"
          value="oui"
          formAction={url}
          formNoValidate
        >
          {ctx.t('console:draft.erase')}
        </Button>
      )}
    </>
  );
}

/** « 14:05 » today, with the day before it otherwise. */
function savedTime({ lang, now }: PageContext, at: Temporal.Instant): string {
  const isToday = formatDate(at) === formatDate(now);
  return isToday ? formatTime(at, { lang }) : formatDateTime(at, { lang });
}

export type ActFormProps = BenchProps & {
  form: FormName;
  label: string;
  children: ComponentChildren;
  /** The buttons that send it. */
  actions: ComponentChildren;
};

/** The form of an act: who was faster if somebody was, its fields, its buttons, and its draft. */
export function ActForm({ form, label, children, actions, ...props }: ActFormProps) {
  const { ctx, bench, returned } = props;
  const { number } = bench.ticket;
  const drafted = isDrafted(form);
  const isBack = returned?.form === form;
  return (
    <Form
      action={actionOf[form](number)}
      csrf={ctx.csrfToken}
      label={label}
      draftUrl={drafted ? paths.consoleTicketDraft(number) : undefined}
      hidden={{ ...hiddenFields(bench), _form: form }}
    >
      {isBack && <ConflictNotice {...props} returned={returned} />}
      {drafted && !isBack && <RestoredDraft {...props} form={form} />}
      {children}
      <FormActions>{actions}</FormActions>
      {drafted && <Drafting {...props} form={form} />}
    </Form>
  );
}

/** True when the messages that came meanwhile are the only thing between a text and its sending. */
export function isStale(returned: ReturnedForm | null, form: FormName): boolean {
  return returned?.form === form && returned.conflict?.reason === 'stale_thread';
}
