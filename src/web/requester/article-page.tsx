import type { Draft } from '../../domain/drafts/drafts.ts';
import type { Article } from '../../domain/knowledge/article.ts';
import type { Opinion } from '../../domain/knowledge/opinion.ts';
import { paths } from '../../paths.ts';
import { Markdown } from '../../platform/html/markdown.tsx';
import { formatLongDate, formatTime } from '../../platform/text/dates.ts';
import { Cluster, PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { DraftBar, Form, FormActions } from '../../ui/form.tsx';
import { richText } from '../../ui/rich-text.tsx';
import { Card } from '../../ui/surface.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { DeskWords, deskLang } from '../desk-lang.tsx';
import { DraftNotice, draftText } from '../draft-notice.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';

/** As long as a remark may be. */
export const longestRemark = 2000;

export type ArticlePageProps = {
  ctx: PageContext;
  article: Article;
  /** What the reader said of it; null while they said nothing. */
  opinion: Opinion | null;
  /** A remark they began to write. */
  draft: Draft | null;
  /** The page where the reader may change it; null when they may not. */
  editing: string | null;
  /** What was typed as a remark, and what to correct in it. */
  refused?: { typed: string; error: string };
};

/** One sheet, whether it helped, and where to go when it did not. */
export function ArticlePage(props: ArticlePageProps) {
  const { ctx, article, editing, refused } = props;
  const { t, lang } = ctx;
  return (
    <Page
      ctx={ctx}
      title={article.title}
      titleLang={deskLang(ctx)}
      current="knowledge"
      width="narrow"
      hasErrors={refused !== undefined}
      breadcrumb={[{ label: t('news:knowledge.title'), href: paths.knowledge() }]}
    >
      <PageHeading
        title={<DeskWords ctx={ctx}>{article.title}</DeskWords>}
        eyebrow={<DeskWords ctx={ctx}>{article.family.name}</DeskWords>}
        actions={
          editing !== null && (
            <ButtonLink href={editing} variant="secondary" icon="edit">
              {t('faq:desk.edit')}
            </ButtonLink>
          )
        }
      />
      <Stack gap="lg">
        {refused && <ErrorSummary errors={[{ field: 'remarque', message: refused.error }]} />}
        <Markdown source={article.body} lang={deskLang(ctx)} />
        <p class="muted">
          {t('news:knowledge.changed', { date: formatLongDate(article.changedAt, { lang }) })}
        </p>
        <Section id="avis" title={t('faq:opinion.title')}>
          <Helped {...props} />
        </Section>
        <NotEnough ctx={ctx} article={article} />
      </Stack>
    </Page>
  );
}

function Answer({ ctx, article, helped, isChange }: AnswerProps) {
  const word = helped ? ('Yes' as const) : ('No' as const);
  return (
    <Button
      variant={isChange ? 'quiet' : 'secondary'}
      size={isChange ? 'sm' : 'md'}
      icon={isChange ? 'swap' : helped ? 'check' : 'cross'}
      name="aide"
      value={helped ? 'oui' : 'non'}
      of={isChange ? undefined : <DeskWords ctx={ctx}>{article.title}</DeskWords>}
    >
      {ctx.t(isChange ? `faq:opinion.change${word}` : `faq:opinion.${helped ? 'yes' : 'no'}`)}
    </Button>
  );
}

type AnswerProps = { ctx: PageContext; article: Article; helped: boolean; isChange: boolean };

function Helped(props: ArticlePageProps) {
  const { ctx, article, opinion } = props;
  const { t, csrfToken } = ctx;
  const action = paths.articleOpinion(article.slug);
  const label = t('faq:opinion.title');
  if (opinion === null) {
    return (
      <Form action={action} csrf={csrfToken} layout="plain" label={label}>
        <Cluster>
          <Answer {...{ ctx, article }} helped isChange={false} />
          <Answer {...{ ctx, article }} helped={false} isChange={false} />
        </Cluster>
      </Form>
    );
  }
  return (
    <Stack>
      <Form action={action} csrf={csrfToken} layout="plain" label={label}>
        <Cluster>
          <strong>{t(opinion.helped ? 'faq:opinion.saidYes' : 'faq:opinion.saidNo')}</strong>
          <Answer {...{ ctx, article }} helped={!opinion.helped} isChange />
        </Cluster>
      </Form>
      <Remark {...props} opinion={opinion} />
    </Stack>
  );
}

function Remark({
  ctx,
  article,
  opinion,
  draft,
  refused,
}: ArticlePageProps & { opinion: Opinion }) {
  const { t, lang, csrfToken } = ctx;
  const draftUrl = paths.articleRemarkDraft(article.slug);
  const kept = draft ? draftText(draft.content, 'remarque') : opinion.remark;
  return (
    <Form
      action={paths.articleRemark(article.slug)}
      csrf={csrfToken}
      draftUrl={draftUrl}
      window={ctx.window}
    >
      {draft && !refused && <DraftNotice ctx={ctx} draft={draft} url={draftUrl} />}
      <TextArea
        name="remarque"
        label={t(opinion.helped ? 'faq:opinion.remarkYes' : 'faq:opinion.remarkNo')}
        hint={t('faq:opinion.remarkHint')}
        value={refused?.typed ?? kept}
        error={refused?.error}
        required={false}
        rows={3}
        maxLength={longestRemark}
      />
      <FormActions>
        <Button variant="secondary" icon="send">
          {t('faq:opinion.send')}
        </Button>
      </FormActions>
      <DraftBar url={draftUrl} savedAt={draft ? formatTime(draft.savedAt, { lang }) : undefined} />
    </Form>
  );
}

function NotEnough({ ctx, article }: Pick<ArticlePageProps, 'ctx' | 'article'>) {
  const { t } = ctx;
  return (
    <Card tone="tinted" icon="help" title={t('news:knowledge.notEnough')} as="section">
      {article.categories.length === 0 ? (
        <p>
          <SubmitLink ctx={ctx} />
        </p>
      ) : (
        <>
          <p>{t('news:knowledge.notEnoughWhat')}</p>
          <Cluster>
            {article.categories.map(({ slug, name }) => (
              <ButtonLink key={slug} href={paths.newTicket({ nature: slug })} variant="secondary">
                {richText(t, 'news:knowledge.submitFor', {
                  name: (
                    <DeskWords key="name" ctx={ctx}>
                      {name}
                    </DeskWords>
                  ),
                })}
              </ButtonLink>
            ))}
          </Cluster>
        </>
      )}
    </Card>
  );
}

/** The way on when no sheet answers. */
export function SubmitLink({ ctx }: { ctx: PageContext }) {
  return (
    <ButtonLink href={paths.newTicket()} icon="plus">
      {ctx.t('news:knowledge.submit')}
    </ButtonLink>
  );
}
