import { paths } from '../../paths.ts';
import { Stack } from '../../ui/arrangement.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-field.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import type { CalendarPageProps } from './calendar-page.tsx';
import type { TeamChoice } from './calendar-view.ts';

/** A team and the calendar the page showed for it: what its change says it has seen. */
const choiceValue = ({ team, calendar }: TeamChoice): string =>
  `${String(team.id)}-${String(calendar?.id ?? 0)}`;

/** The button that gives a team back the calendar of the desk. */
export const leaveName = '_revenir';

type Props = CalendarPageProps & { decides: boolean };

/** Who follows a calendar, and the way to change it. */
export function TeamsOfCalendar(props: Props) {
  const { ctx, calendar, desk, decides } = props;
  const { t } = ctx;
  const chosen = new Set(calendar.teamIds);
  const names = calendar.teams.map(({ id, code }) =>
    chosen.has(id) ? code : t('calendar:teams.byDefault', { team: code }),
  );
  const leaving = desk.choices.filter(({ team }) => chosen.has(team.id));
  return (
    <Stack>
      <p>
        {names.length > 0
          ? t('calendar:teams.followed', { teams: names.join(', ') })
          : t('calendar:teams.none')}
      </p>
      {calendar.isDefault && <p class="muted">{t('calendar:teams.isDefault')}</p>}
      {decides && leaving.map(({ team }) => <Leave {...props} key={team.id} team={team} />)}
      {decides && <Follow {...props} />}
      {decides && !calendar.isDefault && <MakeDefault {...props} />}
    </Stack>
  );
}

function Leave({ ctx, calendar: { id }, team }: Props & Pick<TeamChoice, 'team'>) {
  const { t, csrfToken } = ctx;
  const seen = `${String(team.id)}-${String(id)}`;
  return (
    <Form action={paths.calendarTeams(id)} csrf={csrfToken} layout="plain">
      <Button variant="secondary" size="sm" icon="undo" name={leaveName} value={seen}>
        {team.code} – {t('calendar:teams.remove')}
      </Button>
    </Form>
  );
}

function Follow({ ctx, calendar, desk, errors = {}, fields }: Props) {
  const { t, csrfToken } = ctx;
  const others = desk.choices.filter(({ team }) => !calendar.teamIds.includes(team.id));
  const usual = desk.calendars.find(({ isDefault }) => isDefault)?.name ?? '';
  return (
    <Form action={paths.calendarTeams(calendar.id)} csrf={csrfToken}>
      <SelectField
        name="equipe"
        label={t('calendar:teams.choose')}
        value={fields['equipe']}
        error={errors['equipe']}
        width="medium"
        choices={others.map((choice) => ({
          value: choiceValue(choice),
          label: `${choice.team.code} (${choice.calendar?.name ?? usual})`,
        }))}
      />
      <FormActions>
        <Button variant="secondary" icon="plus">
          {t('calendar:teams.add')}
        </Button>
      </FormActions>
    </Form>
  );
}

function MakeDefault({ ctx, calendar }: Props) {
  const { t, csrfToken } = ctx;
  return (
    <Form
      action={paths.calendarDefault(calendar.id)}
      csrf={csrfToken}
      hidden={{ version: calendar.version }}
      layout="plain"
    >
      <Button variant="secondary" icon="calendar">
        {t('calendar:teams.makeDefault')}
      </Button>
    </Form>
  );
}
