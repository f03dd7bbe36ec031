import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { useTexts } from './texts-context.ts';

/** The name of the hidden field that proves a form comes from our own page. */
export const csrfFieldName = '_csrf';

/** The hidden field that tells one open page from another: each keeps its own text. */
export const windowFieldName = '_fenetre';

export type FormProps = {
  action: string;
  csrf: string;
  children: ComponentChildren;
  id?: string;
  /** What the form is for, when the page has several. */
  label?: string;
  /** For forms with files. */
  multipart?: boolean;
  /** Where what is typed is kept as it is typed; shows « Brouillon enregistré à … » through `DraftBar`. */
  draftUrl?: string | undefined;
  /** The key of the page that is open, with `draftUrl`. */
  window?: string | undefined;
  /** Warns before leaving with text that was not kept; not needed with a draft. */
  guard?: boolean;
  /** Values sent without being shown. */
  hidden?: Record<string, string | number>;
  layout?: 'stack' | 'inline' | 'plain';
};

/** A form that changes something: always POST, always with its token, sent once even when clicked twice. */
export function Form(props: FormProps) {
  const { action, csrf, children, hidden = {}, draftUrl, window, guard, layout = 'stack' } = props;
  const t = useTexts();
  const controllers = ['submit-once', draftUrl && 'draft', guard && !draftUrl && 'guard'];
  return (
    <form
      id={props.id}
      class={`form form--${layout}`}
      action={action}
      method="post"
      encType={props.multipart ? 'multipart/form-data' : undefined}
      aria-label={props.label}
      noValidate
      data-controller={controllers.filter(Boolean).join(' ')}
      data-draft-url-value={draftUrl}
      data-draft-saved-value={draftUrl && t('common:draft.savedAt', { time: '%s' })}
      data-draft-failed-value={draftUrl && t('common:draft.failed')}
      data-draft-aside-value={draftUrl && t('common:draft.aside')}
      data-draft-session-value={draftUrl && t('common:draft.session')}
      data-draft-sign-in-value={draftUrl && t('common:draft.signIn')}
      data-draft-closed-value={draftUrl && t('common:draft.closed')}
    >
      <input type="hidden" name={csrfFieldName} value={csrf} />
      {draftUrl && window && <input type="hidden" name={windowFieldName} value={window} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={String(value)} />
      ))}
      {children}
    </form>
  );
}

/** The buttons that end a form: the one that sends first, then the others. */
export function FormActions({ children }: { children: ComponentChildren }) {
  return <div class="form-actions">{children}</div>;
}

/** Fields side by side where there is room. */
export function FieldRow({ children }: { children: ComponentChildren }) {
  return <div class="field-row">{children}</div>;
}

export type DraftBarProps = {
  /** Where « Enregistrer le brouillon » sends the form without JavaScript. */
  url: string;
  /** « 14:05 », when a draft is already kept. */
  savedAt?: string | undefined;
};

/** Says whether what is typed is kept; without JavaScript, a button keeps it. Stands inside a `Form` with `draftUrl`. */
export function DraftBar({ url, savedAt }: DraftBarProps) {
  const t = useTexts();
  return (
    <div class="draft-bar">
      <p class="draft-status" role="status" data-draft-target="status">
        {savedAt ? t('common:draft.savedAt', { time: savedAt }) : ''}
      </p>
      {!savedAt && (
        <p class="draft-hint" data-draft-target="hint" hidden>
          {t('common:draft.automatic')}
        </p>
      )}
      <Button
        variant="quiet"
        size="sm"
        icon="save"
        formAction={url}
        formNoValidate
        data-draft-target="button"
      >
        {t('common:draft.save')}
      </Button>
    </div>
  );
}

export type GetFormProps = {
  action: string;
  children: ComponentChildren;
  label: string;
  role?: 'search';
  hidden?: Record<string, string | number | undefined>;
};

/** A form that only asks to see something else: search, filters, how many lines. */
export function GetForm({ action, children, label, role, hidden = {} }: GetFormProps) {
  return (
    <form class="form form--inline" action={action} method="get" aria-label={label} role={role}>
      {Object.entries(hidden).map(
        ([name, value]) =>
          value !== undefined && (
            <input key={name} type="hidden" name={name} value={String(value)} />
          ),
      )}
      {children}
    </form>
  );
}
