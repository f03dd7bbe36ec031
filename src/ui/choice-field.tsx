import type { ComponentChildren } from 'preact';
import {
  controlAttributes,
  type FieldBase,
  FieldError,
  FieldFrame,
  FieldHint,
  RequiredMark,
} from './field.tsx';
import { useTexts } from './texts-context.ts';

/** One answer of a list. */
export type Choice = {
  value: string;
  label: string;
  hint?: string;
  /** Of its label, when it is not the page's. */
  lang?: string | undefined;
};
export type ChoiceGroup = { label: string; choices: Choice[]; lang?: string | undefined };

function Options({ choices, value }: { choices: Choice[]; value: string }) {
  return (
    <>
      {choices.map((choice) => (
        <option
          key={choice.value}
          value={choice.value}
          selected={choice.value === value}
          lang={choice.lang}
        >
          {choice.label}
        </option>
      ))}
    </>
  );
}

export type SelectFieldProps = FieldBase & {
  value?: string | undefined;
  choices?: Choice[];
  groups?: ChoiceGroup[];
  /** The empty first line; `null` when one answer is always chosen. */
  emptyLabel?: string | null;
  width?: 'short' | 'medium' | 'full';
};

/** One answer among many, in a closed list. */
export function SelectField(props: SelectFieldProps) {
  const t = useTexts();
  const { value = '', choices = [], groups = [], width = 'full' } = props;
  const empty = props.emptyLabel === undefined ? t('common:form.choose') : props.emptyLabel;
  return (
    <FieldFrame field={props}>
      <select class="ds-input" data-field-width={width} {...controlAttributes(props)}>
        {empty !== null && <option value="">{empty}</option>}
        <Options choices={choices} value={value} />
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label} lang={group.lang}>
            <Options choices={group.choices} value={value} />
          </optgroup>
        ))}
      </select>
    </FieldFrame>
  );
}

type BoxProps = {
  type: 'radio' | 'checkbox';
  id: string;
  name: string;
  choice: Choice;
  checked: boolean;
  invalid: boolean;
};

function Box({ type, id, name, choice, checked, invalid }: BoxProps) {
  return (
    <div class="ds-field choice">
      <input
        class="ds-input"
        type={type}
        id={id}
        name={name}
        value={choice.value}
        checked={checked}
        aria-invalid={invalid ? 'true' : undefined}
        aria-describedby={choice.hint ? `${id}-hint` : undefined}
      />
      <label class="ds-label" for={id} lang={choice.lang}>
        {choice.label}
      </label>
      {choice.hint && (
        <div data-field="description" id={`${id}-hint`}>
          {choice.hint}
        </div>
      )}
    </div>
  );
}

export type FieldGroupProps = Omit<FieldBase, 'name'> & {
  id: string;
  children: ComponentChildren;
  role?: 'radiogroup';
};

/** Fields that answer one question together, under its words. */
export function FieldGroup({
  id,
  label,
  hint,
  error,
  required,
  children,
  role,
  labelHidden,
}: FieldGroupProps) {
  const described = [hint && `${id}-group-hint`, error && `${id}-group-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <fieldset
      class="ds-fieldset field"
      role={role}
      aria-describedby={described || undefined}
      aria-required={role && required ? 'true' : undefined}
      aria-invalid={role && error ? 'true' : undefined}
    >
      <legend class={labelHidden ? 'ds-sr-only' : 'ds-label'}>
        {label}
        <RequiredMark required={required} />
      </legend>
      <FieldHint id={`${id}-group`}>{hint}</FieldHint>
      {children}
      <FieldError id={`${id}-group`} error={error} />
    </fieldset>
  );
}

export type RadioGroupProps = FieldBase & {
  value?: string | undefined;
  choices: Choice[];
  /** Side by side, when the answers are short. */
  inline?: boolean;
};

/** One answer among a few, all in sight. The first one bears the field's id, so that the error summary lands on it. */
export function RadioGroup(props: RadioGroupProps) {
  const { name, choices, value, error, inline } = props;
  const id = props.id ?? name;
  return (
    <FieldGroup {...props} id={id} role="radiogroup">
      <div class={inline ? 'choices choices--inline' : 'choices'}>
        {choices.map((choice, index) => (
          <Box
            key={choice.value}
            type="radio"
            id={index === 0 ? id : `${id}-${choice.value}`}
            name={name}
            choice={choice}
            checked={choice.value === value}
            invalid={Boolean(error)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

/** Several answers of one question. */
export function CheckboxGroup(
  props: FieldBase & { values?: string[]; choices: Choice[]; inline?: boolean },
) {
  const { name, choices, values = [], error, inline } = props;
  const id = props.id ?? name;
  return (
    <FieldGroup {...props} id={id}>
      <div class={inline ? 'choices choices--inline' : 'choices'}>
        {choices.map((choice, index) => (
          <Box
            key={choice.value}
            type="checkbox"
            id={index === 0 ? id : `${id}-${choice.value}`}
            name={name}
            choice={choice}
            checked={values.includes(choice.value)}
            invalid={Boolean(error)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
