import { priorities } from '../../domain/tickets/ticket.ts';
import { paths } from '../../paths.ts';
import { displayName } from '../../platform/text/people.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-field.tsx';
import { GetForm } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { deskLang } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';
import {
  activeFilters,
  addressFields,
  filterNames,
  nobodySlug,
  prioritySlugs,
  type QueueAddress,
  type QueueChoices,
  queueSizes,
  stateSlugs,
  statesOf,
  unfilteredHref,
} from './queue-address.ts';

type Props = { ctx: PageContext; address: QueueAddress; choices: QueueChoices };

function CategoryFilter({ ctx, address, choices }: Props) {
  const lang = deskLang(ctx);
  return (
    <SelectField
      name="nature"
      label={ctx.t('console:filter.category')}
      value={address.nature}
      emptyLabel={ctx.t('console:filter.all')}
      groups={choices.families.map((family) => ({
        label: family.name,
        lang,
        choices: family.categories.map(({ slug, name }) => ({ value: slug, label: name, lang })),
      }))}
    />
  );
}

function StateFilter({ ctx, address }: Props) {
  const states = statesOf(address.vue);
  if (states.length === 0) return null;
  return (
    <SelectField
      name="etat"
      label={ctx.t('console:filter.state')}
      value={address.etat}
      emptyLabel={ctx.t('console:filter.allStates')}
      choices={states.map((state) => ({
        value: stateSlugs[state],
        label: ctx.t(`common:state.${state}`),
      }))}
    />
  );
}

function PriorityFilter({ ctx, address }: Props) {
  return (
    <SelectField
      name="priorite"
      label={ctx.t('console:filter.priority')}
      value={address.priorite}
      emptyLabel={ctx.t('console:filter.all')}
      choices={priorities.toReversed().map((priority) => ({
        value: prioritySlugs[priority],
        label: ctx.t(`common:priority.${priority}`),
      }))}
    />
  );
}

function HolderFilter({ ctx, address, choices }: Props) {
  if (address.vue === 'libres') return null;
  return (
    <SelectField
      name="pris-par"
      label={ctx.t('console:filter.holder')}
      value={address['pris-par']}
      emptyLabel={ctx.t('console:filter.anyone')}
      choices={[
        { value: nobodySlug, label: ctx.t('console:filter.nobody') },
        ...choices.members.map((member) => ({ value: member.login, label: displayName(member) })),
      ]}
    />
  );
}

function TeamFilter({ ctx, address, choices }: Props) {
  if (choices.teams.length < 2) return null;
  return (
    <SelectField
      name="equipe"
      label={ctx.t('console:filter.team')}
      value={address.equipe}
      emptyLabel={ctx.t('console:filter.all')}
      choices={choices.teams.map(({ code }) => ({ value: code, label: code }))}
    />
  );
}

/** What narrows the list, and how many lines a page shows; the address then says it all. */
export function QueueFilters(props: Props) {
  const { ctx, address } = props;
  const { t } = ctx;
  const inForm = new Set<string>([...filterNames, 'taille', 'apres', 'avant']);
  const hidden = Object.fromEntries(
    Object.entries(addressFields(address)).filter(([name]) => !inForm.has(name)),
  );
  return (
    <GetForm
      action={paths.console()}
      label={t('console:filter.label')}
      role="search"
      hidden={hidden}
    >
      <TextField
        name="q"
        type="search"
        label={t('console:filter.text')}
        value={address.q}
        placeholder={t('console:filter.textHint')}
      />
      <CategoryFilter {...props} />
      <StateFilter {...props} />
      <PriorityFilter {...props} />
      <HolderFilter {...props} />
      <TeamFilter {...props} />
      <SelectField
        name="taille"
        label={t('console:queue.size')}
        value={String(address.taille)}
        emptyLabel={null}
        choices={queueSizes.map((count) => ({
          value: String(count),
          label: t('console:queue.sizeOf', { count }),
        }))}
      />
      <Button icon="filter" variant="secondary">
        {t('console:filter.apply')}
      </Button>
      {activeFilters(address) > 0 && (
        <ButtonLink href={unfilteredHref(address)} variant="quiet">
          {t('console:filter.reset')}
        </ButtonLink>
      )}
    </GetForm>
  );
}
