import type { Calendar } from '../../domain/calendar/calendar.ts';
import { readDelayBook } from '../../domain/calendar/calendar-queries.ts';
import {
  calendarOf,
  type DelayBook,
  hasOwnTargets,
  targetsOf,
} from '../../domain/calendar/delay-book.ts';
import { addWorkingTime } from '../../domain/calendar/working-time.ts';
import {
  findKeptCategory,
  type KeptCategory,
  listKeptCategories,
} from '../../domain/catalogue/category-editing.ts';
import type { Target, Targets } from '../../domain/catalogue/target.ts';
import type { Viewer } from '../../domain/people/person.ts';
import type { Db } from '../../domain/tables.ts';
import type { Team } from '../../domain/teams/team.ts';
import { listTeams } from '../../domain/teams/team-queries.ts';

/** What is promised: for a nature, or for all those that have nothing of their own. */
export type TargetSheet = {
  /** Null: the default. */
  category: KeptCategory | null;
  /** Who answers the nature, the triage when nobody else does: it is by their hours that it counts. */
  team: Team | null;
  calendar: Calendar;
  targets: Targets;
  /** What the default says. */
  usual: Targets;
  /** A nature that follows the default has nothing of its own. */
  isOwn: boolean;
  /** Of the default: the natures that follow it, among those that the reader looks after. */
  followers: readonly KeptCategory[];
};

/** What one nature promises. */
export type NatureSheet = TargetSheet & { category: KeptCategory };

/** What is promised by default, and by each nature a person looks after; the teams that answer. */
export type TargetDesk = {
  usual: TargetSheet;
  natures: readonly NatureSheet[];
  teams: readonly Team[];
};

type Desk = { book: DelayBook; teams: readonly Team[] };

const readBook = async (db: Db): Promise<Desk> => ({
  book: await readDelayBook(db),
  teams: await listTeams(db),
});

function usualSheet({ book }: Desk, categories: readonly KeptCategory[]): TargetSheet {
  const usual = targetsOf(book, null);
  return {
    ...{ category: null, team: null, calendar: book.usual, targets: usual, usual, isOwn: true },
    followers: categories.filter(({ id }) => !hasOwnTargets(book, id)),
  };
}

function sheetOf({ book, teams }: Desk, category: KeptCategory): NatureSheet {
  const own = teams.find(({ id }) => id === category.teamId);
  const team = own ?? teams.find(({ isTriage }) => isTriage) ?? null;
  return {
    ...{ category, team, calendar: team ? calendarOf(book, team.id) : book.usual },
    ...{ targets: targetsOf(book, category.id), usual: targetsOf(book, null) },
    isOwn: hasOwnTargets(book, category.id),
    followers: [],
  };
}

/** Reads what is promised: by all natures for administrators, by those of their teams for leads. */
export async function readTargetDesk(db: Db, viewer: Viewer): Promise<TargetDesk> {
  const categories = await listKeptCategories(db, viewer);
  const desk = await readBook(db);
  return {
    usual: usualSheet(desk, categories),
    natures: categories.map((category) => sheetOf(desk, category)),
    teams: desk.teams,
  };
}

/** Reads what one nature promises, or the default; a nature one does not look after does not exist. */
export async function readTargetSheet(
  db: Db,
  viewer: Viewer,
  slug: string | null,
): Promise<TargetSheet> {
  if (slug !== null) {
    const category = await findKeptCategory(db, viewer, slug);
    return sheetOf(await readBook(db), category);
  }
  const categories = await listKeptCategories(db, viewer);
  return usualSheet(await readBook(db), categories);
}

/** When a ticket would have to be taken and resolved; null: never, the calendar no longer opens. */
export type TargetEffect = { takeBy: Temporal.Instant | null; resolveBy: Temporal.Instant | null };

/** Computes what a promise means for a ticket filed at an instant. */
export function effectOf(
  calendar: Calendar,
  target: Target,
  filedAt: Temporal.Instant,
): TargetEffect {
  return {
    takeBy: addWorkingTime(calendar, filedAt, target.takeMinutes),
    resolveBy: addWorkingTime(calendar, filedAt, target.resolveMinutes),
  };
}

/** The instant a promise is shown by unless another is asked for: the next Friday, half past five. */
export function usualExample({ timeZone }: Calendar, now: Temporal.Instant): Temporal.Instant {
  const today = now.toZonedDateTimeISO(timeZone);
  const friday = today.add({ days: (5 - today.dayOfWeek + 7) % 7 }).withPlainTime('17:30');
  const next = Temporal.ZonedDateTime.compare(friday, today) > 0 ? friday : friday.add({ days: 7 });
  return next.toInstant();
}
