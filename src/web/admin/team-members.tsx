import type { TeamMember } from '../../domain/teams/team.ts';
import type { Load } from '../../domain/tickets/team-load.ts';
import { paths } from '../../paths.ts';
import { displayName } from '../../platform/text/people.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice-field.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { TeamPageProps } from './team-page.tsx';

/** What somebody has of their team today: « 3 prises en charge, 1 attribuée ». */
export function loadWords({ t }: PageContext, load: Load | undefined): string {
  if (load === undefined) return t('admin:team.load.none');
  const parts = [
    ...(load.held > 0 ? [t('admin:team.load.held', { count: load.held })] : []),
    ...(load.promised > 0 ? [t('admin:team.load.promised', { count: load.promised })] : []),
  ];
  return parts.join(', ');
}

/** Who answers in a team, what each has to do there, and the changes of their place. */
export function MembersTable(props: TeamPageProps) {
  const { ctx, members } = props;
  const { t } = ctx;
  if (members.length === 0) {
    return (
      <Tag tone="warning" icon="warning">
        {t('admin:teams.nobody')}
      </Tag>
    );
  }
  return (
    <Table<TeamMember>
      caption={t('admin:teams.members')}
      captionHidden
      rows={[...members]}
      rowKey={({ personId }) => personId}
      columns={columnsFor(props)}
    />
  );
}

function columnsFor({ ctx, team, loads }: TeamPageProps): Column<TeamMember>[] {
  const { t } = ctx;
  return [
    { key: 'name', header: t('admin:team.person'), rowHeader: true, cell: displayName },
    {
      key: 'role',
      header: t('editing:field.role'),
      nowrap: true,
      cell: ({ role }) =>
        role === 'lead' ? (
          <Tag tone="accent" icon="star">
            {t('editing:value.lead')}
          </Tag>
        ) : (
          t('editing:value.agent')
        ),
    },
    {
      key: 'load',
      header: t('admin:team.load.title'),
      cell: ({ personId }) => loadWords(ctx, loads.get(personId)),
    },
    {
      key: 'acts',
      header: t('announcement:list.acts'),
      headerHidden: true,
      cell: (member) => <Acts ctx={ctx} team={team} member={member} />,
    },
  ];
}

function Acts({ ctx, team, member }: Pick<TeamPageProps, 'ctx' | 'team'> & { member: TeamMember }) {
  const { t, csrfToken } = ctx;
  const { personId, role } = member;
  const name = displayName(member);
  return (
    <div class="cluster">
      <Form
        action={paths.teamMember(team.code, personId)}
        csrf={csrfToken}
        hidden={{ version: team.version, role: role === 'lead' ? 'agent' : 'lead' }}
        layout="plain"
      >
        <Button variant="quiet" size="sm" icon="star" of={name}>
          {t(role === 'lead' ? 'admin:team.makeAgent' : 'admin:team.makeLead')}
        </Button>
      </Form>
      <ButtonLink
        href={paths.teamMemberEnd(team.code, personId)}
        variant="quiet"
        size="sm"
        icon="crossCircle"
        of={name}
      >
        {t('admin:team.remove')}
      </ButtonLink>
    </div>
  );
}

/** A name, the people it may mean, a choice. */
export function AddMember(props: TeamPageProps) {
  const { ctx, team, search } = props;
  const { t } = ctx;
  return (
    <div class="stack">
      <SearchField
        action={`${paths.teamEditing(team.code)}#ajouter`}
        name="qui"
        label={t('admin:team.search')}
        hint={t('admin:team.searchHint')}
        submitLabel={t('admin:team.find')}
        {...(search && { value: search.text })}
      />
      {search &&
        (search.found.length === 0 ? (
          <p role="status">{t('admin:team.notFound', { text: search.text })}</p>
        ) : (
          <Choice {...props} search={search} />
        ))}
    </div>
  );
}

function Choice({
  ctx,
  team,
  search,
  errors = {},
}: TeamPageProps & { search: NonNullable<TeamPageProps['search']> }) {
  const { t, csrfToken } = ctx;
  const [only] = search.found;
  return (
    <Form
      action={paths.teamMembers(team.code)}
      csrf={csrfToken}
      hidden={{ version: team.version, qui: search.text }}
      label={t('admin:team.add')}
    >
      <RadioGroup
        name="personne"
        label={t('admin:team.who')}
        value={search.found.length === 1 && only ? String(only.id) : undefined}
        error={errors['personne']}
        required
        choices={search.found.map((person) => ({
          value: String(person.id),
          label: displayName(person),
          hint: person.email,
        }))}
      />
      <RadioGroup
        name="role"
        label={t('editing:field.role')}
        value="agent"
        error={errors['role']}
        required
        inline
        choices={[
          { value: 'agent', label: t('editing:value.agent') },
          { value: 'lead', label: t('editing:value.lead') },
        ]}
      />
      <FormActions>
        <Button icon="plus">{t('admin:team.addAct')}</Button>
      </FormActions>
    </Form>
  );
}
