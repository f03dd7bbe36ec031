import type { SessionCard } from '../../domain/people/own-sessions.ts';
import type { Device } from '../../domain/people/session.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { Card, DescriptionList } from '../../ui/surface.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { T } from '../../ui/texts.ts';
import { doorWords } from '../door-words.ts';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';

/** « Mes connexions »: where the reader is signed in, and how to be no longer. */
export function SessionsPage({ ctx, cards }: { ctx: PageContext; cards: readonly SessionCard[] }) {
  const { t } = ctx;
  const others = cards.filter(({ isThis }) => !isThis);
  return (
    <Page
      ctx={ctx}
      title={t('session:own.title')}
      current="profile"
      width="narrow"
      breadcrumb={[{ label: t('news:profile.title'), href: paths.profile() }]}
    >
      <PageHeading title={t('session:own.title')} lead={<p>{t('session:own.lead')}</p>} />
      <Stack gap="lg">
        <ul class="article-list">
          {cards.map((card) => (
            <Session key={card.key} ctx={ctx} card={card} />
          ))}
        </ul>
        {others.length === 0 ? (
          <p>{t('session:own.alone')}</p>
        ) : (
          <Card title={t('session:own.othersTitle')} as="section">
            <p>{t('session:own.othersLead')}</p>
            <Form action={paths.otherSessionsEnd()} csrf={ctx.csrfToken} layout="plain">
              <Button variant="danger" icon="signOut">
                {t('session:own.endOthers')}
              </Button>
            </Form>
          </Card>
        )}
        <p>{t('session:own.unknown')}</p>
      </Stack>
    </Page>
  );
}

function Session({ ctx, card }: { ctx: PageContext; card: SessionCard }) {
  const { t, lang } = ctx;
  const { device, door, isThis, openedAt, lastSeenAt } = card;
  const name = deviceWords(t, device);
  const at = (instant: Temporal.Instant) => formatDateTime(instant, { lang });
  return (
    <Card
      as="li"
      title={name}
      actions={
        isThis && (
          <Tag tone="success" icon="checkCircle">
            {t('session:own.this')}
          </Tag>
        )
      }
    >
      <DescriptionList
        items={[
          { term: t('session:own.openedAt'), value: at(openedAt) },
          {
            term: t('session:own.lastSeenAt'),
            value: isThis ? t('session:own.now') : at(lastSeenAt),
          },
          { term: t('session:own.door'), value: doorWords(t, door) },
        ]}
      />
      {isThis ? (
        <Form action={paths.signOut()} csrf={ctx.csrfToken} layout="plain">
          <Button variant="secondary" size="sm" icon="signOut">
            {t('session:own.signOut')}
          </Button>
        </Form>
      ) : (
        <Form action={paths.sessionEnd(card.key)} csrf={ctx.csrfToken} layout="plain">
          <Button
            variant="secondary"
            size="sm"
            icon="crossCircle"
            of={`${name}, ${t('session:own.since', { date: at(openedAt) })}`}
          >
            {t('session:own.end')}
          </Button>
        </Form>
      )}
    </Card>
  );
}

/** What somebody came in with, in plain words: « Firefox sur Windows », « Safari sur iOS (téléphone) ». */
export function deviceWords(t: T, { browser, system, kind }: Device): string {
  const what = browser ?? t('session:own.unknownBrowser');
  const where = system === null ? what : t('session:own.browserOn', { browser: what, system });
  if (kind === 'phone') return t('session:own.onPhone', { device: where });
  return kind === 'tablet' ? t('session:own.onTablet', { device: where }) : where;
}
