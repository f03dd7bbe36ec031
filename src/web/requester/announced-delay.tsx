import { readDelayBook } from '../../domain/calendar/calendar-queries.ts';
import type { DueInstants } from '../../domain/calendar/clock.ts';
import { calendarOf } from '../../domain/calendar/delay-book.ts';
import {
  type Duration,
  describeAtMost,
  describeDuration,
} from '../../domain/calendar/describe-delay.ts';
import { findLately } from '../../domain/reports/lately.ts';
import type { Db } from '../../domain/tables.ts';
import { dueWhenFiled, type Filing } from '../../domain/tickets/due.ts';
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

/** Reads what is announced for a ticket filed so: nothing of it is counted here, statistics are of the last hour. */
export async function readAnnouncedDelay(db: Db, filing: Filing): Promise<AnnouncedDelay> {
  const { teamId, categoryId, at } = filing;
  const book = await readDelayBook(db);
  const lately = await findLately(db, categoryId);
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
