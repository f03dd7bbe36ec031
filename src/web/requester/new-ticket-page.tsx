import { paths } from '../../paths.ts';
import { formatTime } from '../../platform/text/dates.ts';
import { Alert } from '../../ui/alert.tsx';
import { PageHeading, Section } from '../../ui/arrangement.tsx';
import { Button } from '../../ui/button.tsx';
import { RadioGroup, SelectField } from '../../ui/choice-field.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { DraftBar, FieldRow, Form, FormActions } from '../../ui/form.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { IncidentsOf, withoutIncidentsOf } from '../announcement.tsx';
import { DeskWords, deskLang } from '../desk-lang.tsx';
import { DraftNotice } from '../draft-notice.tsx';
import { FormFiles } from '../file-fields.tsx';
import { filesName } from '../form-files.ts';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { kindPath, kindTexts } from './catalogue-links.tsx';
import { Answers } from './new-ticket-answers.tsx';
import { Behalf } from './new-ticket-behalf.tsx';
import { newTicketPlace } from './new-ticket-draft.ts';
import { blockedAnswers, fieldLimits, impactAnswers } from './new-ticket-fields.ts';
import { NatureChoice } from './new-ticket-nature.tsx';
import { MoreQuestions, QuestionsPart } from './new-ticket-questions-part.tsx';
import type { NewTicketView } from './new-ticket-view.ts';
import { formName, profileNames, searchedNames } from './question-boxes.ts';

export type NewTicketPageProps = {
  ctx: PageContext;
  view: NewTicketView;
  errors?: Readonly<Record<string, string>>;
  /** The form was good, but something changed before it arrived. */
  isLate?: boolean;
  /** Other questions are asked than those of the form that was sent. */
  hasOtherQuestions?: boolean;
  /** The ticket that the same form had opened before its words were changed. */
  sentNumber?: number | undefined;
};

type PartProps = {
  ctx: PageContext;
  view: NewTicketView;
  errors: Readonly<Record<string, string>>;
};

function Words({ ctx, view, errors }: PartProps) {
  const { t } = ctx;
  const { fields, category } = view;
  return (
    <>
      <Answers ctx={ctx} view={view}>
        <TextField
          name="objet"
          label={t('filing:subject.label')}
          hint={t(`filing:subject.hint.${category.kind}`)}
          value={fields.objet}
          error={errors['objet']}
          required
          maxLength={fieldLimits.objet}
        />
      </Answers>
      <TextArea
        name="description"
        label={t('filing:description.label')}
        hint={t(`filing:description.hint.${category.kind}`)}
        value={fields.description}
        error={errors['description']}
        required
        rows={8}
        maxLength={fieldLimits.description}
      />
      <FormFiles
        ctx={ctx}
        files={view.files}
        place={newTicketPlace(category.slug)}
        draftUrl={paths.newTicketDraft()}
        error={errors[filesName]}
      />
    </>
  );
}

/** How pressing a problem is, said by whoever has it. */
function Pressing({ ctx: { t }, view: { fields }, errors }: PartProps) {
  return (
    <>
      <RadioGroup
        name="bloque"
        label={t('ticket:blocked.label')}
        value={fields.bloque}
        error={errors['bloque']}
        required
        choices={Object.entries(blockedAnswers).map(([value, answer]) => ({
          value,
          label: t(`ticket:blocked.${answer}`),
          hint: t(`filing:blocked.hint.${answer}`),
        }))}
      />
      <RadioGroup
        name="touche"
        label={t('ticket:impact.label')}
        value={fields.touche}
        error={errors['touche']}
        required
        inline
        choices={Object.entries(impactAnswers).map(([value, answer]) => ({
          value,
          label: t(`ticket:impact.${answer}`),
        }))}
      />
    </>
  );
}

