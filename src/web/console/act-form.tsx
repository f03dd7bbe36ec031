import type { ComponentChildren } from 'preact';
import { consoleDraftPlace, type Workbench } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatDateTime, formatTime } from '../../platform/text/dates.ts';
import { DraftBar, Form, FormActions } from '../../ui/form.tsx';
import { hiddenActFields } from '../act-fields.ts';
import { DraftNotice } from '../draft-notice.tsx';
import { FormFiles } from '../file-fields.tsx';
import { filesName } from '../form-files.ts';
import type { PageContext } from '../layout/page-context.ts';
import {
  draftOf,
  type FormName,
  fieldId,
  isDrafted,
  type ReturnedForm,
  takesFiles,
  typedIn,
} from './act-forms.ts';
import { ConflictNotice } from './conflict-notice.tsx';

/** What every part of the page of a ticket is given. */
export type BenchProps = {
  ctx: PageContext;
  bench: Workbench;
  returned: ReturnedForm | null;
};

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

/** « 14:05 » today, with the day before it otherwise. */
function savedTime({ lang, now }: PageContext, at: Temporal.Instant): string {
  const isToday = formatDate(at) === formatDate(now);
  return isToday ? formatTime(at, { lang }) : formatDateTime(at, { lang });
}

function ActFiles({ ctx, bench, returned, form }: BenchProps & { form: FormName }) {
  const { number } = bench.ticket;
  const place = consoleDraftPlace(number, form);
  return (
    <FormFiles
      {...{ ctx, place }}
      id={fieldId(form, filesName)}
      draftUrl={paths.consoleTicketDraft(number)}
      files={bench.staged.get(place) ?? []}
      error={returned?.form === form ? returned.errors[filesName] : undefined}
    />
  );
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
  const draft = draftOf(bench, form) ?? undefined;
  const draftUrl = paths.consoleTicketDraft(number);
  const isBack = returned?.form === form;
  return (
    <Form
      action={actionOf[form](number)}
      csrf={ctx.csrfToken}
      label={label}
      draftUrl={drafted ? draftUrl : undefined}
      window={ctx.window}
      multipart={takesFiles(form)}
      hidden={{ ...hiddenActFields(bench.ticket.lastEventId), _form: form }}
    >
      {isBack && <ConflictNotice {...props} returned={returned} />}
      {draft && !isBack && <DraftNotice ctx={ctx} draft={draft} url={draftUrl} />}
      {children}
      {takesFiles(form) && <ActFiles {...props} form={form} />}
      <FormActions>{actions}</FormActions>
      {drafted && <DraftBar url={draftUrl} savedAt={draft && savedTime(ctx, draft.savedAt)} />}
    </Form>
  );
}

/** True when the messages that came meanwhile are the only thing between a text and its sending. */
export function isStale(returned: ReturnedForm | null, form: FormName): boolean {
  return returned?.form === form && returned.conflict?.reason === 'stale_thread';
}
