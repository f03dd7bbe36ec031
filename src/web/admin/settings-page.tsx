import type { ComponentChildren } from 'preact';
import { accessibilityStatus, type SettingValue } from '../../domain/settings/settings.ts';
import { paths } from '../../paths.ts';
import { Section, Stack } from '../../ui/arrangement.tsx';
import { Button, ButtonLink, Link } from '../../ui/button.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { DateField, TextField } from '../../ui/text-field.tsx';
import type { TextKey } from '../../ui/texts.ts';
import type { PageContext } from '../layout/page-context.ts';
import { type HistoryItem, Late } from './editing-history.tsx';
import { EditingPage } from './editing-page.tsx';
import { type SettingFields, type SettingPart, settingLength } from './settings-fields.ts';

export type SettingsPageProps = {
  ctx: PageContext;
  audit: SettingValue<'accessibilityAudit'>;
  /** What each form holds: what stands, or what was just sent. */
  fields: Readonly<Record<SettingPart, SettingFields>>;
  /** What each form had read, for it to say when it is sent. */
  seen: Readonly<Record<SettingPart, string>>;
  errors?: Readonly<Record<string, string>> | undefined;
  /** What others did since the page was read, when that is why nothing was done. */
  late: readonly HistoryItem[] | null;
};

/** « Informations légales »: who answers for the site, whom to write to, how far it is accessible. */
export function SettingsPage(props: SettingsPageProps) {
  const { ctx, errors, late, audit } = props;
  const { t } = ctx;
  const pages: [string, TextKey][] = [
    [paths.legal(), 'common:footer.legal'],
    [paths.privacy(), 'common:footer.privacy'],
    [paths.accessibility(), `info:accessibility.title.${accessibilityStatus(audit)}`],
  ];
  return (
    <EditingPage
      ctx={ctx}
      title={t('admin:settings.title')}
      lead={t('admin:settings.lead')}
      errors={errors}
      actions={
        <ButtonLink href={paths.journal({ objet: 'setting' })} variant="secondary" icon="history">
          {t('editing:history.open')}
        </ButtonLink>
      }
    >
      {late && (
        <Late
          ctx={ctx}
          title={t('admin:settings.late')}
          done={late}
          next={t('admin:settings.lateNext')}
        />
      )}
      <p class="cluster">
        {pages.map(([href, key]) => (
          <Link key={href} href={href}>
            {t(key)}
          </Link>
        ))}
      </p>
      <Stack gap="xl">
        <Part {...props} part="editeur" lines={['nom', 'adresse', 'responsable']} />
        <Part {...props} part="contacts" lines={['donnees', 'accessibilite', 'securite']} />
        <Audit {...props} />
      </Stack>
    </EditingPage>
  );
}

type Line = 'nom' | 'adresse' | 'responsable' | 'donnees' | 'accessibilite' | 'securite';
type PartProps = SettingsPageProps & { part: SettingPart; lines: readonly Line[] };

function Part(props: PartProps) {
  const { ctx, part, lines, fields, errors = {} } = props;
  const { t } = ctx;
  return (
    <SettingForm {...props}>
      {lines.map((name) => (
        <TextField
          key={name}
          name={name}
          label={t(`admin:settings.field.${name}`)}
          value={fields[part][name]}
          error={errors[name]}
          maxLength={settingLength}
          autocomplete="off"
          width="medium"
        />
      ))}
    </SettingForm>
  );
}

function Audit(props: SettingsPageProps) {
  const { ctx, fields, errors = {} } = props;
  const { t } = ctx;
  const { audit } = fields;
  return (
    <SettingForm {...props} part="audit">
      <DateField
        name="date"
        label={t('admin:settings.field.date')}
        value={audit['date']}
        error={errors['date']}
      />
      <TextField
        name="auteur"
        label={t('admin:settings.field.auteur')}
        value={audit['auteur']}
        error={errors['auteur']}
        maxLength={settingLength}
        autocomplete="off"
        width="medium"
      />
      <TextField
        name="taux"
        label={t('admin:settings.field.taux')}
        value={audit['taux']}
        error={errors['taux']}
        inputMode="decimal"
        maxLength={10}
        autocomplete="off"
        unit="%"
        width="short"
      />
    </SettingForm>
  );
}

type SettingFormProps = Pick<SettingsPageProps, 'ctx' | 'seen'> & {
  part: SettingPart;
  children: ComponentChildren;
};

function SettingForm({ ctx, seen, part, children }: SettingFormProps) {
  const { t, csrfToken } = ctx;
  const title = t(`admin:settings.part.${part}`);
  return (
    <Section id={part} title={title}>
      <p class="muted">{t(`admin:settings.what.${part}`)}</p>
      <Form
        action={paths.setting(part)}
        csrf={csrfToken}
        hidden={{ vu: seen[part] }}
        label={title}
        guard
      >
        {children}
        <FormActions>
          <Button icon="save">{t('admin:settings.save')}</Button>
        </FormActions>
      </Form>
    </Section>
  );
}