function Place({ ctx: { t }, view: { fields, sites }, errors }: PartProps) {
  return (
    <div class="stack">
      <SelectField
        name="site"
        label={t('filing:site.label')}
        value={fields.site}
        error={errors['site']}
        emptyLabel={t('filing:site.none')}
        choices={sites.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <FieldRow>
        <TextField
          name="bureau"
          label={t('filing:room.label')}
          hint={t('filing:room.hint')}
          value={fields.bureau}
          error={errors['bureau']}
          required={false}
          maxLength={fieldLimits.bureau}
        />
        <TextField
          name="telephone"
          label={t('filing:phone.label')}
          hint={t('filing:phone.hint')}
          value={fields.telephone}
          error={errors['telephone']}
          required={false}
          type="tel"
          autocomplete="tel"
          maxLength={fieldLimits.telephone}
        />
      </FieldRow>
    </div>
  );
}

function TheForm(props: PartProps) {
  const { ctx, view } = props;
  const { t, lang, csrfToken } = ctx;
  const { category, fields, draft } = view;
  const draftUrl = paths.newTicketDraft();
  return (
    <Form
      action={paths.newTicket()}
      csrf={csrfToken}
      draftUrl={draftUrl}
      window={ctx.window}
      multipart
      hidden={{
        nature: category.slug,
        cle: fields.cle,
        cherche: fields.pour.trim(),
        [formName]: view.questions.formId ?? '',
        ...searchedNames(fields.champs),
        ...profileNames(view.questions.typed),
      }}
    >
      {/* The first button of a form is the one that « Enter » in a field presses: not a change of nature. */}
      <button type="submit" class="ds-sr-only" tabIndex={-1} aria-hidden="true">
        {t('filing:send')}
      </button>
      {draft && <DraftNotice ctx={ctx} draft={draft} url={draftUrl} />}
      <NatureChoice ctx={ctx} view={view} />
      <Section id="demande" title={t('filing:what')}>
        <div class="stack" data-gap="lg">
          <Words {...props} />
          {category.kind === 'problem' && <Pressing {...props} />}
        </div>
      </Section>
      <QuestionsPart {...props} />
      <Section id="lieu" title={t('filing:place')}>
        <Place {...props} />
      </Section>
      <Behalf {...props} />
      <div class="stack" data-gap="sm">
        <FormActions>
          <Button icon="send">{t('filing:send')}</Button>
        </FormActions>
        <DraftBar
          url={draftUrl}
          savedAt={draft ? formatTime(draft.savedAt, { lang }) : undefined}
        />
      </div>
    </Form>
  );
}

function SentBefore({ ctx: { t }, number }: { ctx: PageContext; number: number }) {
  return (
    <Alert tone="warning" title={t('filing:conflict.sent', { number })} live="alert">
      <p>{t('filing:conflict.sentNext')}</p>
      <p class="cluster">
        <a href={paths.completion(number)}>{t('filing:conflict.sentComplete', { number })}</a>
        <a href={paths.ticket(number)}>{t('filing:conflict.sentView', { number })}</a>
      </p>
    </Alert>
  );
}

type LateProps = PartProps & { hasOtherQuestions: boolean };

function Late({ ctx: { t }, view, hasOtherQuestions }: LateProps) {
  const changed = hasOtherQuestions ? 'questions' : 'other';
  const about = view.category.active ? changed : 'closed';
  return (
    <Alert tone="warning" title={t(`filing:conflict.${about}`)} live="alert">
      <p>{t(`filing:conflict.${about}Next`)}</p>
    </Alert>
  );
}

/** The form of a new ticket, as somebody left it. */
export function NewTicketPage(props: NewTicketPageProps) {
  const { ctx, view, errors = {}, isLate, hasOtherQuestions = false, sentNumber } = props;
  const { t } = ctx;
  const { category } = view;
  const listed = Object.entries(errors).map(([field, message]) => ({ field, message }));
  const title = t(`filing:title.${category.kind}`);
  const words = kindTexts[category.kind];
  const parts = { ctx, view, errors };
  return (
    <Page
      ctx={withoutIncidentsOf(ctx, category.id)}
      title={title}
      current={words}
      width="narrow"
      hasErrors={listed.length > 0}
      breadcrumb={[
        { label: t(`catalogue:${words}.title`), href: kindPath[category.kind]() },
        { label: category.name, href: paths.category(category.slug), lang: deskLang(ctx) },
      ]}
    >
      <PageHeading title={title} eyebrow={<DeskWords ctx={ctx}>{category.name}</DeskWords>} />
      <IncidentsOf ctx={ctx} categoryId={category.id} />
      <ErrorSummary errors={listed} />
      {listed.length === 0 && !isLate && <MoreQuestions ctx={ctx} fields={view.questions.unseen} />}
      {sentNumber !== undefined && <SentBefore ctx={ctx} number={sentNumber} />}
      {(isLate || !category.active) && sentNumber === undefined && (
        <Late {...parts} hasOtherQuestions={hasOtherQuestions} />
      )}
      <TheForm {...parts} />
    </Page>
  );
}
