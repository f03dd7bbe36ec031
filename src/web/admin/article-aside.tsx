import type { KeptArticle } from '../../domain/knowledge/article.ts';
import type { Opinion } from '../../domain/knowledge/opinion.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatLongDate } from '../../platform/text/dates.ts';
import { PlainText, Stack } from '../../ui/arrangement.tsx';
import { Button } from '../../ui/button.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { Card } from '../../ui/surface.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { PageContext } from '../layout/page-context.ts';

/** What readers added to their answers. */
export type Feedback = readonly (Opinion & { changedAt: Temporal.Instant })[];
/** How many of them are shown. */
export const mostRemarks = 20;

type Props = { ctx: PageContext; article: KeptArticle };

/** How many a sheet helped, and what readers would change in it. */
export function FeedbackCard({ ctx, article, feedback }: Props & { feedback: Feedback }) {
  const { t } = ctx;
  const { helpedCount, unhelpedCount } = article;
  return (
    <Card title={t('faq:feedback.title')} icon="people">
      {helpedCount + unhelpedCount === 0 ? (
        <p class="muted">{t('faq:feedback.none')}</p>
      ) : (
        <ul class="plain-list">
          <li>{t('faq:feedback.yes', { count: helpedCount })}</li>
          <li>{t('faq:feedback.no', { count: unhelpedCount })}</li>
        </ul>
      )}
      {feedback.length > 0 && (
        <Stack gap="sm">
          <h3>{t('faq:feedback.remarks')}</h3>
          <ul class="plain-list">
            {feedback.map(({ helped, remark, changedAt }, index) => (
              <li key={index}>
                <p class="cluster">
                  <Tag
                    tone={helped ? 'success' : 'warning'}
                    icon={helped ? 'check' : 'cross'}
                    outline
                  >
                    {t(helped ? 'faq:feedback.helped' : 'faq:feedback.unhelped')}
                  </Tag>
                  <span class="muted">{formatDate(changedAt)}</span>
                </p>
                <PlainText text={remark} />
              </li>
            ))}
          </ul>
          {feedback.length === mostRemarks && (
            <p class="muted">{t('faq:feedback.most', { count: mostRemarks })}</p>
          )}
        </Stack>
      )}
    </Card>
  );
}

/** Takes a sheet away from its readers, or gives it back. */
export function Withdrawal({ ctx, article }: Props) {
  const { t, lang, csrfToken } = ctx;
  const { id, version, withdrawnAt } = article;
  const isRead = withdrawnAt === null;
  return (
    <Card
      title={t(isRead ? 'faq:withdrawal.title' : 'faq:withdrawal.isTitle')}
      icon={isRead ? 'eyeOff' : 'warning'}
      tone={isRead ? 'default' : 'warning'}
    >
      <p>
        {isRead
          ? t('faq:withdrawal.what')
          : t('faq:withdrawal.isWhat', { date: formatLongDate(withdrawnAt, { lang }) })}
      </p>
      <Form
        action={isRead ? paths.articleWithdrawal(id) : paths.articleRestoring(id)}
        csrf={csrfToken}
        hidden={{ version }}
        layout="plain"
      >
        <FormActions>
          <Button variant={isRead ? 'danger' : 'secondary'} icon={isRead ? 'eyeOff' : 'undo'}>
            {t(isRead ? 'faq:withdrawal.act' : 'faq:withdrawal.restore')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
