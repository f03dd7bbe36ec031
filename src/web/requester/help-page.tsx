import { ticketStates } from '../../domain/tickets/ticket.ts';
import { paths } from '../../paths.ts';
import { Cluster, PageHeading, Prose, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/surface.tsx';
import type { TextKey } from '../../ui/texts.ts';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { ShortcutList } from '../layout/shortcuts.tsx';
import { agentTopics, type HelpTopic, requesterTopics } from './help-topics.ts';

/** « Aide »: how to use the desk as it is today, for everybody, then for those who answer. */
export function HelpPage({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  return (
    <Page ctx={ctx} title={t('news:help.title')} current="help" width="narrow">
      <PageHeading title={t('news:help.title')} lead={<p>{t('news:help.lead')}</p>} />
      <Stack gap="xl">
        <nav aria-label={t('news:help.onThisPage')}>
          <Cluster>
            {[...requesterTopics, ...agentTopics].map(({ id, title }) => (
              <a key={id} class="ds-link" href={`#${id}`}>
                {t(title)}
              </a>
            ))}
            <a class="ds-link" href="#raccourcis">
              {t('profile:keys.title')}
            </a>
          </Cluster>
        </nav>
        <Guide ctx={ctx} title="news:help.forRequesters" topics={requesterTopics} />
        <Guide ctx={ctx} title="news:help.forAgents" topics={agentTopics} />
        <Keyboard ctx={ctx} />
        {ctx.person && <More ctx={ctx} />}
      </Stack>
    </Page>
  );
}

type GuideProps = { ctx: PageContext; title: TextKey; topics: readonly HelpTopic[] };

function Guide({ ctx, title, topics }: GuideProps) {
  const { t } = ctx;
  return (
    <Prose>
      <h2>{t(title)}</h2>
      {topics.map((topic) => (
        <section key={topic.id} id={topic.id} class="prose" aria-labelledby={`${topic.id}-titre`}>
          <h3 id={`${topic.id}-titre`}>{t(topic.title)}</h3>
          {topic.texts.map(([key, values]) => (
            <p key={key}>{t(key, values)}</p>
          ))}
          {topic.hasStates && <States ctx={ctx} />}
        </section>
      ))}
    </Prose>
  );
}

/** The letters that lead somewhere, for those who turn them on. */
function Keyboard({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  return (
    <Prose>
      <section id="raccourcis" class="prose" aria-labelledby="raccourcis-titre">
        <h2 id="raccourcis-titre">{t('profile:keys.title')}</h2>
        <p>{t('profile:keys.lead')}</p>
        {ctx.person && (
          <p>
            <a href={`${paths.profile()}#affichage`}>{t('profile:keys.turnOn')}</a>
          </p>
        )}
        <ShortcutList ctx={ctx} level={3} />
      </section>
    </Prose>
  );
}

function States({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  return (
    <ul>
      {ticketStates.map((state) => (
        <li key={state}>
          <strong>{t(`common:state.${state}`)}</strong>
          {t('news:help.means', { meaning: t(`news:help.state.${state}`) })}
        </li>
      ))}
    </ul>
  );
}

function More({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  return (
    <Card tone="tinted" icon="help" title={t('news:help.more')} as="section">
      <p>{t('news:help.moreWhat')}</p>
      <Cluster>
        <ButtonLink href={paths.knowledge()} variant="secondary" icon="book">
          {t('news:knowledge.title')}
        </ButtonLink>
        <ButtonLink href={paths.newTicket()} icon="plus">
          {t('news:knowledge.submit')}
        </ButtonLink>
      </Cluster>
    </Card>
  );
}
