import type { ComponentChildren } from 'preact';
import { VisuallyHidden } from './a11y.tsx';
import { Icon } from './icon.tsx';
import { useTexts } from './texts-context.ts';

/** What every field has: a name, a label, perhaps a hint, perhaps what is wrong with it. */
export type FieldBase = {
  name: string;
  label: ComponentChildren;
  /** Defaults to the name; the error summary links to it. */
  id?: string;
  hint?: ComponentChildren;
  /** What to do to correct it, with an example. */
  error?: string | undefined;
  /** Shown in words beside the label: « (obligatoire) » or « (facultatif) ». */
  required?: boolean;
  /** Keeps the label for those who listen only; for a field whose place says what it is. */
  labelHidden?: boolean;
};

/** The attributes that tie a control to its label, hint and error. */
export function controlAttributes({ id, name, hint, error, required }: FieldBase) {
  const own = id ?? name;
  const described = [hint ? `${own}-hint` : '', error ? `${own}-error` : '']
    .filter(Boolean)
    .join(' ');
  return {
    id: own,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? ('true' as const) : undefined,
    // Not the `required` attribute: the browser's bubble would replace our own words and our summary.
    'aria-required': required ? ('true' as const) : undefined,
  };
}

/** The « (obligatoire) » or « (facultatif) » beside a label. */
export function RequiredMark({ required }: { required: boolean | undefined }) {
  const t = useTexts();
  if (required === undefined) return null;
  return (
    <span class="field-mark">
      {' ('}
      {t(required ? 'common:form.required' : 'common:form.optional')}
      {')'}
    </span>
  );
}

/** What helps to fill a field, under its label. */
export function FieldHint({ id, children }: { id: string; children: ComponentChildren }) {
  if (!children) return null;
  return (
    <div class="field-hint" data-field="description" id={`${id}-hint`}>
      {children}
    </div>
  );
}

/** What to do to correct a field, tied to it. */
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  const t = useTexts();
  if (!error) return null;
  return (
    <p class="field-error" id={`${id}-error`}>
      <Icon name="danger" />
      <span>
        <VisuallyHidden>{t('common:form.error')} </VisuallyHidden>
        {error}
      </span>
    </p>
  );
}

/** A label, its hint, the control and its error, in that order. */
export function FieldFrame({ field, children }: { field: FieldBase; children: ComponentChildren }) {
  const id = field.id ?? field.name;
  return (
    <div class="ds-field field" data-invalid={field.error ? '' : undefined}>
      <label class={field.labelHidden ? 'ds-sr-only' : 'ds-label'} for={id}>
        {field.label}
        <RequiredMark required={field.required} />
      </label>
      <FieldHint id={id}>{field.hint}</FieldHint>
      {children}
      <FieldError id={id} error={field.error} />
    </div>
  );
}
