import { readDelayBook } from '../../domain/calendar/calendar-queries.ts';
import type { DueInstants } from '../../domain/calendar/clock.ts';
import { calendarOf, type DelayBook } from '../../domain/calendar/delay-book.ts';
import {
  type Duration,
  describeAtMost,
  describeDuration,
} from '../../domain/calendar/describe-delay.ts';
import { findLately, type Lately } from '../../domain/reports/lately.ts';
import type { Db } from '../../domain/tables.ts';
import { dueWhenFiled, type Filing } from '../../domain/tickets/due.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { formatDuration } from '../../platform/text/delays.ts';
import type { PageContext } from '../layout/page-context.ts';

/** What is told of the délai when a ticket is filed: what is promised, and what really happened lately. */
export type AnnouncedDelay = {
  readonly due: DueInstants;
  readonly take: Duration;
  readonly resolve: Duration;
  /** Within which half of the nature's tickets were resolved, and nine out of ten; null with too few cases. */
  readonly lately: { readonly half: Duration; readonly most: Duration } | null;
};

/** The promises of the desk, and what happened lately with a nature: statistics are of the last hour. */
export type DelayFacts = { readonly book: DelayBook; readonly lately: Lately | undefined };

/** Reads what announcing a délai takes; nothing is counted here. */
export async function readDelayFacts(db: Db, categoryId: number): Promise<DelayFacts> {
  const [book, lately] = await readTogether(db, (one) =>
    Promise.all([readDelayBook(one), findLately(one, categoryId)]),
  );
  return { book, lately };
}

/** Reads what is announced for a ticket filed so. */
export async function readAnnouncedDelay(db: Db, filing: Filing): Promise<AnnouncedDelay> {
  return announceDelay(filing, await readDelayFacts(db, filing.categoryId));
}

/** Tells what is announced for a ticket filed so. */
export function announceDelay(filing: Filing, { book, lately }: DelayFacts): AnnouncedDelay {
  const { teamId, at } = filing;
  const calendar = calendarOf(book, teamId);
  const due = dueWhenFiled(filing, book);
  return {
    due,
    take: describeDuration(calendar, due.target.takeMinutes, at),
    resolve: describeDuration(calendar, due.target.resolveMinutes, at),
    lately: lately
      ? {
          half: describeAtMost(calendar, lately.halfMinutes, at),
          most: describeAtMost(calendar, lately.mostMinutes, at),
        }
      : null,
  };
}

type Props = { ctx: PageContext; announced: AnnouncedDelay };

/** The target in words, and beside it what really happened lately. */
export function AnnouncedWords({ ctx: { t, lang }, announced }: Props) {
  const { take, resolve, lately } = announced;
  return (
    <>
      <p>
        {t('delay:announced.target', {
          take: formatDuration(take, lang),
          resolve: formatDuration(resolve, lang),
        })}
      </p>
      {lately && (
        <p>
          {t('delay:announced.lately', {
            half: formatDuration(lately.half, lang),
            most: formatDuration(lately.most, lang),
          })}
        </p>
      )}
    </>
  );
}
