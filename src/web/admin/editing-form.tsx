import type { ComponentChildren } from 'preact';
import type { Draft } from '../../domain/drafts/drafts.ts';
import { formatTime } from '../../platform/text/dates.ts';
import { Button } from '../../ui/button.tsx';
import { DraftBar, Form, FormActions } from '../../ui/form.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { DraftNotice } from '../draft-notice.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { previewName } from './editing.ts';

export type EditingFormProps = {
  ctx: PageContext;
  action: string;
  /** Where the draft is kept. */
  draftUrl: string;
  /** What was restored in the form, and where it is thrown away when not where it is kept. */
  draft: Draft | null;
  clearUrl?: string;
  hidden: Record<string, string | number>;
  submit: { label: string; icon: IconName };
  /** Buttons beside the one that sends: the way to the preview, unless the form has others. */
  others?: ComponentChildren;
  children: ComponentChildren;
};

/** A form of the administration: what is restored, its fields, the way to send or preview it, what is kept. */
export function EditingForm(props: EditingFormProps) {
  const { ctx, action, draftUrl, draft, clearUrl = draftUrl, hidden, submit, children } = props;
  const { others = <PreviewButton ctx={ctx} draftUrl={draftUrl} /> } = props;
  const { lang, csrfToken } = ctx;
  return (
    <Form action={action} csrf={csrfToken} draftUrl={draftUrl} window={ctx.window} hidden={hidden}>
      {/* The first button of a form is the one that « Enter » in a field presses: not the end of a draft. */}
      <button type="submit" class="ds-sr-only" tabIndex={-1} aria-hidden="true">
        {submit.label}
      </button>
      {draft && <DraftNotice ctx={ctx} draft={draft} url={clearUrl} />}
      {children}
      <div class="stack" data-gap="sm">
        <FormActions>
          <Button icon={submit.icon}>{submit.label}</Button>
          {others}
        </FormActions>
        <DraftBar
          url={draftUrl}
          savedAt={draft ? formatTime(draft.savedAt, { lang }) : undefined}
        />
      </div>
    </Form>
  );
}

function PreviewButton({ ctx, draftUrl }: Pick<EditingFormProps, 'ctx' | 'draftUrl'>) {
  return (
    <Button
      variant="secondary"
      icon="search"
      formAction={draftUrl}
      formNoValidate
      name={previewName}
      value="oui"
    >
      {ctx.t('editing:preview.see')}
    </Button>
  );
}
