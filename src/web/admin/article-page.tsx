import type { Draft } from '../../domain/drafts/drafts.ts';
import type { ArticleVersion } from '../../domain/knowledge/article.ts';
import { paths } from '../../paths.ts';
import { Markdown } from '../../platform/html/markdown.tsx';
import { formatDateTime, formatTime } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { Alert } from '../../ui/alert.tsx';
import { Cluster, Columns, PageHeading, PlainText, Section, Stack } from '../../ui/arrangement.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { CheckboxGroup, SelectField } from '../../ui/choice-field.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { DraftBar, Form, FormActions } from '../../ui/form.tsx';
import { Card, Disclosure } from '../../ui/surface.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { DraftNotice } from '../draft-notice.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { type Feedback, FeedbackCard, Withdrawal } from './article-aside.tsx';
import { type ArticleChoices, type ArticleFields, articleLimits } from './article-form.ts';
import { LayoutHelp } from './article-layout-help.tsx';

/** The button that keeps the draft and shows how it will look. */
export const previewName = '_apercu';

export type ArticleFormPageProps = {
  ctx: PageContext;
  choices: ArticleChoices;
  fields: ArticleFields;
  draft: Draft | null;
  feedback: Feedback;
  isPreviewed: boolean;
  errors?: Readonly<Record<string, string>>;
  /** The sheet as somebody else has left it since; null when nobody did. */
  newer: ArticleVersion | null;
};

/** The form of a sheet of the F.A.Q., new or not. */
export function ArticleFormPage(props: ArticleFormPageProps) {
  const { ctx, choices, errors = {}, feedback } = props;
  const { t } = ctx;
  const { article } = choices;
  const title = t(article === null ? 'faq:form.titleNew' : 'faq:form.titleEdit');
  const listed = Object.entries(errors).map(([field, message]) => ({ field, message }));
  return (
    <Page
      ctx={ctx}
      title={article === null ? title : `${title} : ${article.title}`}
      current="administration"
      hasErrors={listed.length > 0}
      breadcrumb={[{ label: t('faq:desk.title'), href: paths.articleDesk() }]}
      density="comfortable"
    >
      <PageHeading
        title={title}
        eyebrow={article?.title}
        actions={article !== null && <Ways ctx={ctx} article={article} />}
      />
      <Stack gap="lg">
        <ErrorSummary errors={listed} />
        <Newer {...props} />
        {props.isPreviewed && <Preview {...props} />}
        {article === null ? (
          <ArticleForm {...props} />
        ) : (
          <Columns
            asideLabel={t('faq:feedback.title')}
            aside={
              <>
                <FeedbackCard ctx={ctx} article={article} feedback={feedback} />
                <Withdrawal ctx={ctx} article={article} />
              </>
            }
          >
            <ArticleForm {...props} />
          </Columns>
        )}
      </Stack>
    </Page>
  );
}

type KnownArticle = NonNullable<ArticleChoices['article']>;

function Ways({ ctx: { t }, article }: { ctx: PageContext; article: KnownArticle }) {
  return (
    <Cluster>
      {article.withdrawnAt === null && (
        <ButtonLink href={paths.article(article.slug)} variant="secondary" icon="book">
          {t('faq:desk.read')}
        </ButtonLink>
      )}
      <ButtonLink href={paths.articleHistory(article.id)} variant="secondary" icon="history">
        {t('faq:history.open')}
      </ButtonLink>
    </Cluster>
  );
}

function Newer({ ctx: { t, lang }, newer }: ArticleFormPageProps) {
  if (newer === null) return null;
  const date = formatDateTime(newer.at, { lang });
  const name = newer.actor && displayName(newer.actor);
  return (
    <Alert tone="warning" title={t('faq:conflict.title')} live="alert">
      <p>{name ? t('faq:conflict.by', { name, date }) : t('faq:conflict.byDesk', { date })}</p>
      <p>{t('faq:conflict.next')}</p>
      <Disclosure summary={t('faq:conflict.now')}>
        <p>
          <strong>{newer.title}</strong>
        </p>
        <PlainText text={newer.body} />
      </Disclosure>
    </Alert>
  );
}

function Preview({ ctx: { t }, fields }: ArticleFormPageProps) {
  const isEmpty = fields.titre.trim() === '' && fields.texte.trim() === '';
  return (
    <Section id="apercu" title={t('faq:form.previewTitle')}>
      <p class="muted">{t(isEmpty ? 'faq:form.previewEmpty' : 'faq:form.previewWhat')}</p>
      {!isEmpty && (
        <Card title={fields.titre.trim() === '' ? undefined : fields.titre} level={3}>
          <Markdown source={fields.texte} top={fields.titre.trim() === '' ? 3 : 4} />
        </Card>
      )}
    </Section>
  );
}

function ArticleForm(props: ArticleFormPageProps) {
  const { ctx, choices, draft } = props;
  const { t, lang, csrfToken } = ctx;
  const { article } = choices;
  const draftUrl = article === null ? paths.newArticleDraft() : paths.articleDraft(article.id);
  const { version, cle } = props.fields;
  return (
    <Form
      action={article === null ? paths.articleDesk() : paths.articleEditing(article.id)}
      csrf={csrfToken}
      draftUrl={draftUrl}
      hidden={article === null ? { cle } : { version }}
    >
      {/* The first button of a form is the one that « Enter » in a field presses: not the end of a draft. */}
      <button type="submit" class="ds-sr-only" tabIndex={-1} aria-hidden="true">
        {t('faq:form.save')}
      </button>
      {draft && <DraftNotice ctx={ctx} draft={draft} url={draftUrl} />}
      <Fields {...props} />
      <FormActions>
        <Button icon="send">{t(article === null ? 'faq:form.publish' : 'faq:form.save')}</Button>
        <Button
          variant="secondary"
          icon="search"
          formAction={draftUrl}
          formNoValidate
          name={previewName}
          value="oui"
        >
          {t('faq:form.preview')}
        </Button>
      </FormActions>
      <DraftBar url={draftUrl} savedAt={draft ? formatTime(draft.savedAt, { lang }) : undefined} />
    </Form>
  );
}

function Fields({ ctx, choices, fields, errors = {} }: ArticleFormPageProps) {
  const { t } = ctx;
  const groups = (['problem', 'service'] as const).map((kind) => ({
    label: t(`catalogue:${kind === 'problem' ? 'assistance' : 'services'}.title`),
    choices: choices.families
      .filter((family) => family.kind === kind)
      .map(({ id, name }) => ({ value: String(id), label: name })),
  }));
  return (
    <>
      <TextField
        name="titre"
        label={t('faq:form.name')}
        hint={t('faq:form.nameHint')}
        value={fields.titre}
        error={errors['titre']}
        required
        maxLength={articleLimits.titre}
      />
      <SelectField
        name="famille"
        label={t('faq:form.family')}
        value={fields.famille}
        error={errors['famille']}
        required
        groups={groups}
        width="medium"
      />
      <TextArea
        name="texte"
        label={t('faq:form.body')}
        hint={t('faq:form.bodyHint')}
        value={fields.texte}
        error={errors['texte']}
        required
        rows={18}
        maxLength={articleLimits.texte}
      />
      <LayoutHelp ctx={ctx} />
      <CheckboxGroup
        name="natures"
        label={t('faq:form.natures')}
        hint={t('faq:form.naturesHint')}
        values={[...fields.natures]}
        error={errors['natures']}
        required={choices.needsCategory}
        inline
        choices={choices.categories.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
    </>
  );
}
