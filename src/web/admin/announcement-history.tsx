import {
  type AnnouncementContent,
  type ContentPart,
  changedParts,
} from '../../domain/announcements/announcement.ts';
import type { AnnouncementVersion } from '../../domain/announcements/announcement-editing.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { Section } from '../../ui/arrangement.tsx';
import type { Change } from '../audit-words.ts';
import type { PageContext } from '../layout/page-context.ts';
import type { AnnouncementPageProps } from './announcement-page.tsx';
import { type AnnouncementView, audienceNames, natureNames } from './announcement-view.ts';
import { actorName, History, Late } from './editing-history.tsx';

type Props = { ctx: PageContext; view: AnnouncementView };

/** The parts people read as one: sites, units and teams say together whom it is for. */
const shownAs: Record<ContentPart, 'level' | 'title' | 'body' | 'start' | 'end' | 'who' | 'about'> =
  {
    level: 'level',
    title: 'title',
    body: 'body',
    startsAt: 'start',
    endsAt: 'end',
    siteIds: 'who',
    unitIds: 'who',
    teamIds: 'who',
    categoryIds: 'about',
  };
type ShownPart = (typeof shownAs)[ContentPart];

function partText({ ctx, view }: Props, content: AnnouncementContent, part: ShownPart): string {
  const { t, lang } = ctx;
  const { choices } = view;
  const { startsAt, endsAt } = content;
  const texts: Record<ShownPart, () => string> = {
    level: () => t(`home:news.level.${content.level}`),
    title: () => content.title,
    body: () => content.body,
    start: () => formatDateTime(startsAt, { lang }),
    end: () => (endsAt ? formatDateTime(endsAt, { lang }) : t('announcement:history.noEnd')),
    who: () => audienceNames(content, choices, t).join(', '),
    about: () => natureNames(content, choices, t).join(', ') || t('announcement:history.noNature'),
  };
  return texts[part]();
}

function changesBetween(
  props: Props,
  before: AnnouncementContent,
  after: AnnouncementContent,
): Change[] {
  const { t } = props.ctx;
  const parts = [...new Set(changedParts(before, after).map((part) => shownAs[part]))];
  return parts.map((part) => ({
    field: t(`announcement:history.part.${part}`),
    before: partText(props, before, part),
    after: partText(props, after, part),
  }));
}

function done(ctx: PageContext, { act, actor, at }: AnnouncementVersion) {
  return { text: ctx.t(`announcement:history.did.${act}`, { who: actorName(ctx, actor) }), at };
}

/** All that news have said: who wrote what, when, and what it replaced. */
export function AnnouncementHistory(props: Props) {
  const { ctx, view } = props;
  const { versions } = view;
  const title = ctx.t('editing:history.title');
  if (versions.length === 0) return null;
  return (
    <Section id="historique" title={title}>
      <History
        ctx={ctx}
        label={title}
        items={versions.map((said, index) => {
          const before = versions[index + 1];
          const isEdited = said.act === 'edit' && before !== undefined;
          const changes = isEdited ? changesBetween(props, before.content, said.content) : [];
          return { ...done(ctx, said), key: said.version, changes };
        })}
      />
    </Section>
  );
}

/** Somebody changed or ended the news first. */
export function LateNews({ ctx, view, isOver, hasTyped }: AnnouncementPageProps) {
  const { t } = ctx;
  const next = isOver ? 'over' : 'edited';
  return (
    <Late
      ctx={ctx}
      title={t(`announcement:conflict.${next}`)}
      done={view.versions.slice(0, 1).map((last) => done(ctx, last))}
      next={t(`announcement:conflict.${hasTyped ? (`${next}Next` as const) : 'nothingDone'}`)}
      {...(view.versions.length > 0 && { historyHref: '#historique' })}
    />
  );
}
