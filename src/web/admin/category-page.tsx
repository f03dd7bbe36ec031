import type { Draft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';
import { displayName } from '../../platform/text/people.ts';
import { Cluster, Section } from '../../ui/arrangement.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { RadioGroup, SelectField } from '../../ui/choice-field.tsx';
import { FieldRow } from '../../ui/form.tsx';
import { DescriptionList } from '../../ui/surface.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { byTriage, type CategoryFields, categoryLimits } from './category-fields.ts';
import { CategoryPreview } from './category-preview.tsx';
import type { CategoryChoices } from './category-view.ts';
import { previewName } from './editing.ts';
import { EditingForm } from './editing-form.tsx';
import { type HistoryItem, Late } from './editing-history.tsx';
import { EditingPage } from './editing-page.tsx';

/** The sentence that is tried on the words of a nature; never kept with them. */
export const phraseName = '_phrase';

export type CategoryPageProps = {
  ctx: PageContext;
  choices: CategoryChoices;
  fields: CategoryFields;
  draft: Draft | null;
  errors?: Readonly<Record<string, string>> | undefined;
  /** What others did since the form was read. */
  late: readonly HistoryItem[] | null;
  isPreviewed: boolean;
  phrase: string;
};

/** One nature: what it is called, what it is for, what people type for it, who answers it. */
export function CategoryPage(props: CategoryPageProps) {
  const { ctx, choices, errors, late } = props;
  const { t } = ctx;
  const { category } = choices;
  return (
    <EditingPage
      ctx={ctx}
      title={t('admin:category.title')}
      eyebrow={category.name}
      above={[{ label: t('admin:categories.title'), href: paths.categoryDesk() }]}
      errors={errors}
      actions={<Ways {...props} />}
    >
      {late && (
        <Late
          ctx={ctx}
          title={t('admin:category.late')}
          done={late}
          next={t('admin:category.lateNext')}
          historyHref={paths.categoryHistory(category.slug)}
        />
      )}
      {props.isPreviewed && <CategoryPreview {...props} />}
      <CategoryForm {...props} />
    </EditingPage>
  );
}

function Ways({ ctx: { t }, choices: { category } }: CategoryPageProps) {
  return (
    <Cluster>
      <ButtonLink href={paths.category(category.slug)} variant="secondary" icon="tray">
        {t('admin:category.read')}
      </ButtonLink>
      <ButtonLink href={paths.categoryTargets(category.slug)} variant="secondary" icon="clock">
        {t('target:title')}
      </ButtonLink>
      <ButtonLink href={paths.categoryHistory(category.slug)} variant="secondary" icon="history">
        {t('editing:history.open')}
      </ButtonLink>
    </Cluster>
  );
}

function CategoryForm(props: CategoryPageProps) {
  const { ctx, choices, fields, draft } = props;
  const { t } = ctx;
  const { slug } = choices.category;
  return (
    <EditingForm
      ctx={ctx}
      draft={draft}
      action={paths.categoryEditing(slug)}
      draftUrl={paths.categoryDraft(slug)}
      hidden={{ version: fields.version }}
      submit={{ label: t('admin:category.save'), icon: 'save' }}
    >
      <Words {...props} />
      <Section id="mots" title={t('admin:category.words')}>
        <Synonyms {...props} />
      </Section>
      <Section id="autres" title={t('admin:category.instead')}>
        <Alternatives {...props} />
      </Section>
      <Section id="reponse" title={t('admin:category.answer')}>
        {choices.decides ? <Place {...props} /> : <PlaceTold {...props} />}
      </Section>
    </EditingForm>
  );
}

function Words({ ctx: { t }, fields, errors = {} }: CategoryPageProps) {
  return (
    <>
      <TextField
        name="nom"
        label={t('admin:category.name')}
        hint={t('admin:category.nameHint')}
        value={fields.nom}
        error={errors['nom']}
        required
        width="medium"
        maxLength={categoryLimits.nom}
      />
      <TextArea
        name="description"
        label={t('admin:category.description')}
        hint={t('admin:category.descriptionHint')}
        value={fields.description}
        error={errors['description']}
        required
        rows={4}
        maxLength={categoryLimits.description}
      />
    </>
  );
}

function Synonyms({ ctx: { t }, choices, fields, errors = {}, phrase }: CategoryPageProps) {
  return (
    <div class="stack">
      <TextArea
        name="synonymes"
        label={t('admin:category.synonyms')}
        hint={t('admin:category.synonymsHint')}
        value={fields.synonymes}
        error={errors['synonymes']}
        required={false}
        rows={8}
      />
      <TextField
        name={phraseName}
        id="phrase"
        label={t('admin:category.phrase')}
        hint={t('admin:category.phraseHint')}
        value={phrase}
        required={false}
        maxLength={200}
        autocomplete="off"
      />
      <div>
        <Button
          variant="secondary"
          icon="search"
          formAction={paths.categoryDraft(choices.category.slug)}
          formNoValidate
          name={previewName}
          value="mots"
        >
          {t('admin:category.try')}
        </Button>
      </div>
    </div>
  );
}

function Alternatives({ ctx: { t }, choices, fields, errors = {} }: CategoryPageProps) {
  return (
    <div class="stack">
      <p class="muted">{t('admin:category.insteadHint')}</p>
      {fields.alternatives.map(({ autre, si }, index) => {
        const rank = String(index + 1);
        return (
          <FieldRow key={rank}>
            <SelectField
              name={`autre${rank}`}
              label={t('admin:category.other', { rank })}
              value={autre}
              error={errors[`autre${rank}`]}
              emptyLabel={t('admin:category.noOther')}
              choices={choices.others.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
            <TextField
              name={`si${rank}`}
              label={t('admin:category.condition', { rank })}
              value={si}
              error={errors[`si${rank}`]}
              maxLength={categoryLimits.condition}
            />
          </FieldRow>
        );
      })}
    </div>
  );
}

function Place({ ctx: { t }, choices, fields, errors = {} }: CategoryPageProps) {
  return (
    <div class="stack">
      <SelectField
        name="equipe"
        label={t('editing:field.teamId')}
        hint={t('admin:category.teamHint', { count: choices.liveCount })}
        value={fields.equipe}
        error={errors['equipe']}
        required
        width="medium"
        choices={[
          { value: byTriage, label: t('admin:categories.byTriage') },
          ...choices.teams.map(({ id, code, name }) => ({
            value: String(id),
            label: `${code} – ${name}`,
          })),
        ]}
      />
      <RadioGroup
        name="active"
        label={t('admin:category.active')}
        value={fields.active}
        error={errors['active']}
        required
        choices={[
          { value: 'oui', label: t('admin:category.open') },
          {
            value: 'non',
            label: t('admin:category.closed'),
            hint: t('admin:category.closedHint'),
          },
        ]}
      />
    </div>
  );
}

/** What only an administrator changes, and whom to ask. */
function PlaceTold({ ctx: { t, person }, choices }: CategoryPageProps) {
  const { category, teams, administrators } = choices;
  const team = teams.find(({ id }) => id === category.teamId);
  return (
    <>
      <DescriptionList
        items={[
          {
            term: t('editing:field.teamId'),
            value: team ? `${team.code} – ${team.name}` : t('admin:categories.byTriage'),
          },
          {
            term: t('admin:category.active'),
            value: t(category.active ? 'admin:category.open' : 'admin:category.closed'),
          },
        ]}
      />
      <p class="muted">
        {person?.isAdministrator
          ? t('admin:category.unknownStays')
          : t('admin:category.ask', { names: administrators.map(displayName).join(', ') })}
      </p>
    </>
  );
}
