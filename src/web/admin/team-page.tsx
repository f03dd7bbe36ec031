import type { Person } from '../../domain/people/person.ts';
import type { MemberRefusal } from '../../domain/teams/member-rules.ts';
import type { TeamMember } from '../../domain/teams/team.ts';
import type { KeptTeam } from '../../domain/teams/team-editing.ts';
import type { Load } from '../../domain/tickets/team-load.ts';
import { paths } from '../../paths.ts';
import { Alert } from '../../ui/alert.tsx';
import { Section, Stack } from '../../ui/arrangement.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { type HistoryItem, Late } from './editing-history.tsx';
import { EditingPage } from './editing-page.tsx';
import { AddMember, MembersTable } from './team-members.tsx';

/** How long the name of a team may be. */
export const teamNameLimit = 120;

export type TeamPageProps = {
  ctx: PageContext;
  team: KeptTeam;
  members: readonly TeamMember[];
  /** What each has of the team today; who has nothing is not in it. */
  loads: ReadonlyMap<number, Load>;
  /** The name that was looked for, and the people it may mean; null before anybody looks. */
  search: { text: string; found: readonly Person[] } | null;
  /** The name as typed, when it is not the one that stands. */
  name: string;
  errors?: Readonly<Record<string, string>> | undefined;
  /** What others did since the page was read, when that is why nothing was done. */
  late: readonly HistoryItem[] | null;
  refusal: MemberRefusal | null;
};

/** One team: who answers in it, who leads it, what it is called. */
export function TeamPage(props: TeamPageProps) {
  const { ctx, team, members, errors, refusal } = props;
  const { t } = ctx;
  const hasLead = members.some(({ role }) => role === 'lead');
  return (
    <EditingPage
      ctx={ctx}
      title={t('admin:team.title', { code: team.code })}
      lead={team.isTriage ? t('admin:teams.triage') : undefined}
      above={[{ label: t('admin:teams.title'), href: paths.teamDesk() }]}
      errors={errors}
      actions={
        <ButtonLink href={paths.teamHistory(team.code)} variant="secondary" icon="history">
          {t('editing:history.open')}
        </ButtonLink>
      }
    >
      <LateTeam {...props} />
      {refusal && (
        <Alert tone="warning" live="alert" title={t('admin:team.refused')}>
          <p>{t(`admin:team.refusal.${refusal}`)}</p>
        </Alert>
      )}
      <Stack gap="xl">
        <Section id="intervenants" title={t('admin:teams.members')}>
          {members.length > 0 && !hasLead && (
            <Alert tone="info">
              <p>{t('admin:team.noLead')}</p>
            </Alert>
          )}
          <MembersTable {...props} />
        </Section>
        <Section id="ajouter" title={t('admin:team.add')}>
          <AddMember {...props} />
        </Section>
        <Section id="nom-equipe" title={t('admin:team.name')}>
          <NameForm {...props} />
        </Section>
      </Stack>
    </EditingPage>
  );
}

function LateTeam({ ctx, team, late, errors, name }: TeamPageProps) {
  const { t } = ctx;
  if (late === null) return null;
  const hasTyped = name !== team.name && errors === undefined;
  return (
    <Late
      ctx={ctx}
      title={t('admin:team.late')}
      done={late}
      next={t(hasTyped ? 'admin:team.lateNameNext' : 'admin:team.lateNext')}
      historyHref={paths.teamHistory(team.code)}
    />
  );
}

function NameForm({ ctx, team, name, errors = {} }: TeamPageProps) {
  const { t, csrfToken } = ctx;
  return (
    <Form
      action={paths.teamEditing(team.code)}
      csrf={csrfToken}
      hidden={{ version: team.version }}
      guard
    >
      <TextField
        name="nom"
        label={t('admin:team.nameLabel')}
        hint={t('admin:team.nameHint', { code: team.code })}
        value={name}
        error={errors['nom']}
        required
        width="medium"
        maxLength={teamNameLimit}
      />
      <FormActions>
        <Button icon="save" variant="secondary">
          {t('admin:team.rename')}
        </Button>
      </FormActions>
    </Form>
  );
}
