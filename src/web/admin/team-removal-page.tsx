import type { MemberRefusal } from '../../domain/teams/member-rules.ts';
import type { TeamMember } from '../../domain/teams/team.ts';
import type { KeptTeam } from '../../domain/teams/team-editing.ts';
import type { Load } from '../../domain/tickets/team-load.ts';
import { paths } from '../../paths.ts';
import { displayName } from '../../platform/text/people.ts';
import { Alert } from '../../ui/alert.tsx';
import { Stack } from '../../ui/arrangement.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { EditingPage } from './editing-page.tsx';
import { loadWords } from './team-members.tsx';

export type TeamRemovalPageProps = {
  ctx: PageContext;
  team: KeptTeam;
  member: TeamMember;
  load: Load | undefined;
  /** Why their place cannot change, as the team stands now. */
  refusal: MemberRefusal | null;
};

function Consequences({ ctx, member, load }: TeamRemovalPageProps) {
  const { t, person } = ctx;
  const count = (load?.held ?? 0) + (load?.promised ?? 0);
  const isOneself = person?.id === member.personId;
  const name = displayName(member);
  return (
    <Stack gap="sm">
      {count > 0 ? (
        <>
          <p>{t('admin:removal.has', { name, load: loadWords(ctx, load) })}</p>
          <p>{t('admin:removal.freed', { count })}</p>
        </>
      ) : (
        <p>{t('admin:removal.nothing', { name })}</p>
      )}
      <p>{t(isOneself ? 'admin:removal.oneself' : 'admin:removal.access')}</p>
    </Stack>
  );
}

function BackToTeam({ ctx, team }: Pick<TeamRemovalPageProps, 'ctx' | 'team'>) {
  return (
    <ButtonLink href={paths.teamEditing(team.code)} variant="secondary">
      {ctx.t('admin:removal.back')}
    </ButtonLink>
  );
}

/** Before somebody is taken out of a team: what becomes of what they have there, or why they cannot be. */
export function TeamRemovalPage(props: TeamRemovalPageProps) {
  const { ctx, team, member, refusal } = props;
  const { t, csrfToken } = ctx;
  return (
    <EditingPage
      ctx={ctx}
      title={t('admin:removal.title', { name: displayName(member), code: team.code })}
      above={[
        { label: t('admin:teams.title'), href: paths.teamDesk() },
        { label: team.code, href: paths.teamEditing(team.code) },
      ]}
      width="narrow"
    >
      {refusal ? (
        <>
          <Alert tone="warning" title={t('admin:removal.impossible')}>
            <p>{t(`admin:team.refusal.${refusal}`)}</p>
          </Alert>
          <p>
            <BackToTeam {...props} />
          </p>
        </>
      ) : (
        <>
          <Consequences {...props} />
          <Form
            action={paths.teamMemberEnd(team.code, member.personId)}
            csrf={csrfToken}
            hidden={{ version: team.version }}
          >
            <FormActions>
              <Button variant="danger" icon="crossCircle">
                {t('admin:removal.act')}
              </Button>
              <BackToTeam {...props} />
            </FormActions>
          </Form>
        </>
      )}
    </EditingPage>
  );
}
