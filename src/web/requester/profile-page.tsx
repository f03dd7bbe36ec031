import type { ProfileCard, Site } from '../../domain/people/person.ts';
import { paths } from '../../paths.ts';
import { displayName } from '../../platform/text/people.ts';
import { Alert } from '../../ui/alert.tsx';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-field.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { Card, DescriptionList } from '../../ui/surface.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';

/** What a person typed about where to find them. */
export type ProfileFields = { phone: string; site: string; room: string };

export type ProfilePageProps = {
  ctx: PageContext;
  card: ProfileCard;
  sites: readonly Site[];
  /** What was typed, when the form comes back. */
  typed?: ProfileFields;
  errors?: Record<string, string>;
  /** Changed elsewhere since the page was opened. */
  isLate?: boolean;
};

/** The fields of a profile as they are kept. */
export const fieldsOf = ({ phone, room, site }: ProfileCard): ProfileFields => ({
  phone,
  site: site === null ? '' : String(site.id),
  room,
});

/** « Mes coordonnées »: what the directory says, and what the person may change. */
export function ProfilePage(props: ProfilePageProps) {
  const { ctx, card, errors = {}, isLate = false } = props;
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
        {isLate && <Late ctx={ctx} card={card} />}
        <Card title={t('news:profile.yours')} icon="edit" as="section">
          <p class="muted">{t('news:profile.yoursHint')}</p>
          <ProfileForm {...props} />
        </Card>
        <Card title={t('news:profile.directory')} icon="person" as="section">
          <DescriptionList
            items={[
              { term: t('news:profile.name'), value: displayName(card) },
              { term: t('news:profile.email'), value: card.email },
              { term: t('news:profile.login'), value: card.login },
              {
                term: t('news:profile.unit'),
                value: card.organisationUnit?.name ?? t('news:profile.noUnit'),
              },
            ]}
          />
          <p class="muted">{t('news:profile.directoryHint')}</p>
        </Card>
      </Stack>
    </Page>
  );
}

function Late({ ctx, card }: Pick<ProfilePageProps, 'ctx' | 'card'>) {
  const { t } = ctx;
  const { phone, room } = card;
  const site = card.site?.name ?? t('news:profile.noSite');
  return (
    <Alert tone="warning" live="alert" title={t('news:profile.conflict')}>
      <p>{t('news:profile.conflictWhat')}</p>
      <p>{t('news:profile.conflictNow', { phone, room, site })}</p>
    </Alert>
  );
}

function ProfileForm({ ctx, card, sites, typed, errors = {} }: ProfilePageProps) {
  const { t } = ctx;
  const known = fieldsOf(card);
  const { phone, site, room } = typed ?? known;
  // Somebody's own site stays theirs when it is no longer proposed to others.
  const isListed = card.site === null || sites.some(({ id }) => id === card.site?.id);
  const proposed = isListed || card.site === null ? sites : [card.site, ...sites];
  return (
    <Form
      action={paths.profile()}
      csrf={ctx.csrfToken}
      guard
      hidden={{ _phone: known.phone, _site: known.site, _room: known.room }}
    >
      <TextField
        name="phone"
        label={t('news:profile.phone')}
        hint={t('news:profile.phoneHint')}
        value={phone}
        error={errors['phone']}
        type="tel"
        autocomplete="tel"
        width="medium"
        required={false}
      />
      <SelectField
        name="site"
        label={t('news:profile.site')}
        value={site}
        error={errors['site']}
        emptyLabel={t('news:profile.noSite')}
        choices={proposed.map(({ id, name, address }) => ({
          value: String(id),
          label: address === '' ? name : `${name} – ${address}`,
        }))}
        required={false}
      />
      <TextField
        name="room"
        label={t('news:profile.room')}
        hint={t('news:profile.roomHint')}
        value={room}
        error={errors['room']}
        width="medium"
        required={false}
      />
      <FormActions>
        <Button icon="save">{t('news:profile.save')}</Button>
      </FormActions>
    </Form>
  );
}
