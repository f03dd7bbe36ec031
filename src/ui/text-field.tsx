import { Button } from './button.tsx';
import { controlAttributes, type FieldBase, FieldFrame } from './field.tsx';
import type { T } from './texts.ts';
import { useTexts } from './texts-context.ts';

type Width = 'short' | 'medium' | 'full';
type AutoComplete =
  | 'off'
  | 'username'
  | 'current-password'
  | 'new-password'
  | 'tel'
  | 'email'
  | 'name'
  | 'organization';

export type TextFieldProps = FieldBase & {
  value?: string | undefined;
  type?: 'text' | 'search' | 'email' | 'tel' | 'url' | 'number' | 'time';
  autocomplete?: AutoComplete;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search';
  maxLength?: number;
  placeholder?: string;
  width?: Width;
  spellcheck?: boolean;
  /** What a number counts, said after it. */
  unit?: string | undefined;
  /** Suggestions: the id of a `<datalist>`. */
  list?: string;
};

/** A field of one line. */
export function TextField(props: TextFieldProps) {
  const { value = '', type = 'text', width = 'full', spellcheck } = props;
  const control = controlAttributes(props);
  const unitId = props.unit && `${control.id}-unit`;
  const input = (
    <input
      class="ds-input"
      type={type}
      value={value}
      data-field-width={width}
      autocomplete={props.autocomplete}
      inputMode={props.inputMode}
      maxLength={props.maxLength}
      placeholder={props.placeholder}
      list={props.list}
      spellcheck={spellcheck}
      dir="auto"
      {...control}
      aria-describedby={
        [control['aria-describedby'], unitId].filter(Boolean).join(' ') || undefined
      }
    />
  );
  if (!unitId) return <FieldFrame field={props}>{input}</FieldFrame>;
  return (
    <FieldFrame field={props}>
      <div class="with-unit">
        {input}
        <span id={unitId}>{props.unit}</span>
      </div>
    </FieldFrame>
  );
}

/** A password, which the person may choose to see while typing. */
export function PasswordField(
  props: FieldBase & { autocomplete: 'current-password' | 'new-password' },
) {
  const t = useTexts();
  return (
    <FieldFrame field={props}>
      <div class="password-field" data-controller="password">
        <input
          class="ds-input"
          type="password"
          autocomplete={props.autocomplete}
          autocapitalize="none"
          spellcheck={false}
          data-password-target="input"
          {...controlAttributes(props)}
        />
        <Button
          type="button"
          variant="quiet"
          hidden
          data-password-target="button"
          data-action="password#toggle"
          data-show={t('common:form.showPassword')}
          data-hide={t('common:form.hidePassword')}
        >
          {t('common:form.showPassword')}
        </Button>
      </div>
    </FieldFrame>
  );
}

export type TextAreaProps = FieldBase & {
  value?: string | undefined;
  rows?: number;
  /** Counts down in words while typing; the server has the last word. */
  maxLength?: number;
};

/** The sentences the counter chooses from in the browser, where the plural depends on the number. */
function countWords(t: T) {
  const words = (key: 'charactersLeft' | 'charactersOver', count: number) =>
    t(`common:form.${key}`, { count }).replace(String(count), '%d');
  return {
    'data-count-left-one-value': words('charactersLeft', 1),
    'data-count-left-value': words('charactersLeft', 2),
    'data-count-over-one-value': words('charactersOver', 1),
    'data-count-over-value': words('charactersOver', 2),
  };
}

/** A field of several lines. It grows with what is typed, and counts when there is a limit. */
export function TextArea(props: TextAreaProps) {
  const t = useTexts();
  const { value = '', rows = 6, maxLength } = props;
  const control = controlAttributes(props);
  const counter = maxLength === undefined ? undefined : `${control.id}-count`;
  const area = (
    <textarea
      class="ds-input"
      rows={rows}
      dir="auto"
      data-count-target={counter && 'input'}
      data-action={counter && 'count#update'}
      {...control}
      aria-describedby={
        [control['aria-describedby'], counter].filter(Boolean).join(' ') || undefined
      }
      // A newline right after the tag is swallowed by HTML: one that was typed needs a second.
      value={value.startsWith('\n') ? `\n${value}` : value}
    />
  );
  if (counter === undefined || maxLength === undefined)
    return <FieldFrame field={props}>{area}</FieldFrame>;
  return (
    <FieldFrame field={props}>
      <div data-controller="count" data-count-max-value={maxLength} {...countWords(t)}>
        {area}
        <p class="field-count" id={counter} data-count-target="shown">
          {t('common:form.charactersMost', { count: maxLength })}
        </p>
        <p class="ds-sr-only" role="status" data-count-target="spoken" />
      </div>
    </FieldFrame>
  );
}

/** A date typed as on paper (17/03/2020) or chosen where the browser offers a calendar. */
export function DateField(
  props: FieldBase & { value?: string | undefined; min?: string; max?: string },
) {
  return (
    <FieldFrame field={props}>
      <input
        class="ds-input"
        type="date"
        value={props.value ?? ''}
        min={props.min}
        max={props.max}
        data-field-width="short"
        {...controlAttributes(props)}
      />
    </FieldFrame>
  );
}
