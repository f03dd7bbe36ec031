import {
  type AnnouncementContent,
  type ContentPart,
  changedParts,
} from '../../domain/announcements/announcement.ts';
import type { AnnouncementVersion } from '../../domain/announcements/announcement-editing.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { Alert } from '../../ui/alert.tsx';
import { PlainText, Section } from '../../ui/arrangement.tsx';
import { DescriptionList, Timeline } from '../../ui/surface.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { AnnouncementPageProps } from './announcement-page.tsx';
import { type AnnouncementView, audienceNames, natureNames } from './announcement-view.ts';

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

function Changes({
  before,
  after,
  ...props
}: Props & Record<'before' | 'after', AnnouncementContent>) {
  const { t } = props.ctx;
  const parts = [...new Set(changedParts(before, after).map((part) => shownAs[part]))];
  return (
    <DescriptionList
      layout="stack"
      items={parts.map((part) => ({
        term: t(`announcement:history.part.${part}`),
        value: (
          <>
            <span class="muted">{t('announcement:history.before')}</span>
            <PlainText text={partText(props, before, part)} />
            <span class="muted">{t('announcement:history.after')}</span>
            <PlainText text={partText(props, after, part)} />
          </>
        ),
      }))}
    />
  );
}

function who({ t }: PageContext, { actor }: AnnouncementVersion): string {
  return actor === null ? t('admin:audit.desk') : displayName(actor);
}

/** All that news have said: who wrote what, when, and what it replaced. */
export function AnnouncementHistory(props: Props) {
  const { ctx, view } = props;
  const { t, lang } = ctx;
  const { versions } = view;
  if (versions.length === 0) return null;
  return (
    <Section id="historique" title={t('announcement:history.title')}>
      <Timeline
        label={t('announcement:history.title')}
        items={versions.map((said, index) => {
          const before = versions[index + 1];
          return {
            key: said.version,
            text: t(`announcement:history.did.${said.act}`, { who: who(ctx, said) }),
            date: <time dateTime={said.at.toString()}>{formatDateTime(said.at, { lang })}</time>,
            detail: said.act === 'edit' && before && (
              <Changes {...props} before={before.content} after={said.content} />
            ),
          };
        })}
      />
    </Section>
  );
}

/** Somebody was faster: who did what, that nothing typed is lost, and the way on. */
export function Late({ ctx, view, isOver, hasTyped }: AnnouncementPageProps) {
  const { t, lang } = ctx;
  const [last] = view.versions;
  const next = isOver ? 'over' : 'edited';
  return (
    <Alert tone="warning" live="alert" title={t(`announcement:conflict.${next}`)}>
      {last && (
        <p>
          {t('announcement:conflict.last', {
            did: t(`announcement:history.did.${last.act}`, { who: who(ctx, last) }),
            date: formatDateTime(last.at, { lang }),
          })}
        </p>
      )}
      {hasTyped ? (
        <p>{t(`announcement:conflict.${next}Next`)}</p>
      ) : (
        <p>{t('announcement:conflict.nothingDone')}</p>
      )}
      {view.versions.length > 0 && (
        <p>
          <a href="#historique">{t('announcement:conflict.see')}</a>
        </p>
      )}
    </Alert>
  );
}
