import { dayBounds } from '../../domain/catalogue/answers.ts';
import { type OwnField, usualLengths, yesNo } from '../../domain/catalogue/form.ts';
import type { StagedFile } from '../../domain/files/file.ts';
import type { Site } from '../../domain/people/person.ts';
import { paths } from '../../paths.ts';
import { deskTimeZone } from '../../platform/text/dates.ts';
import { readDay } from '../../platform/text/read-day.ts';
import {
  CheckboxGroup,
  type Choice,
  FieldGroup,
  RadioGroup,
  SelectField,
} from '../../ui/choice-field.tsx';
import type { FieldBase } from '../../ui/field.tsx';
import { FieldRow } from '../../ui/form.tsx';
import { DateField, TextArea, TextField } from '../../ui/text-field.tsx';
import { DeskWords, deskLang } from '../desk-lang.tsx';
import { draftText } from '../draft-notice.tsx';
import { FormFiles } from '../file-fields.tsx';
import { ownFilesName } from '../form-files.ts';
import type { PageContext } from '../layout/page-context.ts';
import { nobody, type Questions } from './new-ticket-questions.ts';
import { PersonSearch, withChosen } from './person-search.tsx';
import { boxesOf, typedIn } from './question-boxes.ts';

export type QuestionsProps = {
  ctx: PageContext;
  questions: Questions;
  sites: readonly Site[];
  /** What waits to be sent, and where. */
  files: readonly StagedFile[];
  place: string;
  errors: Readonly<Record<string, string>>;
};
type Props<Kind extends OwnField['kind']> = QuestionsProps & {
  field: OwnField & { kind: Kind };
  base: FieldBase;
  value: string;
};

/** The choices the desk wrote. */
function choicesOf(ctx: PageContext, field: OwnField & { kind: 'choice' | 'choices' }): Choice[] {
  return field.choices.map((choice) => ({ ...choice, lang: deskLang(ctx) }));
}

/** More choices than these are a closed list; so is a choice one may go back on. */
const mostInSight = 6;

function ChoiceQuestion({ ctx, field, base, value }: Props<'choice'>) {
  const { required } = field;
  const choices = choicesOf(ctx, field);
  if (required && choices.length <= mostInSight) {
    return <RadioGroup {...base} value={value} choices={choices} />;
  }
  return <SelectField {...base} value={value} choices={choices} width="medium" />;
}

function DateQuestion({ ctx, field, base, value }: Props<'date'>) {
  const { first, last } = dayBounds(field, ctx.now.toZonedDateTimeISO(deskTimeZone).toPlainDate());
  const date = readDay(value);
  // A calendar would swallow what it cannot read, and it is to be corrected.
  if (value !== '' && date === undefined)
    return <TextField {...base} value={value} width="short" />;
  const bounds = { ...(first && { min: first.toString() }), ...(last && { max: last.toString() }) };
  return <DateField {...base} value={date?.toString() ?? ''} {...bounds} />;
}

function PlaceQuestion({
  ctx: { t },
  questions,
  sites,
  errors,
  field,
  base,
  value,
}: Props<'place'>) {
  const { answer, room } = boxesOf(field.code);
  const { label, hint, required } = base;
  return (
    <FieldGroup id={`${answer}-lieu`} label={label} hint={hint} required={required ?? false}>
      <FieldRow>
        <SelectField
          name={answer}
          label={t('filing:site.label')}
          value={value}
          error={errors[answer]}
          emptyLabel={t('common:form.choose')}
          choices={sites.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <TextField
          name={room}
          label={t('filing:question.room')}
          value={draftText(questions.typed, room)}
          error={errors[room]}
          maxLength={usualLengths.room}
        />
      </FieldRow>
    </FieldGroup>
  );
}

function PersonQuestion({ ctx, questions, errors, field, base, value }: Props<'person'>) {
  const { t } = ctx;
  const { answer, personName } = boxesOf(field.code);
  const name = draftText(questions.typed, personName).trim();
  const people = questions.people.get(field.code);
  const listed = withChosen(people?.found ?? [], people?.chosen ?? null);
  const isUnknown = name !== '' && people?.problem === 'none';
  const none = t('filing:question.personNone', { label: field.label, text: name });
  return (
    <PersonSearch
      ctx={ctx}
      search={{
        ...base,
        name: personName,
        hint: base.hint ?? t('filing:question.personHint'),
        value: draftText(questions.typed, personName),
        error: errors[personName] ?? (isUnknown ? none : undefined),
      }}
      choice={
        listed.length === 0
          ? null
          : {
              name: answer,
              label: t('filing:question.personWho', { label: field.label }),
              value,
              error: errors[answer],
              people: listed,
              hasMore: people?.hasMore ?? false,
              others: field.required
                ? []
                : [{ value: nobody, label: t('filing:question.personNobody') }],
            }
      }
    />
  );
}

function FileQuestion({ ctx, files, place, errors, field }: Props<'file'>) {
  const { code, required } = field;
  const label = <DeskWords ctx={ctx}>{field.label}</DeskWords>;
  return (
    <FormFiles
      {...{ ctx, files, place, label, required }}
      field={code}
      hint={field.help && <DeskWords ctx={ctx}>{field.help}</DeskWords>}
      draftUrl={paths.newTicketDraft()}
      error={errors[ownFilesName(code)]}
    />
  );
}

/** One of the nature's own questions, with what is typed in it and what is wrong with it. */
export function QuestionField({ field, ...props }: QuestionsProps & { field: OwnField }) {
  const { ctx, questions, errors } = props;
  const { answer } = boxesOf(field.code);
  const values = [...typedIn(questions.typed)(field.code)];
  const base = {
    name: answer,
    label: <DeskWords ctx={ctx}>{field.label}</DeskWords>,
    hint: field.help && <DeskWords ctx={ctx}>{field.help}</DeskWords>,
    error: errors[answer],
    required: field.required,
  };
  const own = { ...props, base, value: values[0] ?? '' };
  switch (field.kind) {
    case 'text':
      return <TextField {...base} value={own.value} maxLength={field.longest} />;
    case 'long_text':
      return <TextArea {...base} value={own.value} rows={5} maxLength={field.longest} />;
    case 'number':
      return (
        <TextField
          {...base}
          value={own.value}
          unit={field.unit}
          inputMode={field.isWhole ? 'numeric' : 'decimal'}
          width="short"
          autocomplete="off"
        />
      );
    case 'date':
      return <DateQuestion {...own} field={field} />;
    case 'choice':
      return <ChoiceQuestion {...own} field={field} />;
    case 'choices':
      return <CheckboxGroup {...base} values={values} choices={choicesOf(ctx, field)} />;
    case 'yes_no':
      return (
        <RadioGroup
          {...base}
          value={own.value}
          inline
          choices={Object.entries(yesNo).map(([key, value]) => ({
            value,
            label: ctx.t(`common:answer.${key as keyof typeof yesNo}`),
          }))}
        />
      );
    case 'person':
      return <PersonQuestion {...own} field={field} />;
    case 'place':
      return <PlaceQuestion {...own} field={field} />;
    case 'file':
      return <FileQuestion {...own} field={field} />;
  }
}
