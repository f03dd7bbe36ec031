import type { Announcement } from '../../domain/announcements/announcement.ts';
import { type Catalogue, familiesOf } from '../../domain/catalogue/catalogue.ts';
import type { ProfileCard } from '../../domain/people/person.ts';
import { paths } from '../../paths.ts';
import { fullName } from '../../platform/text/people.ts';
import { Columns, PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Card } from '../../ui/surface.tsx';
import { News } from '../announcement.tsx';
import { deskLang } from '../desk-lang.tsx';
import { Page } from '../layout/page.tsx';
import { FamilyLinks, kindIcons, kindPath, kindTexts, unknownPath } from './catalogue-links.tsx';
import { BegunTickets } from './home-drafts.tsx';
import { ticketsAnchor } from './home-query.ts';
import { ResolvedTickets, type ResolvedTicketsProps } from './home-resolved.tsx';
import { HomeTickets, type HomeTicketsProps } from './home-tickets.tsx';
import type { BegunTicket } from './new-ticket-draft.ts';

export type HomePageProps = HomeTicketsProps & {
  profile: ProfileCard;
  catalogue: Catalogue;
  announcements: readonly Announcement[];
  begun: readonly BegunTicket[];
  resolved: ResolvedTicketsProps['tickets'];
};

/** « (courriel) – affectation, site – adresse », without what is not known. */
function Where({ ctx: { t }, profile }: Pick<HomePageProps, 'ctx' | 'profile'>) {
  const { email, organisationUnit, site } = profile;
  const names = [organisationUnit?.name, site?.name].filter((name) => name !== undefined);
  const place = [names.join(', '), site?.address ?? ''].filter((part) => part !== '').join(' – ');
  return <p>{place === '' ? `(${email})` : t('home:where', { email, place })}</p>;
}

function Announcements({ ctx, announcements }: Pick<HomePageProps, 'ctx' | 'announcements'>) {
  return (
    <Section id="messages" title={ctx.t('home:news.title')}>
      {announcements.length === 0 && <p class="muted">{ctx.t('home:news.none')}</p>}
      {announcements.map((announcement) => (
        <News key={announcement.id} ctx={ctx} announcement={announcement} />
      ))}
    </Section>
  );
}

function CatalogueBlock({ ctx, catalogue }: Pick<HomePageProps, 'ctx' | 'catalogue'>) {
  const { t } = ctx;
  const unknown = unknownPath(catalogue);
  return (
    <Section id="deposer" title={t('home:catalogue.title')}>
      <div class="catalogue-block">
        {(['problem', 'service'] as const).map((kind) => (
          <Card
            key={kind}
            level={3}
            icon={kindIcons[kind]}
            title={
              <a class="kind-title" href={kindPath[kind]()}>
                {t(`home:catalogue.${kindTexts[kind]}`)}
              </a>
            }
          >
            <p class="muted">{t(`home:catalogue.${kindTexts[kind]}Hint`)}</p>
            <div class="grid" data-min="sm">
              <FamilyLinks families={familiesOf(catalogue, kind)} level={4} lang={deskLang(ctx)} />
            </div>
          </Card>
        ))}
      </div>
      {unknown !== null && (
        <p>
          <Link href={unknown} icon="help">
            {t('home:catalogue.unknown')}
          </Link>
        </p>
      )}
    </Section>
  );
}

/** The home page: who one is, what to ask for, the news, and what becomes of one's requests. */
export function HomePage(props: HomePageProps) {
  const { ctx, profile, begun } = props;
  const { t } = ctx;
  return (
    <Page ctx={ctx} title={t('home:title')} current="home">
      <PageHeading
        title={t('home:hello', { name: fullName(profile) })}
        lead={<Where ctx={ctx} profile={profile} />}
        actions={
          <ButtonLink href={`#${ticketsAnchor}`} variant="secondary" icon="inbox">
            {t('home:toTickets')}
          </ButtonLink>
        }
      />
      <BegunTickets ctx={ctx} begun={begun} />
      <SearchField
        action={paths.assistance()}
        label={t('home:search.label')}
        hint={t('home:search.hint')}
        id="recherche"
        size="lg"
        submitLabel={t('home:search.submit')}
      />
      <Columns aside={<Announcements {...props} />} asideLabel={t('home:news.title')}>
        <CatalogueBlock {...props} />
      </Columns>
      <Stack>
        <ResolvedTickets ctx={ctx} tickets={props.resolved} />
        <HomeTickets {...props} />
      </Stack>
    </Page>
  );
}
