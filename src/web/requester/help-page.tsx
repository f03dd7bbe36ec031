import { reopenableDays, ticketStates } from '../../domain/tickets/ticket.ts';
import { paths } from '../../paths.ts';
import { Markdown } from '../../platform/html/markdown.tsx';
import { Cluster, PageHeading, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Card, EmptyState } from '../../ui/surface.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { ShortcutList } from '../layout/shortcuts.tsx';
import {
  type Audience,
  guide,
  guidePath,
  guideValues,
  type HelpSheet,
  pictureOf,
} from './help-guide.ts';
import { HelpList } from './help-list.tsx';

export type HelpPageProps = {
  ctx: PageContext;
  audience: Audience;
  /** What was looked for, and what says something of it; empty to read the whole guide. */
  text: string;
  found: readonly HelpSheet[];
};

const titles = {
  requester: { title: 'help:title', lead: 'help:lead' },
  agent: { title: 'help:agentsTitle', lead: 'help:agentsLead' },
} as const;

/** « Aide »: how to use the desk, for those who ask or for those who answer. */
export function HelpPage(props: HelpPageProps) {
  const { ctx, audience, text } = props;
  const { t } = ctx;
  const { title, lead } = titles[audience];
  return (
    <Page ctx={ctx} title={t(title)} current="help" width="narrow">
      <PageHeading title={t(title)} lead={<p>{t(lead)}</p>} />
      <Stack gap="lg">
        <SearchField
          action={paths.help()}
          label={t('help:search.label')}
          hint={t('help:search.hint')}
          value={text}
        />
        {text === '' ? <Guide {...props} /> : <Found {...props} />}
      </Stack>
    </Page>
  );
}

function Guide(props: HelpPageProps) {
  const { ctx, audience } = props;
  const { t } = ctx;
  const other = audience === 'agent' ? 'requester' : 'agent';
  return (
    <>
      <Contents {...props} />
      {guide[audience].map(({ id }) => (
        <Topic key={id} {...props} id={id} />
      ))}
      <Keyboard ctx={ctx} />
      <p>
        <Link href={guidePath[other]()}>
          {t(other === 'agent' ? 'help:toAgents' : 'help:toRequesters')}
        </Link>
      </p>
      {ctx.person && <More ctx={ctx} />}
    </>
  );
}

function Contents({ ctx: { t }, audience }: HelpPageProps) {
  return (
    <nav class="contents" aria-label={t('help:onThisPage')}>
      <ul role="list">
        {guide[audience].map(({ id, title }) => (
          <li key={id}>
            <a class="ds-link" href={`#${id}`}>
              {t(title)}
            </a>
          </li>
        ))}
        <li>
          <a class="ds-link" href="#raccourcis">
            {t('profile:keys.title')}
          </a>
        </li>
      </ul>
    </nav>
  );
}

function Topic({ ctx, audience, id }: HelpPageProps & { id: string }) {
  const { t, lang, assets } = ctx;
  const topic = guide[audience].find((one) => one.id === id);
  if (topic === undefined) return null;
  const picture = topic.picture && pictureOf(topic.picture, lang);
  return (
    <section id={id} class="prose" aria-labelledby={`${id}-titre`}>
      <h2 id={`${id}-titre`}>{t(topic.title)}</h2>
      <Markdown source={t(topic.body, guideValues(ctx))} top={3} />
      {id === 'suivre' && <States ctx={ctx} />}
      {picture && topic.picture && (
        <Picture {...picture} src={assets(picture.name)} alt={t(topic.picture)} />
      )}
    </section>
  );
}

/** The letters that lead somewhere, for those who turn them on. */
function Keyboard({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  return (
    <section id="raccourcis" class="prose" aria-labelledby="raccourcis-titre">
      <h2 id="raccourcis-titre">{t('profile:keys.title')}</h2>
      <p>{t('profile:keys.lead')}</p>
      {ctx.person && (
        <p>
          <Link href={`${paths.profile()}#affichage`}>{t('profile:keys.turnOn')}</Link>
        </p>
      )}
      <ShortcutList ctx={ctx} level={3} />
    </section>
  );
}

function States({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  return (
    <ul>
      {ticketStates.map((state) => (
        <li key={state}>
          <strong>{t(`common:state.${state}`)}</strong>
          {t('help:means', { meaning: t(`help:state.${state}`, { days: reopenableDays }) })}
        </li>
      ))}
    </ul>
  );
}

function Found({ ctx, text, found }: HelpPageProps) {
  const { t } = ctx;
  if (found.length === 0) {
    return (
      <EmptyState
        icon="search"
        title={t('help:search.none', { text })}
        action={
          <ButtonLink href={paths.newTicket()} icon="plus">
            {t('news:knowledge.submit')}
          </ButtonLink>
        }
      >
        <p>{t('help:search.noneWhat')}</p>
      </EmptyState>
    );
  }
  return (
    <section class="section" aria-labelledby="resultats-titre">
      <h2 class="section-title" id="resultats-titre">
        {t('help:search.results', { count: found.length, text })}
      </h2>
      <HelpList sheets={found} searched={text} t={t} />
      <p>
        <Link href={paths.help()}>{t('help:search.all')}</Link>
      </p>
    </section>
  );
}

function More({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  return (
    <Card tone="tinted" icon="help" title={t('help:more')} as="section">
      <p>{t('help:moreWhat')}</p>
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
