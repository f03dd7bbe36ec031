import {
  type AnnouncementLevel,
  announcementLevels,
} from '../../domain/announcements/announcement.ts';
import { paths } from '../../paths.ts';
import { readLocalTime } from '../../platform/text/local-time.ts';
import { PageHeading, Section } from '../../ui/arrangement.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { News } from '../announcement.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { AnnouncementFields } from './announcement-fields.ts';
import { AnnouncementForm } from './announcement-form.tsx';
import { AnnouncementHistory, Late } from './announcement-history.tsx';
import type { AnnouncementView } from './announcement-view.ts';

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
    <Section id="apercu" title={t('announcement:preview.title')}>
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
  const { t, person } = ctx;
  const listed = Object.entries(errors).map(([field, message]) => ({ field, message }));
  const title = titleOf(props);
  const isWritable = !isOver || hasTyped;
  const above = { label: t('admin:title'), href: paths.administration() };
  return (
    <Page
      ctx={ctx}
      title={title}
      current="administration"
      width="narrow"
      hasErrors={listed.length > 0}
      breadcrumb={[
        ...(person?.isAdministrator ? [above] : []),
        { label: t('announcement:title'), href: paths.announcements() },
      ]}
    >
      <PageHeading title={title} />
      <ErrorSummary errors={listed} />
      {isLate && <Late {...props} />}
      {props.hasPreview && isWritable && <Preview ctx={ctx} fields={view.fields} />}
      {isWritable ? (
        <AnnouncementForm ctx={ctx} view={view} errors={errors} isNew={isOver} />
      ) : (
        <Over ctx={ctx} view={view} />
      )}
      <AnnouncementHistory ctx={ctx} view={view} />
    </Page>
  );
}
