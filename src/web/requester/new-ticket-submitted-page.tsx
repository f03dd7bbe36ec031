import type { Viewer } from '../../domain/people/person.ts';
import type { TicketDetails } from '../../domain/tickets/ticket-queries.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { PageHeading, PlainText, Section } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { LinkedText } from '../../ui/linkify.tsx';
import { CopyNumber } from '../../ui/live.tsx';
import { Card, type Description, DescriptionList, Steps } from '../../ui/surface.tsx';
import { DeskWords } from '../desk-lang.tsx';
import { AttachedFiles } from '../file-fields.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { answerItems } from '../own-answers.tsx';
import { type AnnouncedDelay, AnnouncedWords } from './announced-delay.tsx';

export type SubmittedPageProps = {
  ctx: PageContext;
  viewer: Viewer;
  ticket: TicketDetails;
  announced: AnnouncedDelay;
};

function promiseOf({ ctx: { t, lang }, ticket }: SubmittedPageProps): string {
  const { takeDueAt, resolveDueAt } = ticket;
  if (resolveDueAt === null) return t('filing:submitted.noPromise');
  const resolve = formatDateTime(resolveDueAt, { lang });
  if (takeDueAt === null) return t('filing:submitted.resolveOnly', { resolve });
  return t('filing:submitted.promiseWords', {
    take: formatDateTime(takeDueAt, { lang }),
    resolve,
  });
}

function Summary(props: SubmittedPageProps) {
  const { ctx, viewer, ticket, announced } = props;
  const { t } = ctx;
  const items: Description[] = [
    { term: t('filing:submitted.number'), value: <CopyNumber number={ticket.number} /> },
    {
      term: t('ticket:field.category'),
      value: <DeskWords ctx={ctx}>{ticket.categoryName}</DeskWords>,
    },
    {
      term: t('filing:submitted.team'),
      value: (
        <>
          {ticket.teamCode} (<DeskWords ctx={ctx}>{ticket.teamName}</DeskWords>)
        </>
      ),
    },
    {
      term: t('filing:submitted.promise'),
      value: (
        <>
          <p>{promiseOf(props)}</p>
          <AnnouncedWords ctx={ctx} announced={announced} />
        </>
      ),
    },
  ];
  if (ticket.requester.id !== viewer.id) {
    items.push({ term: t('filing:submitted.for'), value: displayName(ticket.requester) });
  }
  return (
    <Card tone="accent">
      <DescriptionList items={items} />
      <p>
        <ButtonLink href={paths.ticket(ticket.number)} iconEnd="arrowRight">
          {t('filing:submitted.view')}
        </ButtonLink>
      </p>
    </Card>
  );
}

function Sent({ ctx, ticket }: SubmittedPageProps) {
  const { t } = ctx;
  const { blocked, impact, site, room, phone } = ticket;
  const items: (Description & { isEmpty?: boolean })[] = [
    { term: t('ticket:field.subject'), value: <PlainText text={ticket.subject} /> },
    { term: t('ticket:field.description'), value: <LinkedText text={ticket.description} /> },
    ...(blocked
      ? [{ term: t('ticket:blocked.label'), value: t(`ticket:blocked.${blocked}`) }]
      : []),
    ...(impact ? [{ term: t('ticket:impact.label'), value: t(`ticket:impact.${impact}`) }] : []),
    ...answerItems({ ctx, own: ticket.ownAnswers }),
    {
      term: t('files:attached'),
      value: <AttachedFiles ctx={ctx} files={ticket.files} />,
      isEmpty: ticket.files.length === 0,
    },
    { term: t('ticket:field.site'), value: site?.name ?? t('filing:site.none') },
    { term: t('ticket:field.room'), value: <PlainText text={room} />, isEmpty: room === '' },
    { term: t('ticket:field.phone'), value: <PlainText text={phone} />, isEmpty: phone === '' },
  ];
  return (
    <Section id="envoye" title={t('filing:submitted.sent')}>
      <DescriptionList items={items.filter(({ isEmpty }) => !isEmpty)} />
    </Section>
  );
}

/** What is told once a ticket is filed: its number, who receives it, by when, and what happens next. */
export function SubmittedPage(props: SubmittedPageProps) {
  const { ctx, ticket } = props;
  const { t } = ctx;
  const title = t('filing:submitted.title');
  return (
    <Page
      ctx={ctx}
      title={t('filing:submitted.pageTitle', { number: ticket.number })}
      current="home"
      width="narrow"
    >
      <PageHeading title={title} lead={<p>{t('filing:submitted.lead')}</p>} />
      <Summary {...props} />
      <Section id="suite" title={t('filing:submitted.next')}>
        <Steps
          items={[
            t('filing:submitted.step.taken', { team: ticket.teamCode }),
            t('filing:submitted.step.asked'),
            t('filing:submitted.step.answered'),
          ]}
        />
      </Section>
      <Section id="ajouter" title={t('filing:submitted.add')}>
        <p>{t('filing:submitted.addText')}</p>
        <p>
          <Link href={paths.completion(ticket.number)} icon="plus">
            {t('ticket:act.complete')}
          </Link>
        </p>
      </Section>
      <Sent {...props} />
      <div class="cluster">
        <ButtonLink href={paths.newTicket()} variant="secondary" icon="edit">
          {t('filing:submitted.another')}
        </ButtonLink>
        <ButtonLink href={paths.home()} variant="quiet" icon="home">
          {t('filing:submitted.home')}
        </ButtonLink>
      </div>
    </Page>
  );
}
