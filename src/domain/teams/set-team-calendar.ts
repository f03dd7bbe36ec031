import { inTransaction } from '../../platform/db/database.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';

/** Which calendar a team follows from now on; null: that of the desk. */
export type TeamCalendarChange = {
  actorId: number | null;
  teamId: number;
  calendarId: number | null;
  /** The one the page showed; somebody else's choice since then is a conflict. */
  seen: number | null;
};

/** Makes a team follow a calendar; the promises of live tickets are then computed again. */
export function setTeamCalendar(
  db: Db,
  { actorId, teamId, calendarId, seen }: TeamCalendarChange,
  now: Temporal.Instant,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const team = await tx
      .selectFrom('team')
      .select('calendar_id')
      .where('id', '=', teamId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (team === undefined) throw new NotFound(`team ${String(teamId)}`);
    if (team.calendar_id === calendarId) return;
    if (team.calendar_id !== seen) throw new Conflict('changed meanwhile');
    await tx
      .updateTable('team')
      .set({ calendar_id: calendarId })
      .where('id', '=', teamId)
      .execute();
    const entry = { actorId, act: 'set-team-calendar', subject: `team:${String(teamId)}` };
    const [before, after] = [{ calendarId: team.calendar_id }, { calendarId }];
    await recordAudit(tx, { ...entry, before, after }, now);
    await enqueue(tx, 'recompute-due', {}, { jobKey: 'recompute-due' });
  });
}
