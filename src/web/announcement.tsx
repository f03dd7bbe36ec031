import type { Announcement, AnnouncementLevel } from '../domain/announcements/announcement.ts';
import { readBlocks } from '../domain/knowledge/article.ts';
import { formatDateTime } from '../platform/text/dates.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Tag, type TagTone } from '../ui/tag.tsx';
import { deskLang } from './desk-lang.tsx';
import type { PageContext } from './layout/page-context.ts';

const levels: Record<AnnouncementLevel, { tone: TagTone; icon: IconName }> = {
  information: { tone: 'info', icon: 'info' },
  disruption: { tone: 'warning', icon: 'warning' },
  incident: { tone: 'danger', icon: 'danger' },
};

/** How serious news are, in a word. */
export function LevelTag({ ctx, level }: { ctx: PageContext; level: AnnouncementLevel }) {
  return <Tag tone={levels[level].tone}>{ctx.t(`home:news.level.${level}`)}</Tag>;
}

/** The words of news: paragraphs and lists, nothing interpreted. */
export function NewsText({ body, lang }: { body: string; lang?: string | undefined }) {
  return (
    <>
      {readBlocks(body).map((block, index) =>
        block.kind === 'paragraph' ? (
          <p key={index} lang={lang}>
            {block.text}
          </p>
        ) : (
          <ul key={index} lang={lang}>
            {block.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        ),
      )}
    </>
  );
}

/** « Du … au … », « Depuis le … » or, when they are still to come, « À partir du … ». */
export function newsDates(
  { t, lang, now }: Pick<PageContext, 't' | 'lang' | 'now'>,
  { startsAt, endsAt }: Pick<Announcement, 'startsAt' | 'endsAt'>,
): string {
  const from = formatDateTime(startsAt, { lang });
  if (endsAt === null) {
    const isComing = Temporal.Instant.compare(startsAt, now) > 0;
    return t(isComing ? 'home:news.from' : 'home:news.since', { from });
  }
  return t('home:news.until', { from, to: formatDateTime(endsAt, { lang }) });
}

/** News as people read them: how serious, what, until when. */
export function News({
  ctx,
  announcement,
  level: headingLevel = 3,
}: {
  ctx: PageContext;
  /** Without an id, a preview. */
  announcement: Omit<Announcement, 'id'> & { id?: number };
  level?: 2 | 3;
}) {
  const { id, level, title, body } = announcement;
  const { tone, icon } = levels[level];
  const Title: 'h2' | 'h3' = `h${headingLevel}`;
  return (
    <article
      class="alert"
      data-color={tone}
      id={id === undefined ? undefined : `message-${String(id)}`}
    >
      <Icon name={icon} />
      <div class="alert-body">
        <Title class="alert-title" dir="auto" lang={deskLang(ctx)}>
          {title}
        </Title>
        <p>
          <LevelTag ctx={ctx} level={level} />
        </p>
        <NewsText body={body} lang={deskLang(ctx)} />
        <p class="muted">{newsDates(ctx, announcement)}</p>
      </div>
    </article>
  );
}

const isAbout =
  (categoryId: number) =>
  ({ categoryIds }: { categoryIds: readonly number[] }): boolean =>
    categoryIds.includes(categoryId);

/** The incidents about a nature, told in full before somebody files what is already known. */
export function IncidentsOf({ ctx, categoryId }: { ctx: PageContext; categoryId: number }) {
  const known = ctx.frame.incidents.filter(isAbout(categoryId));
  if (known.length === 0) return null;
  return (
    <section class="stack" aria-label={ctx.t('announcement:known.label')}>
      {known.map((incident) => (
        <News key={incident.id} ctx={ctx} announcement={incident} level={2} />
      ))}
      <p>{ctx.t('announcement:known.next')}</p>
    </section>
  );
}

/** The frame of a page that tells these incidents in full itself, and not twice. */
export function withoutIncidentsOf(ctx: PageContext, categoryId: number): PageContext {
  const isTold = isAbout(categoryId);
  const incidents = ctx.frame.incidents.filter((incident) => !isTold(incident));
  return { ...ctx, frame: { ...ctx.frame, incidents } };
}
