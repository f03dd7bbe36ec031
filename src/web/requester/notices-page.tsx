import type { Notice } from '../../domain/notifications/notices.ts';
import { paths } from '../../paths.ts';
import { formatLongDate, formatTime } from '../../platform/text/dates.ts';
import { ActButton } from '../../ui/act-bar.tsx';
import { PageHeading, Section, Stack } from '../../ui/arrangement.tsx';
import { Link } from '../../ui/button.tsx';
import { KeysetPagination } from '../../ui/pagination.tsx';
import { Card, EmptyState } from '../../ui/surface.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { T, TextKey } from '../../ui/texts.ts';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { actorName } from '../ticket-words.ts';

export type NoticesPageProps = {
  ctx: PageContext;
  notices: readonly Notice[];
  /** The next older notice begins after this id; null on the last page. */
  olderThan: number | null;
  /** Not the first page. */
  isOlderPage: boolean;
};

/** « Notifications »: what happened, day by day and ticket by ticket, newest first. */
export function NoticesPage({ ctx, notices, olderThan, isOlderPage }: NoticesPageProps) {
  const { t } = ctx;
  const newest = notices[0];
  const hasUnread = notices.some(({ isRead }) => !isRead);
  return (
    <Page ctx={ctx} title={t('news:notices.title')} current="notices" width="narrow">
      <PageHeading
        title={t('news:notices.title')}
        lead={<p>{t('news:notices.lead')}</p>}
        actions={
          newest &&
          (hasUnread || ctx.unreadCount > 0) && (
            <ActButton
              action={paths.noticesRead()}
              csrf={ctx.csrfToken}
              icon="check"
              hidden={{ jusqu_a: newest.id }}
            >
              {t('news:notices.markAll')}
            </ActButton>
          )
        }
      />
      <Stack gap="lg">
        {byDay(notices).map(([day, ofDay]) => (
          <Section key={day} id={`jour-${day}`} title={dayWords(day, ctx)}>
            <Stack gap="sm">
              {byTicket(ofDay).map(([number, ofTicket]) => (
                <TicketNotices key={number} ctx={ctx} notices={ofTicket} />
              ))}
            </Stack>
          </Section>
        ))}
        {notices.length === 0 && (
          <EmptyState
            icon="bell"
            title={t(isOlderPage ? 'news:notices.emptyOlder' : 'news:notices.empty')}
          >
            {!isOlderPage && <p>{t('news:notices.emptyWhat')}</p>}
          </EmptyState>
        )}
        <KeysetPagination
          label={t('news:notices.pages')}
          previousHref={isOlderPage ? paths.notices() : undefined}
          nextHref={
            olderThan === null ? undefined : `${paths.notices()}?avant=${String(olderThan)}`
          }
        />
      </Stack>
    </Page>
  );
}

const zone = 'Europe/Paris';
const dayOf = (at: Temporal.Instant): string =>
  at.toZonedDateTimeISO(zone).toPlainDate().toString();

/** Groups in the order they come: neighbours of one day stay together. */
function byDay(notices: readonly Notice[]): [string, Notice[]][] {
  return [...Map.groupBy(notices, ({ at }) => dayOf(at))];
}

function byTicket(notices: readonly Notice[]): [number, Notice[]][] {
  return [...Map.groupBy(notices, ({ number }) => number)];
}

function dayWords(day: string, { t, lang, now }: PageContext): string {
  const date = Temporal.PlainDate.from(day);
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  if (date.equals(today)) return t('news:notices.today');
  if (date.equals(today.subtract({ days: 1 }))) return t('news:notices.yesterday');
  return formatLongDate(date, { lang });
}

/** Where a notice leads: to the conversation for those who follow it, to the work for those who answer it. */
function hrefOf({ number, isOwn }: Notice, { person }: PageContext): string {
  const worksHere = (person?.isAgent ?? false) || (person?.isAdministrator ?? false);
  return isOwn || !worksHere ? paths.ticket(number) : paths.consoleTicket(number);
}

function TicketNotices({ ctx, notices }: { ctx: PageContext; notices: readonly Notice[] }) {
  const [newest] = notices;
  if (newest === undefined) return null;
  const hasUnread = notices.some(({ isRead }) => !isRead);
  return (
    <Card tone={hasUnread ? 'accent' : 'default'}>
      <div class="link-group">
        <p class="muted" dir="auto">
          {newest.subject}
        </p>
        <ul role="list">
          {notices.map((notice) => (
            <OneNotice key={notice.id} ctx={ctx} notice={notice} />
          ))}
        </ul>
      </div>
    </Card>
  );
}

function OneNotice({ ctx, notice }: { ctx: PageContext; notice: Notice }) {
  return (
    <li>
      <Link href={hrefOf(notice, ctx)}>{noticeSentence(notice, ctx.t)}</Link>{' '}
      <time class="muted" dateTime={notice.at.toString()}>
        {formatTime(notice.at)}
      </time>{' '}
      {!notice.isRead && (
        <Tag tone="accent" icon="bell">
          {ctx.t('news:notices.unread')}
        </Tag>
      )}
    </li>
  );
}

const known = {
  take: 'news:notices.did.take',
  transfer: 'news:notices.did.transfer',
  reply: 'news:notices.did.reply',
  ask: 'news:notices.did.ask',
  hold: 'news:notices.did.hold',
  resume: 'news:notices.did.resume',
  resolve: 'news:notices.did.resolve',
  expire: 'news:notices.did.expire',
  reopen: 'news:notices.did.reopen',
  close: 'news:notices.did.close',
  complete: 'news:notices.did.complete',
  confirm: 'news:notices.did.confirm',
  contest: 'news:notices.did.contest',
  cancel: 'news:notices.did.cancel',
  take_over: 'news:notices.did.take_over',
  assign: 'news:notices.did.assign',
  release: 'news:notices.did.release',
} as const satisfies Record<string, TextKey>;

const isKnown = (kind: string): kind is keyof typeof known => kind in known;

function keyOf({ kind, isGivenToThem }: Notice): TextKey {
  if (kind === 'assign' && isGivenToThem) return 'news:notices.did.assignYou';
  return isKnown(kind) ? known[kind] : 'news:notices.did.other';
}

/** Says what a person is told: « Nadia BENALI a répondu à votre demande n° 100123 ». */
export function noticeSentence(notice: Notice, t: T): string {
  const { number, isOwn, actor } = notice;
  const ticket = t(isOwn ? 'news:notices.own' : 'news:notices.other', { number });
  return t(keyOf(notice), { actor: actorName(actor, { t }), ticket });
}
