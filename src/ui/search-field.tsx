import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { useTexts } from './texts-context.ts';

export type SearchFieldProps = {
  action: string;
  label: string;
  name?: string;
  id?: string;
  value?: string;
  hint?: string;
  size?: 'md' | 'lg';
  /** The words of the button, « Rechercher » when none. */
  submitLabel?: string;
  /** What the address already says and must keep saying. */
  hidden?: Record<string, string | number | undefined>;
  /** The search of the site, one a page: those who listen can jump to it. */
  landmark?: boolean;
  /** Searches again by itself a moment after the typing stops. */
  live?: boolean;
  /** What else is asked with it: filters. */
  children?: ComponentChildren;
};

/** A question and its button; the answer is another page, so the address can be kept and shared. */
export function SearchField(props: SearchFieldProps) {
  const t = useTexts();
  const { name = 'q', id = name, size = 'md', hidden = {}, hint } = props;
  return (
    <form
      class={`search search--${size}`}
      action={props.action}
      method="get"
      role={props.landmark ? 'search' : undefined}
      data-controller={props.live ? 'auto-search' : undefined}
    >
      {Object.entries(hidden).map(
        ([key, value]) =>
          value !== undefined && <input key={key} type="hidden" name={key} value={String(value)} />,
      )}
      <label class="search-label" for={id}>
        {props.label}
      </label>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class="search-row">
        <span class="search-box">
          <Icon name="search" />
          <input
            class="ds-input"
            type="search"
            id={id}
            name={name}
            value={props.value ?? ''}
            aria-describedby={hint ? `${id}-hint` : undefined}
            dir="auto"
            data-action={props.live ? 'auto-search#wait' : undefined}
          />
        </span>
        <Button size={size}>{props.submitLabel ?? t('common:form.search')}</Button>
      </div>
      {props.children}
    </form>
  );
}
