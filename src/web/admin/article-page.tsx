import type { Draft } from '../../domain/drafts/drafts.ts';
import type { ArticleVersion } from '../../domain/knowledge/article.ts';
import { paths } from '../../paths.ts';
import { Markdown } from '../../platform/html/markdown.tsx';
import { Cluster, Columns, PlainText, Section } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { CheckboxGroup, SelectField } from '../../ui/choice-field.tsx';
import { Card, Disclosure } from '../../ui/surface.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { type Feedback, FeedbackCard, Withdrawal } from './article-aside.tsx';
import { type ArticleChoices, type ArticleFields, articleLimits } from './article-form.ts';
import { articleDone } from './article-history-page.tsx';
import { LayoutHelp } from './article-layout-help.tsx';
import { EditingForm } from './editing-form.tsx';
import { Late } from './editing-history.tsx';
import { EditingPage } from './editing-page.tsx';

export type ArticleFormPageProps = {
  ctx: PageContext;
  choices: ArticleChoices;
  fields: ArticleFields;
  draft: Draft | null;
  feedback: Feedback;
  isPreviewed: boolean;
  errors?: Readonly<Record<string, string>> | undefined;
  /** The sheet as somebody else has left it since; null when nobody did. */
  newer: ArticleVersion | null;
};

/** The form of a sheet of the F.A.Q., new or not. */
export function ArticleFormPage(props: ArticleFormPageProps) {
  const { ctx, choices, errors, feedback } = props;
  const { t } = ctx;
  const { article } = choices;
  return (
    <EditingPage
      ctx={ctx}
      title={t(article === null ? 'faq:form.titleNew' : 'faq:form.titleEdit')}
      eyebrow={article?.title}
      above={[{ label: t('faq:desk.title'), href: paths.articleDesk() }]}
      errors={errors}
      actions={article !== null && <Ways ctx={ctx} article={article} />}
    >
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
    </EditingPage>
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
        {t('editing:history.open')}
      </ButtonLink>
    </Cluster>
  );
}

function Newer({ ctx, newer, choices: { article } }: ArticleFormPageProps) {
  const { t } = ctx;
  if (newer === null || article === null) return null;
  return (
    <Late
      ctx={ctx}
      title={t('faq:conflict.title')}
      done={[articleDone(ctx, newer)]}
      next={t('faq:conflict.next')}
      historyHref={paths.articleHistory(article.id)}
    >
      <Disclosure summary={t('faq:conflict.now')}>
        <p>
          <strong>{newer.title}</strong>
        </p>
        <PlainText text={newer.body} />
      </Disclosure>
    </Late>
  );
}

function Preview({ ctx: { t }, fields }: ArticleFormPageProps) {
  const isEmpty = fields.titre.trim() === '' && fields.texte.trim() === '';
  return (
    <Section id="apercu" title={t('editing:preview.title')}>
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
  const { article } = choices;
  const { version, cle } = props.fields;
  return (
    <EditingForm
      ctx={ctx}
      draft={draft}
      action={article === null ? paths.articleDesk() : paths.articleEditing(article.id)}
      draftUrl={article === null ? paths.newArticleDraft() : paths.articleDraft(article.id)}
      hidden={article === null ? { cle } : { version }}
      submit={{
        label: ctx.t(article === null ? 'faq:form.publish' : 'faq:form.save'),
        icon: 'send',
      }}
    >
      <Fields {...props} />
    </EditingForm>
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
