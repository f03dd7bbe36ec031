import type { TeamMember } from '../../domain/teams/team.ts';
import type { KeptTeam } from '../../domain/teams/team-editing.ts';
import { paths } from '../../paths.ts';
import { displayName } from '../../platform/text/people.ts';
import { Link } from '../../ui/button.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { EditingPage } from './editing-page.tsx';

/** A team and who answers in it today. */
export type ListedTeam = KeptTeam & { members: readonly TeamMember[] };

/** « Équipes »: those a person looks after. */
export function TeamsPage({ ctx, teams }: { ctx: PageContext; teams: readonly ListedTeam[] }) {
  const { t, person } = ctx;
  return (
    <EditingPage
      ctx={ctx}
      title={t('admin:teams.title')}
      lead={t(person?.isAdministrator ? 'admin:teams.intro' : 'admin:teams.introOfLead')}
      width="wide"
    >
      <Table<ListedTeam>
        caption={t('admin:teams.title')}
        captionHidden
        rows={[...teams]}
        rowKey={({ id }) => id}
        columns={columnsFor(ctx)}
      />
    </EditingPage>
  );
}

function columnsFor({ t }: PageContext): Column<ListedTeam>[] {
  return [
    {
      key: 'code',
      header: t('admin:teams.code'),
      rowHeader: true,
      nowrap: true,
      cell: ({ code }) => <Link href={paths.teamEditing(code)}>{code}</Link>,
    },
    {
      key: 'name',
      header: t('admin:teams.name'),
      cell: ({ name, isTriage }) => (
        <>
          {name}
          {isTriage && (
            <>
              <br />
              <span class="muted">{t('admin:teams.triage')}</span>
            </>
          )}
        </>
      ),
    },
    {
      key: 'leads',
      header: t('admin:teams.leads'),
      cell: ({ members }) => {
        const leads = members.filter(({ role }) => role === 'lead');
        if (leads.length > 0) return leads.map(displayName).join(', ');
        return (
          <Tag tone="warning" icon="warning">
            {t('admin:teams.noLead')}
          </Tag>
        );
      },
    },
    {
      key: 'members',
      header: t('admin:teams.members'),
      cell: ({ members }) =>
        members.length > 0 ? (
          members.map(displayName).join(', ')
        ) : (
          <Tag tone="warning" icon="warning">
            {t('admin:teams.nobody')}
          </Tag>
        ),
    },
  ];
}
