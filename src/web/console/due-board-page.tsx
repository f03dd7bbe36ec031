import type { Team } from '../../domain/teams/team.ts';
import type { TeamBoard } from '../../domain/tickets/due-board.ts';
import { paths } from '../../paths.ts';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/surface.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { TeamBoardSection } from './due-board-team.tsx';

export type DueBoardPageProps = {
  ctx: PageContext;
  boards: readonly TeamBoard[];
  /** The teams whose board the reader may look at, and the only one they asked for. */
  choices: readonly Team[];
  asked: Team | undefined;
  canTake: boolean;
};

function Teams({ ctx, choices, asked }: DueBoardPageProps) {
  if (choices.length < 2) return null;
  const all = {
    label: ctx.t('console:board.allTeams'),
    href: paths.dueBoard(),
    current: asked === undefined,
  };
  const each = choices.map(({ code }) => ({
    label: code,
    href: paths.dueBoard({ equipe: code }),
    current: code === asked?.code,
  }));
  return <Tabs label={ctx.t('console:board.teams')} tabs={[all, ...each]} />;
}

const isQuiet = ({ late, due }: TeamBoard) => late.total + due.total === 0;

/** The teams that have something to keep; when there are many, the others in one line. */
function Boards({ ctx, boards, canTake }: DueBoardPageProps) {
  const quiet = boards.length > 2 ? boards.filter(isQuiet) : [];
  const teams = quiet.map(({ team }) => team.code).join(', ');
  return (
    <Stack gap="xl">
      {boards
        .filter((board) => !quiet.includes(board))
        .map((board) => (
          <TeamBoardSection key={board.team.id} {...{ ctx, board, canTake }} />
        ))}
      {quiet.length > 0 && <p>{ctx.t('console:board.quiet', { teams })}</p>}
    </Stack>
  );
}

/** What each team is late for and has to keep in its day: where a lead begins the morning. */
export function DueBoardPage(props: DueBoardPageProps) {
  const { ctx, choices } = props;
  const { t } = ctx;
  return (
    <Page
      ctx={ctx}
      title={t('console:board.title')}
      current="console"
      width="wide"
      density="compact"
    >
      <PageHeading
        title={t('console:board.title')}
        lead={t('console:board.lead')}
        actions={
          <ButtonLink href={paths.console()} variant="secondary">
            {t('console:board.toConsole')}
          </ButtonLink>
        }
      />
      <Teams {...props} />
      {choices.length === 0 ? (
        <EmptyState title={t('console:board.noTeam.title')}>
          {t('console:board.noTeam.text')}
        </EmptyState>
      ) : (
        <Boards {...props} />
      )}
    </Page>
  );
}
