import type { NoticeGroup } from '../../domain/notifications/notice-groups.ts';
import { paths } from '../../paths.ts';
import { formatLongDate, formatTime } from '../../platform/text/dates.ts';
import { ActButton } from '../../ui/act-bar.tsx';
import { PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { StaleHint } from '../../ui/live.tsx';
import { KeysetPagination } from '../../ui/pagination.tsx';
import { Card, EmptyState } from '../../ui/surface.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { noticeCounts, noticeSentence } from './notice-words.ts';

export type NoticesPageProps = {
  ctx: PageContext;
  groups: readonly NoticeGroup[];
  /** Where the next page begins; null on the last one. */
  after: string | null;
  isFirst: boolean;
};

/** « Notifications »: ticket by ticket, what was not read, the free tickets of one's teams, then the rest by day. */
export function NoticesPage({ ctx, groups, after, isFirst }: NoticesPageProps) {
  const { t } = ctx;
  const unread = groups.filter(({ isUnread, freeTeam }) => isUnread && freeTeam === null);
  const read = groups.filter(({ isUnread }) => !isUnread);
  return (
    <Page ctx={ctx} title={t('news:notices.title')} current="notices" width="narrow">
      <Heading ctx={ctx} groups={groups} />
      <StaleHint
        url={paths.noticesNews({ depuis: groups[0]?.newestId ?? 0 })}
        href={paths.notices()}
      />
      <Stack gap="lg">
        {unread.length > 0 && (
          <Section id="non-lues" title={t('news:notices.unreadTitle')}>
            <Groups ctx={ctx} groups={unread} />
          </Section>
        )}
        <FreeTickets ctx={ctx} groups={groups} />
        <ReadNotices ctx={ctx} groups={read} />
        {groups.length === 0 && (
          <EmptyState
            icon="bell"
            title={t(isFirst ? 'news:notices.empty' : 'news:notices.emptyOlder')}
          >
            {isFirst && <p>{t('news:notices.emptyWhat')}</p>}
          </EmptyState>
        )}
        <KeysetPagination
          label={t('news:notices.pages')}
          previousHref={isFirst ? undefined : paths.notices()}
          nextHref={after === null ? undefined : paths.notices({ apres: after })}
        />
      </Stack>
    </Page>
  );
}

type GroupsProps = { ctx: PageContext; groups: readonly NoticeGroup[] };

function Heading({ ctx, groups }: GroupsProps) {
  const { t } = ctx;
  const [first] = groups;
  return (
    <PageHeading
      title={t('news:notices.title')}
      lead={<p>{t(ctx.person?.isAgent ? 'news:notices.agentLead' : 'news:notices.lead')}</p>}
      actions={
        <>
          {first && ctx.frame.unreadCount > 0 && (
            <ActButton
              action={paths.noticesRead()}
              csrf={ctx.csrfToken}
              icon="check"
              hidden={{ jusqu_a: first.newestId }}
            >
              {t('news:notices.markAll')}
            </ActButton>
          )}
          <ButtonLink href={`${paths.profile()}#notifications`} variant="quiet" icon="bell">
            {t('news:notices.choose')}
          </ButtonLink>
        </>
      }
    />
  );
}

/** One part a team, so that somebody of two teams knows for which of them a ticket waits. */
function FreeTickets({ ctx, groups }: GroupsProps) {
  const { t } = ctx;
  const free = groups.filter(({ freeTeam }) => freeTeam !== null);
  const byTeam = Map.groupBy(free, ({ freeTeam }) => freeTeam ?? '');
  return (
    <>
      {[...byTeam].map(([team, ofTeam]) => (
        <Section
          key={team}
          id={`libres-${team}`}
          title={t('news:notices.freeTitle', { team })}
          actions={<Link href={paths.console({ vue: 'libres' })}>{t('news:notices.freeAll')}</Link>}
        >
          <Groups ctx={ctx} groups={ofTeam} />
        </Section>
      ))}
    </>
  );
}

function ReadNotices({ ctx, groups }: GroupsProps) {
  if (groups.length === 0) return null;
  const byDay = Map.groupBy(groups, ({ at }) => dayOf(at).toString());
  return (
    <Section id="lues" title={ctx.t('news:notices.readTitle')}>
      <Stack gap="lg">
        {[...byDay].map(([day, ofDay]) => (
          <Section
            key={day}
            id={`jour-${day}`}
            level={3}
            title={dayWords(Temporal.PlainDate.from(day), ctx)}
          >
            <Groups ctx={ctx} groups={ofDay} />
          </Section>
        ))}
      </Stack>
    </Section>
  );
}

const zone = 'Europe/Paris';
const dayOf = (at: Temporal.Instant): Temporal.PlainDate =>
  at.toZonedDateTimeISO(zone).toPlainDate();

function dayWords(day: Temporal.PlainDate, { t, lang, now }: PageContext): string {
  const today = dayOf(now);
  if (day.equals(today)) return t('news:notices.today');
  if (day.equals(today.subtract({ days: 1 }))) return t('news:notices.yesterday');
  return formatLongDate(day, { lang });
}

function Groups({ ctx, groups }: GroupsProps) {
  return (
    <ul class="notices" role="list">
      {groups.map((group) => (
        <Group key={group.number} ctx={ctx} group={group} />
      ))}
    </ul>
  );
}

/** Where notices lead: to the conversation for those who follow it, to the work for those who answer it. */
function hrefOf({ number, isOwn }: NoticeGroup, { person }: PageContext): string {
  const worksHere = (person?.isAgent ?? false) || (person?.isAdministrator ?? false);
  return isOwn || !worksHere ? paths.ticket(number) : paths.consoleTicket(number);
}

function Group({ ctx, group }: { ctx: PageContext; group: NoticeGroup }) {
  const { t } = ctx;
  const { number, subject, isUnread, at, id } = group;
  const counts = noticeCounts(group, t);
  return (
    <Card as="li" tone={isUnread ? 'accent' : 'default'}>
      <div class="notice">
        <div class="notice-words">
          <p>
            <Link href={hrefOf(group, ctx)}>{noticeSentence(group, t)}</Link>
          </p>
          <p dir="auto">{subject}</p>
          {counts && <p class="notice-counts">{counts}</p>}
          <p class="muted">
            <When ctx={ctx} at={at} isUnread={isUnread} />
          </p>
        </div>
        {isUnread && (
          <ActButton
            action={paths.noticesRead()}
            csrf={ctx.csrfToken}
            icon="check"
            size="sm"
            variant="quiet"
            hiddenText={t('news:notices.markOneOf', { number })}
            hidden={{ demande: number, jusqu_a: id }}
          >
            {t('news:notices.markOne')}
          </ActButton>
        )}
      </div>
    </Card>
  );
}

/** What was read stands under its day already. */
function When({
  ctx,
  at,
  isUnread,
}: {
  ctx: PageContext;
  at: Temporal.Instant;
  isUnread: boolean;
}) {
  const time = formatTime(at);
  const day = dayWords(dayOf(at), ctx);
  return (
    <time dateTime={at.toString()}>
      {isUnread ? ctx.t('news:notices.when', { day, time }) : time}
    </time>
  );
}
