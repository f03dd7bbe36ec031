import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { findCategoryBySlug } from '../../domain/catalogue/catalogue-queries.ts';
import { findAnswers } from '../../domain/knowledge/find-answers.ts';
import type { SearchableArticle } from '../../domain/knowledge/search-articles.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { renderFragment } from '../../platform/html/render.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { deskLang } from '../desk-lang.tsx';
import { formBody } from '../form-body.ts';
import type { PageContext } from '../layout/page-context.ts';
import { pageContext } from '../page-reply.ts';
import { ArticleList } from './article-links.tsx';
import { carriedText } from './catalogue-routes.tsx';
import type { NewTicketView } from './new-ticket-view.ts';

/** The button that looks for sheets under the subject, for those without JavaScript. */
export const findAnswersName = '_reponses';
const askedName = 'reponses';

/** The form with the answers that were asked for, found or not. */
export const answersPath = (slug: string): string =>
  `${paths.newTicket({ nature: slug, [askedName]: 'oui' })}#reponses`;

type FoundProps = {
  ctx: PageContext;
  answers: readonly SearchableArticle[] | null;
  subject: string;
  /** Says so when nothing answers: somebody asked. */
  isAsked: boolean;
};

function FoundAnswers({ ctx, answers, subject, isAsked }: FoundProps) {
  const { t } = ctx;
  if (answers === null || (answers.length === 0 && !isAsked)) return null;
  if (answers.length === 0) return <p class="muted">{t('faq:answers.none')}</p>;
  return (
    <div class="answers" data-said={t('faq:answers.said', { count: answers.length })}>
      <p class="answers-title">
        <Icon name="book" />
        <strong>{t('faq:answers.title')}</strong>
      </p>
      <ArticleList articles={answers} searched={subject} lang={deskLang(ctx)} />
      <p class="muted">{t('faq:answers.kept')}</p>
    </div>
  );
}

export type AnswersProps = { ctx: PageContext; view: NewTicketView; children: ComponentChildren };

/** The subject and, under it, the sheets that may answer it; they come by themselves while one types, or on demand. */
export function Answers({ ctx, view, children }: AnswersProps) {
  const { t, path } = ctx;
  const { answers, fields, category } = view;
  const isAsked = new URLSearchParams(path.split('?')[1]).has(askedName);
  return (
    <div
      class="stack"
      data-gap="sm"
      data-controller="answers"
      data-answers-url-value={paths.newTicketAnswers({ nature: category.slug })}
      data-action="input->answers#wait"
    >
      {children}
      <div data-answers-target="button">
        <Button
          variant="quiet"
          size="sm"
          icon="search"
          formAction={paths.newTicketDraft()}
          formNoValidate
          name={findAnswersName}
          value="oui"
        >
          {t('faq:answers.button')}
        </Button>
      </div>
      <p class="ds-sr-only" role="status" data-answers-target="status" />
      <div id="reponses" data-answers-target="box">
        <FoundAnswers {...{ ctx, answers, isAsked }} subject={fields.objet} />
      </div>
    </div>
  );
}

/** Answers a script with the sheets for the subject as it stands, as a piece of the page. */
export async function sendAnswers(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const slug = [formBody(request.query)['nature'] ?? ''].flat()[0] ?? '';
  const category = await findCategoryBySlug(db, slug);
  if (category === undefined) throw new NotFound('category');
  const subject = carriedText(request, 'objet');
  const answers = await findAnswers(db, { subject, categoryId: category.id });
  const piece = <FoundAnswers {...{ ctx, answers, subject }} isAsked={false} />;
  return reply.type('text/html; charset=utf-8').send(renderFragment(piece));
}
