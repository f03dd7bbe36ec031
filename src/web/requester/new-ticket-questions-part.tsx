import type { OwnField } from '../../domain/catalogue/form.ts';
import { Section } from '../../ui/arrangement.tsx';
import { deskLang } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { newTicketPlace } from './new-ticket-draft.ts';
import type { NewTicketView } from './new-ticket-view.ts';
import { firstBox, shownName } from './question-boxes.ts';
import { QuestionField, type QuestionsProps } from './question-field.tsx';

/**
 * A question that depends on others. While it is not asked its boxes are there and disabled: neither seen nor sent,
 * for a script to show at once; without one, the server asks it in a second step.
 */
function ConditionalQuestion({ field, ...props }: QuestionsProps & { field: OwnField }) {
  const isAsked = props.questions.visible.has(field.code);
  return (
    <fieldset
      class="question"
      role="presentation"
      hidden={!isAsked}
      disabled={!isAsked}
      data-conditions-target="question"
      data-code={field.code}
      data-label={field.label}
    >
      <input type="hidden" name={shownName} value={field.code} />
      <QuestionField field={field} {...props} />
    </fieldset>
  );
}

type PartProps = {
  ctx: PageContext;
  view: NewTicketView;
  errors: Readonly<Record<string, string>>;
};

/** The questions that the nature asks of its own. */
export function QuestionsPart({ ctx, view, errors }: PartProps) {
  const { t } = ctx;
  const { questions, sites, files, category } = view;
  if (questions.fields.length === 0) return null;
  const place = newTicketPlace(category.slug);
  const props = { ctx, questions, sites, files, place, errors };
  const conditions = questions.fields.map(({ code, shownWhen }) => ({ code, shownWhen }));
  return (
    <Section id="questions" title={t('filing:question.title')}>
      <div
        class="stack"
        data-gap="lg"
        data-controller="conditions"
        data-conditions-fields-value={JSON.stringify(conditions)}
        data-conditions-added-value={t('filing:question.addedOne')}
        data-conditions-more-value={t('filing:question.addedMore')}
        data-conditions-removed-value={t('filing:question.removed')}
        data-action="input->conditions#update change->conditions#update pageshow@window->conditions#restore"
      >
        {questions.fields.map((field) =>
          field.shownWhen === undefined ? (
            <QuestionField key={field.code} field={field} {...props} />
          ) : (
            <ConditionalQuestion key={field.code} field={field} {...props} />
          ),
        )}
        <p class="ds-sr-only" role="status" data-conditions-target="status" />
      </div>
    </Section>
  );
}

/** The second step, without a script: the questions that the answers made appear, first thing read. */
export function MoreQuestions({ ctx, fields }: { ctx: PageContext; fields: readonly OwnField[] }) {
  const { t } = ctx;
  const count = fields.length;
  if (count === 0) return null;
  return (
    <section class="card" data-tone="accent" aria-labelledby="encore-titre">
      <h2
        class="card-title"
        id="encore-titre"
        tabIndex={-1}
        // Focused by the browser itself; the controller does it where `autofocus` is not obeyed.
        autoFocus
        data-controller="focus"
      >
        {t('filing:question.more', { count })}
      </h2>
      <p>{t('filing:question.moreNext', { count })}</p>
      <ul class="plain-list">
        {fields.map((field) => (
          <li key={field.code}>
            <a class="ds-link" href={`#${firstBox(field)}`} dir="auto" lang={deskLang(ctx)}>
              {field.label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
