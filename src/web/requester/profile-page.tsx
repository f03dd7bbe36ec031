import { paths } from '../../paths.ts';
import { displayName } from '../../platform/text/people.ts';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Card, DescriptionList } from '../../ui/surface.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { DisplayForm, NoticesForm } from './profile-choices.tsx';
import { ContactForm, LateNotice } from './profile-contact.tsx';
import type { ContactFields, Profile } from './profile-forms.ts';

export type ProfilePageProps = {
  ctx: PageContext;
  profile: Profile;
  /** What was typed, when that form comes back. */
  contact?: (ContactFields & { units: string[]; addUnit: string }) | undefined;
  wanted?: string[] | undefined;
  display?: Record<string, string> | undefined;
  errors?: Record<string, string> | undefined;
  /** Changed elsewhere since the page was opened. */
  isLate?: boolean;
};

/** « Mes coordonnées »: what the directory says, and what the person may change. */
export function ProfilePage(props: ProfilePageProps) {
  const { ctx, errors = {}, isLate = false } = props;
  const { t } = ctx;
  const summary = Object.entries(errors).map(([field, message]) => ({ field, message }));
  return (
    <Page
      ctx={ctx}
      title={t('news:profile.title')}
      current="profile"
      width="narrow"
      hasErrors={summary.length > 0}
    >
      <PageHeading title={t('news:profile.title')} lead={<p>{t('news:profile.lead')}</p>} />
      <Stack gap="lg">
        <ErrorSummary errors={summary} />
        {isLate && <LateNotice {...props} />}
        <Card title={t('news:profile.yours')} icon="edit" as="section">
          <p class="muted">{t('news:profile.yoursHint')}</p>
          <ContactForm {...props} />
        </Card>
        <Directory {...props} />
        <Card title={t('profile:notices.title')} icon="bell" as="section" id="notifications">
          <p class="muted">{t('profile:notices.lead')}</p>
          <NoticesForm {...props} />
        </Card>
        <Card title={t('profile:display.title')} icon="settings" as="section" id="affichage">
          <p class="muted">{t('profile:display.lead')}</p>
          <DisplayForm {...props} />
        </Card>
        <Card title={t('session:own.title')} icon="lock" as="section">
          <p>{t('session:own.linkLead')}</p>
          <ButtonLink href={paths.sessions()} variant="secondary">
            {t('session:own.link')}
          </ButtonLink>
        </Card>
        <Card title={t('profile:data.title')} icon="file" as="section">
          <p>{t('profile:data.linkLead')}</p>
          <ButtonLink href={paths.personalData()} variant="secondary">
            {t('profile:data.link')}
          </ButtonLink>
        </Card>
      </Stack>
    </Page>
  );
}

function Directory({ ctx, profile }: ProfilePageProps) {
  const { t } = ctx;
  const { card } = profile;
  const unit = card.organisationUnit?.name ?? t('news:profile.noUnit');
  return (
    <Card title={t('news:profile.directory')} icon="person" as="section">
      <DescriptionList
        items={[
          { term: t('news:profile.name'), value: displayName(card) },
          { term: t('news:profile.email'), value: card.email },
          { term: t('news:profile.login'), value: card.login },
          { term: t('news:profile.unit'), value: unit },
        ]}
      />
      <p class="muted">{t('news:profile.directoryHint')}</p>
    </Card>
  );
}
