import { sql } from 'kysely';
import type { Priority } from '../catalogue/target.ts';
import { keptReading } from '../settings/kept-reading.ts';
import type { Db } from '../tables.ts';
import type { Calendar } from './calendar.ts';
import { type ClosurePeriod, compileCalendar, type StoredCalendar } from './compile-calendar.ts';
import { type DelayBook, targetKey } from './delay-book.ts';

/** The parts of a calendar, as one object of its row `calendar`. */
const stored = sql<StoredCalendar>`jsonb_build_object(
  'timeZone', calendar.time_zone, 'holidayZone', calendar.holiday_zone,
  'pentecostWorked', calendar.pentecost_worked,
  'versions', (select coalesce(jsonb_agg(jsonb_build_object('validFrom', valid_from, 'weekly', weekly)
    order by valid_from), '[]') from calendar_version where calendar_id = calendar.id),
  'closures', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'label', label, 'from', from_date,
    'to', to_date, 'kind', kind, 'hours', hours) order by from_date, id), '[]')
    from calendar_closure where calendar_id = calendar.id))`;

type StoredBook = {
  calendars: { id: number; isDefault: boolean; stored: StoredCalendar }[];
  teams: { id: number; calendarId: number }[];
  targets: {
    categoryId: number | null;
    priority: Priority;
    takeMinutes: number;
    resolveMinutes: number;
  }[];
};

/** The last book read. Same rows, same objects: what a calendar means on the time line is then computed once. */
let last: { text: string; book: DelayBook } | undefined;

/** Reads every calendar and promise of the desk. They are few, and every act needs some. */
export const readDelayBook = keptReading(async (db: Db): Promise<DelayBook> => {
  const { rows } = await sql<{ text: string }>`select jsonb_build_object(
    'calendars', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'isDefault', is_default,
      'stored', ${stored}) order by id), '[]') from calendar),
    'teams', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'calendarId', calendar_id) order by id), '[]')
      from team where calendar_id is not null),
    'targets', (select coalesce(jsonb_agg(jsonb_build_object('categoryId', category_id, 'priority', priority,
      'takeMinutes', take_minutes, 'resolveMinutes', resolve_minutes) order by category_id, priority), '[]')
      from target))::text as text`.execute(db);
  const text = rows[0]?.text ?? '';
  if (last?.text !== text) last = { text, book: toBook(JSON.parse(text) as StoredBook) };
  return last.book;
});

function toBook({ calendars, teams, targets }: StoredBook): DelayBook {
  const byId = new Map(calendars.map(({ id, stored }) => [id, compileCalendar(stored)]));
  const usual = byId.get(calendars.find(({ isDefault }) => isDefault)?.id ?? 0);
  if (usual === undefined) throw new Error('the desk has no default calendar');
  const hoursOf = ({ id, calendarId }: StoredBook['teams'][number]): [number, Calendar] => [
    id,
    byId.get(calendarId) ?? usual,
  ];
  return {
    usual,
    byTeam: new Map(teams.map(hoursOf)),
    targets: new Map(
      targets.map(({ categoryId, priority, ...target }) => [
        targetKey(categoryId, priority),
        target,
      ]),
    ),
  };
}

/** A calendar with what its page shows of it. */
export type CalendarDetails = {
  id: number;
  name: string;
  isDefault: boolean;
  /** What a change says it has seen. */
  version: number;
  stored: Omit<StoredCalendar, 'closures'> & {
    closures: readonly (ClosurePeriod & { id: number })[];
  };
  /** The teams that follow it by their own choice. */
  teamIds: readonly number[];
};

const detailsFrom = (db: Db) =>
  db.selectFrom('calendar').select([
    'calendar.id',
    'calendar.name',
    'calendar.is_default as isDefault',
    'calendar.version',
    sql<CalendarDetails['stored']>`${stored}`.as('stored'),
    sql<number[]>`(select coalesce(jsonb_agg(team.id order by team.code), '[]') from team
        where team.calendar_id = calendar.id)`.as('teamIds'),
  ]);

/** Lists the calendars, the default one first, then by name. */
export function listCalendars(db: Db): Promise<CalendarDetails[]> {
  return detailsFrom(db).orderBy('is_default', 'desc').orderBy('name').execute();
}

/** Finds a calendar; undefined when there is none by this id. */
export function findCalendar(db: Db, id: number): Promise<CalendarDetails | undefined> {
  return detailsFrom(db).where('calendar.id', '=', id).executeTakeFirst();
}
