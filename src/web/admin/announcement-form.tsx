import { announcementLevels, phaseOf } from '../../domain/announcements/announcement.ts';
import { paths } from '../../paths.ts';
import { Section } from '../../ui/arrangement.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../ui/choice-field.tsx';
import { FieldRow, Form } from '../../ui/form.tsx';
import { Disclosure } from '../../ui/surface.tsx';
import { DateField, TextArea, TextField } from '../../ui/text-field.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { announcementLimits } from './announcement-fields.ts';
import type { AnnouncementView, Named } from './announcement-view.ts';
import { EditingForm } from './editing-form.tsx';

type PartProps = {
  ctx: PageContext;
  view: AnnouncementView;
  errors: Readonly<Record<string, string>>;
};

function Words({ ctx: { t }, view: { fields }, errors }: PartProps) {
  return (
    <>
      <RadioGroup
        name="niveau"
        label={t('announcement:form.level')}
        value={fields.niveau}
        error={errors['niveau']}
        required
        choices={announcementLevels.map((level) => ({
          value: level,
          label: t(`home:news.level.${level}`),
          hint: t(`announcement:form.levelHint.${level}`),
        }))}
      />
      <TextField
        name="titre"
        label={t('announcement:form.title')}
        hint={t('announcement:form.titleHint')}
        value={fields.titre}
        error={errors['titre']}
        required
        maxLength={announcementLimits.titre}
      />
      <TextArea
        name="texte"
        label={t('announcement:form.body')}
        hint={t('announcement:form.bodyHint')}
        value={fields.texte}
        error={errors['texte']}
        required
        maxLength={announcementLimits.texte}
      />
    </>
  );
}

function Period({ ctx: { t }, view: { fields }, errors }: PartProps) {
  return (
    <div class="stack">
      <p class="muted">{t('announcement:form.periodHint')}</p>
      <FieldRow>
        <DateField
          name="debut"
          label={t('announcement:form.start')}
          value={fields.debut}
          error={errors['debut']}
          required={false}
        />
        <TextField
          name="heureDebut"
          label={t('announcement:form.startTime')}
          value={fields.heureDebut}
          type="time"
          width="short"
          required={false}
        />
      </FieldRow>
      <FieldRow>
        <DateField
          name="fin"
          label={t('announcement:form.end')}
          value={fields.fin}
          error={errors['fin']}
          required={false}
        />
        <TextField
          name="heureFin"
          label={t('announcement:form.endTime')}
          value={fields.heureFin}
          type="time"
          width="short"
          required={false}
        />
      </FieldRow>
    </div>
  );
}

type BoxesProps = PartProps & {
  name: 'sites' | 'affectations' | 'equipes' | 'natures';
  label: string;
  named: readonly Named[];
  id?: string;
};

/** Boxes folded away, unless one is ticked or wrong. */
function Boxes({ view: { fields }, errors, name, label, named, id = name }: BoxesProps) {
  const ticked = named.filter((one) => fields[name].includes(String(one.id)));
  const words = ticked.length === 0 ? label : `${label} (${String(ticked.length)})`;
  return (
    <Disclosure summary={words} look="panel" open={ticked.length > 0 || name in errors}>
      <CheckboxGroup
        name={name}
        id={id}
        label={label}
        labelHidden
        values={ticked.map((one) => String(one.id))}
        error={errors[name]}
        choices={named.map((one) => ({ value: String(one.id), label: one.name }))}
      />
    </Disclosure>
  );
}

/** What these news already had and is no longer proposed stays, and may be taken away. */
function withGone({ ctx: { t } }: PartProps, named: readonly Named[], ids: readonly number[] = []) {
  const gone = ids.filter((id) => !named.some((one) => one.id === id));
  return [
    ...named,
    ...gone.map((id) => ({ id, name: t('announcement:gone', { id: String(id) }) })),
  ];
}

function People(props: PartProps) {
  const { ctx, view, errors } = props;
  const { t } = ctx;
  const { choices, existing, fields } = view;
  return (
    <div class="stack">
      <RadioGroup
        name="public"
        label={t('announcement:form.audience')}
        value={fields.public}
        error={errors['public']}
        required
        choices={[
          { value: 'tous', label: t('announcement:everybody') },
          {
            value: 'cible',
            label: t('announcement:form.some'),
            hint: t('announcement:form.someHint'),
          },
        ]}
      />
      <Boxes
        {...props}
        name="sites"
        label={t('announcement:form.sites')}
        named={withGone(props, choices.sites, existing?.siteIds)}
      />
      <Boxes
        {...props}
        name="affectations"
        label={t('announcement:form.units')}
        named={withGone(props, choices.units, existing?.unitIds)}
      />
      <Boxes
        {...props}
        name="equipes"
        label={t('announcement:form.teams')}
        named={withGone(props, choices.teams, existing?.teamIds)}
      />
    </div>
  );
}

function Natures(props: PartProps) {
  const { ctx, view, errors } = props;
  const { t } = ctx;
  const { families, needsCategory } = view.choices;
  const listed = families.flatMap((family) => family.categories);
  const gone = withGone(props, listed, view.existing?.categoryIds).slice(listed.length);
  const groups = [...families.map(({ name, categories }) => ({ name, named: categories }))];
  if (gone.length > 0) groups.push({ name: t('announcement:form.otherNatures'), named: gone });
  return (
    <div class="stack">
      <p class="muted">
        {t(needsCategory ? 'announcement:form.naturesOfTeam' : 'announcement:form.naturesHint')}
      </p>
      {groups.map(({ name, named }, index) => (
        <Boxes
          key={name}
          {...props}
          // One message is enough, and the summary leads to the first of them.
          errors={index === 0 ? errors : {}}
          name="natures"
          id={index === 0 ? 'natures' : `natures-${String(index)}`}
          label={name}
          named={named}
        />
      ))}
    </div>
  );
}

/** The form of news; `isNew` when those it began from are over and its words make new ones. */
export function AnnouncementForm(props: PartProps & { isNew: boolean }) {
  const { ctx, view, isNew } = props;
  const { t, csrfToken, now } = ctx;
  const { existing, fields, draft } = view;
  const target = isNew ? null : existing;
  const draftUrl = target ? paths.announcementDraft(target.id) : paths.newAnnouncementDraft();
  const draftPlace = existing ? paths.announcementDraft(existing.id) : draftUrl;
  return (
    <>
      <EditingForm
        ctx={ctx}
        draft={draft}
        action={target ? paths.announcement(target.id) : paths.newAnnouncement()}
        draftUrl={draftUrl}
        clearUrl={draftPlace}
        hidden={target ? { version: fields.version } : { cle: fields.cle }}
        submit={{
          label: t(target ? 'announcement:form.save' : 'announcement:form.publish'),
          icon: 'megaphone',
        }}
      >
        <Words {...props} />
        <Section id="periode" title={t('announcement:form.period')}>
          <Period {...props} />
        </Section>
        <Section id="lecteurs" title={t('announcement:form.who')}>
          <People {...props} />
        </Section>
        <Section id="sujet" title={t('announcement:form.about')}>
          <Natures {...props} />
        </Section>
      </EditingForm>
      {target && (
        <Form
          action={paths.announcementEnd(target.id)}
          csrf={csrfToken}
          hidden={{ version: target.version }}
          layout="plain"
        >
          <Button variant="danger" icon="crossCircle">
            {t(`announcement:end.${phaseOf(target, now) === 'coming' ? 'coming' : 'current'}`)}
          </Button>
        </Form>
      )}
    </>
  );
}
