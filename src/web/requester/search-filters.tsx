import type { Viewer } from '../../domain/people/person.ts';
import {
  filterKeysOf,
  type SearchWorld,
  searchedDelays,
  searchedStates,
} from '../../domain/search/understand-search.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-field.tsx';
import { FieldRow, FormActions } from '../../ui/form.tsx';
import { Disclosure } from '../../ui/surface.tsx';
import { DateField, TextField } from '../../ui/text-field.tsx';
import type { TextKey } from '../../ui/texts.ts';
import { deskLang } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { FieldChoices, SearchForm } from './search-address.ts';

/** What the lists of the filters offer. */
export function fieldChoices({ catalogue, teams }: SearchWorld): FieldChoices {
  const listed = catalogue.families.flatMap(({ categories }) => categories);
  const all = catalogue.unknown ? [...listed, catalogue.unknown] : listed;
  return {
    etat: Object.keys(searchedStates),
    nature: all.map(({ slug }) => slug),
    equipe: teams.map(({ code }) => code),
    delai: searchedDelays,
  };
}

const stateWords: Readonly<Record<string, TextKey>> = {
  'en-attente': 'search:state.waiting',
  'en-cours': 'common:state.in_progress',
  'mise-en-attente': 'common:state.on_hold',
  'a-completer': 'common:state.needs_information',
  resolue: 'common:state.resolved',
  cloturee: 'common:state.closed',
  annulee: 'common:state.cancelled',
  ouverte: 'search:state.open',
  terminee: 'search:state.over',
};

type Props = {
  ctx: PageContext;
  world: SearchWorld & { viewer: Viewer };
  fields: SearchForm['fields'];
};

/** The filters for those who do not write them; sent, they make the same address as written ones. */
export function SearchFilters({ ctx, world, fields }: Props) {
  const { t } = ctx;
  return (
    <Disclosure
      summary={t('search:filters.title')}
      icon="filter"
      look="panel"
      open={Object.keys(fields).length > 0}
    >
      <p class="field-hint">{t('search:filters.what')}</p>
      <FieldRow>
        <SelectField
          name="etat"
          label={t('search:filters.state')}
          value={fields.etat}
          emptyLabel={t('search:filters.anyState')}
          choices={Object.entries(stateWords).map(([value, key]) => ({ value, label: t(key) }))}
        />
        <CategoryFilter {...{ ctx, world, fields }} />
        <SelectField
          name="equipe"
          label={t('search:filters.team')}
          value={fields.equipe}
          emptyLabel={t('search:filters.anyTeam')}
          choices={world.teams.map(({ code, name }) => ({
            value: code,
            label: `${code} – ${name}`,
          }))}
        />
      </FieldRow>
      <FieldRow>
        <SelectField
          name="delai"
          label={t('search:filters.delay')}
          value={fields.delai}
          emptyLabel={t('search:filters.anyDelay')}
          choices={searchedDelays.map((value) => ({ value, label: t(`search:delay.${value}`) }))}
        />
        <DateField name="du" label={t('search:filters.from')} value={fields.du} />
        <DateField name="au" label={t('search:filters.until')} value={fields.au} />
      </FieldRow>
      {filterKeysOf(world.viewer).includes('demandeur') && (
        <PeopleFilters {...{ ctx, world, fields }} />
      )}
      <FormActions>
        <Button variant="secondary" icon="filter">
          {t('search:filters.apply')}
        </Button>
      </FormActions>
    </Disclosure>
  );
}

function CategoryFilter({ ctx, world, fields }: Props) {
  const { families, unknown } = world.catalogue;
  const lang = deskLang(ctx);
  return (
    <SelectField
      name="nature"
      label={ctx.t('search:filters.category')}
      value={fields.nature}
      emptyLabel={ctx.t('search:filters.anyCategory')}
      choices={unknown ? [{ value: unknown.slug, label: unknown.name, lang }] : []}
      groups={families.map((family) => ({
        label: family.name,
        lang,
        choices: family.categories.map(({ slug, name }) => ({ value: slug, label: name, lang })),
      }))}
    />
  );
}

function PeopleFilters({ ctx, fields }: Props) {
  const { t } = ctx;
  return (
    <FieldRow>
      <TextField
        name="demandeur"
        label={t('search:filters.requester')}
        hint={t('search:filters.requesterHint')}
        value={fields.demandeur}
        maxLength={80}
      />
      <TextField
        name="pris-par"
        label={t('search:filters.holder')}
        hint={t('search:filters.holderHint')}
        value={fields['pris-par']}
        maxLength={80}
      />
    </FieldRow>
  );
}
