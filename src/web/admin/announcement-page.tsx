import {
  type AnnouncementLevel,
  announcementLevels,
} from '../../domain/announcements/announcement.ts';
import { paths } from '../../paths.ts';
import { readLocalTime } from '../../platform/text/local-time.ts';
import { Section } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { News } from '../announcement.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { AnnouncementFields } from './announcement-fields.ts';
import { AnnouncementForm } from './announcement-form.tsx';
import { AnnouncementHistory, LateNews } from './announcement-history.tsx';
import type { AnnouncementView } from './announcement-view.ts';
import { EditingPage } from './editing-page.tsx';

export type AnnouncementPageProps = {
  ctx: PageContext;
  view: AnnouncementView;
  errors: Readonly<Record<string, string>>;
  /** Changed or ended by somebody since they were read. */
  isLate: boolean;
  /** No longer shown: to be read, or said again in new ones. */
  isOver: boolean;
  /** Somebody's words are in the form. */
  hasTyped: boolean;
  hasPreview: boolean;
};

const isLevel = (text: string): text is AnnouncementLevel =>
  (announcementLevels as readonly string[]).includes(text);

/** News as they stand in the form, shown as their readers will see them. */
function Preview({ ctx, fields }: { ctx: PageContext; fields: AnnouncementFields }) {
  const { t, now } = ctx;
  const { niveau, titre, texte, debut, heureDebut, fin, heureFin } = fields;
  const announcement = {
    level: isLevel(niveau) ? niveau : 'information',
    title: titre.trim() || t('announcement:preview.noTitle'),
    body: texte.trim() || t('announcement:preview.noText'),
    startsAt: readLocalTime({ day: debut, time: heureDebut }) ?? now,
    endsAt: readLocalTime({ day: fin, time: heureFin || '23:59' }),
  } as const;
  return (
    <Section id="apercu" title={t('editing:preview.title')}>
      <News ctx={ctx} announcement={announcement} />
      {announcement.level === 'incident' && <p class="muted">{t('announcement:preview.banner')}</p>}
    </Section>
  );
}

/** What was said, when nothing can be changed any more. */
function Over({ ctx, view }: Pick<AnnouncementPageProps, 'ctx' | 'view'>) {
  const { existing } = view;
  if (existing === null) return null;
  return (
    <>
      <News ctx={ctx} announcement={existing} level={2} />
      <p>
        <ButtonLink
          href={paths.newAnnouncement({ modele: existing.id })}
          variant="secondary"
          icon="copy"
        >
          {ctx.t('announcement:again')}
        </ButtonLink>
      </p>
    </>
  );
}

function titleOf({ ctx: { t }, view, isOver }: AnnouncementPageProps): string {
  const { existing } = view;
  if (existing === null) return t('announcement:newTitle');
  const { title } = existing;
  return t(isOver ? 'announcement:overTitle' : 'announcement:editTitle', { title });
}

/** News being written: the form, their preview, and all they have said. */
export function AnnouncementPage(props: AnnouncementPageProps) {
  const { ctx, view, errors, isLate, isOver, hasTyped } = props;
  const isWritable = !isOver || hasTyped;
  return (
    <EditingPage
      ctx={ctx}
      title={titleOf(props)}
      above={[{ label: ctx.t('announcement:title'), href: paths.announcements() }]}
      width="narrow"
      errors={errors}
    >
      {isLate && <LateNews {...props} />}
      {props.hasPreview && isWritable && <Preview ctx={ctx} fields={view.fields} />}
      {isWritable ? (
        <AnnouncementForm ctx={ctx} view={view} errors={errors} isNew={isOver} />
      ) : (
        <Over ctx={ctx} view={view} />
      )}
      <AnnouncementHistory ctx={ctx} view={view} />
    </EditingPage>
  );
}
