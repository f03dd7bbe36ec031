import { paths } from '../../paths.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckboxGroup, SelectField } from '../../ui/choice-field.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { fieldsOf, type Profile } from './profile-forms.ts';
import type { ProfilePageProps } from './profile-page.tsx';

/** What was changed elsewhere since the page was opened. */
export function LateNotice({ ctx, profile }: Pick<ProfilePageProps, 'ctx' | 'profile'>) {
  const { t } = ctx;
  const { phone, room, site } = profile.card;
  const values = { phone, room, site: site?.name ?? t('news:profile.noSite') };
  return (
    <Alert tone="warning" live="alert" title={t('news:profile.conflict')}>
      <p>{t('news:profile.conflictWhat')}</p>
      <p>{t('news:profile.conflictNow', values)}</p>
    </Alert>
  );
}

/** Where to find the person: what they may correct by themselves. */
export function ContactForm({ ctx, profile, contact, errors = {} }: ProfilePageProps) {
  const { t } = ctx;
  const known = fieldsOf(profile.card);
  const { phone, room } = contact ?? known;
  return (
    <Form
      action={paths.profile()}
      csrf={ctx.csrfToken}
      label={t('news:profile.yours')}
      guard
      hidden={{
        _phone: known.phone,
        _site: known.site,
        _room: known.room,
        _units: profile.card.otherUnits.map(({ id }) => id).join(' '),
      }}
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
      <SiteField ctx={ctx} profile={profile} contact={contact} errors={errors} />
      <TextField
        name="room"
        label={t('news:profile.room')}
        hint={t('news:profile.roomHint')}
        value={room}
        error={errors['room']}
        width="medium"
        required={false}
      />
      <UnitFields ctx={ctx} profile={profile} contact={contact} errors={errors} />
      <FormActions>
        <Button icon="save">{t('news:profile.save')}</Button>
      </FormActions>
    </Form>
  );
}

function SiteField({ ctx, profile, contact, errors = {} }: ProfilePageProps) {
  const { t } = ctx;
  const { card, sites } = profile;
  // Somebody's own site stays theirs when it is no longer proposed to others.
  const isListed = card.site === null || sites.some(({ id }) => id === card.site?.id);
  const proposed = isListed || card.site === null ? sites : [card.site, ...sites];
  return (
    <SelectField
      name="site"
      label={t('news:profile.site')}
      value={contact?.site ?? fieldsOf(card).site}
      error={errors['site']}
      emptyLabel={t('news:profile.noSite')}
      choices={proposed.map(({ id, name, address }) => ({
        value: String(id),
        label: address === '' ? name : `${name} – ${address}`,
      }))}
      required={false}
    />
  );
}

const choicesOf = (units: Profile['units']) =>
  units.map(({ id, name }) => ({ value: String(id), label: name }));

/** The other affectations: those there are, to keep or not, and one to add. */
function UnitFields({ ctx, profile, contact, errors = {} }: ProfilePageProps) {
  const { t } = ctx;
  const { card, units } = profile;
  const taken = [card.organisationUnit, ...card.otherUnits].map((unit) => unit?.id);
  const others = card.otherUnits.map(({ id }) => String(id));
  return (
    <>
      {others.length > 0 && (
        <CheckboxGroup
          name="units"
          label={t('profile:contact.otherUnits')}
          hint={t('profile:contact.otherUnitsHint')}
          values={contact ? contact.units : others}
          choices={choicesOf(card.otherUnits)}
        />
      )}
      <SelectField
        name="addUnit"
        label={t('profile:contact.addUnit')}
        hint={t('profile:contact.addUnitHint')}
        value={contact?.addUnit ?? ''}
        error={errors['addUnit']}
        emptyLabel={t('profile:contact.noAddition')}
        choices={choicesOf(units.filter(({ id }) => !taken.includes(id)))}
        required={false}
      />
    </>
  );
}
