import { usualDayMinutes } from '../../domain/calendar/working-time.ts';
import type { Draft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';
import { formatWorkingMinutes } from '../../platform/text/delays.ts';
import { Cluster, Section, Stack } from '../../ui/arrangement.tsx';
import { Button, ButtonLink, Link } from '../../ui/button.tsx';
import { FieldGroup } from '../../ui/choice-field.tsx';
import { FieldRow, Form } from '../../ui/form.tsx';
import { DateField, TextField } from '../../ui/text-field.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { EditingForm } from './editing-form.tsx';
import { type HistoryItem, Late } from './editing-history.tsx';
import { EditingPage } from './editing-page.tsx';
import { TargetEffects } from './target-effect.tsx';
import {
  durationLength,
  durationWords,
  resolveName,
  shownPriorities,
  type TargetFields,
  takeName,
  triedNames,
  typedTargets,
} from './target-fields.ts';
import { TargetsTable } from './target-table.tsx';
import type { TargetSheet } from './target-view.ts';

export type TargetPageProps = {
  ctx: PageContext;
  sheet: TargetSheet;
  fields: TargetFields;
  draft: Draft | null;
  errors?: Readonly<Record<string, string>> | undefined;
  /** What others did since the form was read. */
  late: readonly HistoryItem[] | null;
  /** When the ticket is filed by which the effect is shown. */
  filedAt: Temporal.Instant;
};

const pagesOf = ({ category }: TargetSheet) =>
  category === null
    ? {
        ...{ edit: paths.defaultTargets(), draft: paths.defaultTargetsDraft() },
        history: paths.defaultTargetsHistory(),
      }
    : {
        edit: paths.categoryTargets(category.slug),
        draft: paths.categoryTargetsDraft(category.slug),
        history: paths.categoryTargetsHistory(category.slug),
      };

/** What a nature promises, or the default: at each priority, what it means for a ticket, the way to change it. */
export function TargetPage(props: TargetPageProps) {
  const { ctx, sheet, errors, late } = props;
  const { t, person } = ctx;
  const { category } = sheet;
  const decides = person?.isAdministrator === true;
  return (
    <EditingPage
      ctx={ctx}
      title={category?.name ?? t('target:byDefault.title')}
      eyebrow={t('target:kind')}
      lead={t(decides ? 'target:form.lead' : 'target:introOfLead')}
      above={[{ label: t('target:title'), href: paths.targetDesk() }]}
      errors={errors}
      actions={<Ways {...props} />}
    >
      {late && (
        <Late
          ctx={ctx}
          title={t('target:late.title')}
          done={late}
          next={t('target:late.next')}
          historyHref={pagesOf(sheet).history}
        />
      )}
      <Stack gap="xl">
        <Section id="apercu" title={t('target:effect.title')}>
          <TargetEffects
            {...{ ctx, sheet, filedAt: props.filedAt }}
            promised={typedTargets(sheet, props.fields, ctx.now)}
          />
        </Section>
        {category ? <Standing {...props} decides={decides} /> : <Followers {...props} />}
        {decides ? <TargetForm {...props} /> : <TargetsTable ctx={ctx} sheet={sheet} />}
      </Stack>
    </EditingPage>
  );
}

function Ways({ ctx: { t }, sheet }: TargetPageProps) {
  const { category } = sheet;
  return (
    <Cluster>
      {category && (
        <ButtonLink href={paths.categoryEditing(category.slug)} variant="secondary" icon="tray">
          {t('target:nature')}
        </ButtonLink>
      )}
      <ButtonLink href={pagesOf(sheet).history} variant="secondary" icon="history">
        {t('editing:history.open')}
      </ButtonLink>
    </Cluster>
  );
}

/** Whether a nature promises something of its own, and the way back to the default. */
function Standing({ ctx, sheet, fields, decides }: TargetPageProps & { decides: boolean }) {
  const { t, csrfToken } = ctx;
  const { category, isOwn } = sheet;
  if (category === null) return null;
  return (
    <Section id="origine" title={t('target:standing.title')}>
      <p>
        {t(isOwn ? 'target:standing.own' : 'target:standing.followed')}{' '}
        <a href={paths.defaultTargets()}>{t('target:byDefault.title')}</a>
      </p>
      {decides && isOwn && (
        <Form
          action={paths.categoryTargetsEnd(category.slug)}
          csrf={csrfToken}
          hidden={{ vu: fields['vu'] ?? '' }}
          layout="plain"
        >
          <Button variant="secondary" icon="undo">
            {t('target:standing.reset')}
          </Button>
        </Form>
      )}
    </Section>
  );
}

/** Which natures a change of the default changes. */
function Followers({ ctx: { t }, sheet: { followers } }: TargetPageProps) {
  return (
    <Section id="natures" title={t('target:byDefault.followers')}>
      {followers.length === 0 ? (
        <p class="muted">{t('target:byDefault.noFollower')}</p>
      ) : (
        <ul>
          {followers.map(({ slug, name }) => (
            <li key={slug}>
              <Link href={paths.categoryTargets(slug)}>{name}</Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function TargetForm(props: TargetPageProps) {
  const { ctx, sheet, fields, draft } = props;
  const { t } = ctx;
  const { edit, draft: draftUrl } = pagesOf(sheet);
  return (
    <EditingForm
      {...{ ctx, draft, draftUrl, action: edit }}
      hidden={{ vu: fields['vu'] ?? '' }}
      submit={{ label: t('target:form.save'), icon: 'save' }}
    >
      <Section id="promesses" title={t('target:form.title')}>
        <Hint {...props} />
        {shownPriorities.map((priority) => (
          <Promise key={priority} {...props} priority={priority} />
        ))}
      </Section>
      <Section id="essai" title={t('target:try.title')}>
        <p class="muted">{t('target:try.what')}</p>
        <Tried {...props} />
      </Section>
    </EditingForm>
  );
}

function Hint({ ctx: { t, now }, sheet }: TargetPageProps) {
  const day = usualDayMinutes(sheet.calendar, now);
  if (day === 0) return <p class="muted">{t('target:form.hintNever')}</p>;
  const length = formatWorkingMinutes(day);
  return (
    <p class="muted">
      {sheet.team
        ? t('target:form.hint', { day: length, team: sheet.team.code })
        : t('target:form.hintUsual', { day: length })}
    </p>
  );
}

type PromiseProps = TargetPageProps & { priority: (typeof shownPriorities)[number] };

function Promise({ ctx, sheet, fields, errors = {}, priority }: PromiseProps) {
  const { t } = ctx;
  const field = (promise: 'take' | 'resolve', name: string) => {
    const words = durationWords(sheet, sheet.usual[priority][`${promise}Minutes`], ctx);
    return (
      <TextField
        name={name}
        label={t(`target:form.${promise}`)}
        hint={sheet.category && t('target:form.usual', { duration: words })}
        value={fields[name]}
        error={errors[name]}
        maxLength={durationLength}
        autocomplete="off"
        required
      />
    );
  };
  return (
    <FieldGroup id={`priorite-${priority}`} label={t(`target:priority.${priority}`)}>
      <FieldRow>
        {field('take', takeName(priority))}
        {field('resolve', resolveName(priority))}
      </FieldRow>
    </FieldGroup>
  );
}

function Tried({ ctx: { t }, sheet, filedAt }: TargetPageProps) {
  const at = filedAt.toZonedDateTimeISO(sheet.calendar.timeZone);
  return (
    <FieldRow>
      <DateField
        name={triedNames.day}
        id="jour-essaye"
        label={t('target:try.day')}
        value={`${at.toPlainDate()}`}
      />
      <TextField
        name={triedNames.time}
        id="heure-essayee"
        type="time"
        label={t('target:try.time')}
        value={at.toPlainTime().toString({ smallestUnit: 'minute' })}
        width="short"
      />
    </FieldRow>
  );
}
