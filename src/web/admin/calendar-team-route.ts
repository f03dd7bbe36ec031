import type { FastifyReply, FastifyRequest } from 'fastify';
import { setTeamCalendar } from '../../domain/teams/set-team-calendar.ts';
import { paths } from '../../paths.ts';
import { Conflict } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { pageContext, seeOther } from '../page-reply.ts';
import { calendarOf, sendCalendar } from './calendar-reply.tsx';
import { leaveName } from './calendar-teams.tsx';
import { tell, textOf } from './editing.ts';

/** « 5-2 »: the team 5, which the page showed with the calendar 2; 0 is that of the desk. */
const choice = /^([1-9]\d{0,14})-(0|[1-9]\d{0,14})$/;

/** Makes a team follow a calendar, or that of the desk again. */
export async function changeTeam(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const { calendar, desk } = await calendarOf(request);
  const leaves = textOf(request.body, leaveName);
  const [, id, seen] = choice.exec(leaves || textOf(request.body, 'equipe')) ?? [];
  const team = desk.choices.find((one) => String(one.team.id) === id)?.team;
  const refuse = (text: 'missing' | 'late') => ({ equipe: t(`calendar:teams.${text}`) });
  if (team === undefined) return sendCalendar(request, reply, { errors: refuse('missing') });
  const change = {
    ...{ actorId: viewerOf(request).id, teamId: team.id },
    calendarId: leaves === '' ? calendar.id : null,
    seen: seen === '0' ? null : Number(seen),
  };
  try {
    await setTeamCalendar(db, change, clock());
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return sendCalendar(request, reply, { errors: refuse('late') });
  }
  const done = leaves === '' ? 'calendar:teams.added' : 'calendar:teams.removed';
  tell(request, reply, t(done, { team: team.code }));
  return seeOther(reply, paths.calendarEditing(calendar.id));
}
