import type { ComponentChildren } from 'preact';
import { formatDateTime } from '../../platform/text/dates.ts';
import { displayName } from '../../platform/text/people.ts';
import { VisuallyHidden } from '../../ui/a11y.tsx';
import { Alert } from '../../ui/alert.tsx';
import { PlainText } from '../../ui/arrangement.tsx';
import { Link } from '../../ui/button.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { DescriptionList, Timeline } from '../../ui/surface.tsx';
import type { Change } from '../audit-words.ts';
import type { PageContext } from '../layout/page-context.ts';
import { EditingPage, type EditingPageProps } from './editing-page.tsx';

/** One thing that was done: who did what, when, and what it changed. */
export type HistoryItem = {
  key: number;
  text: string;
  at: Temporal.Instant;
  icon?: IconName;
  changes: readonly Change[];
};

/** The name of who did it; the desk itself when nobody did. */
export function actorName(
  { t }: PageContext,
  actor: { firstName: string; lastName: string } | null,
): string {
  return actor === null ? t('admin:audit.desk') : displayName(actor);
}

/** Each part that changed, as it was and as it is; a few words stand on one line. */
export function Changes({ ctx, changes }: { ctx: PageContext; changes: readonly Change[] }) {
  const areShort = changes.every(isShort);
  return (
    <DescriptionList
      layout={areShort ? 'columns' : 'stack'}
      items={changes.map((change) => ({
        term: change.field,
        value: isShort(change) ? (
          <Short ctx={ctx} change={change} />
        ) : (
          <Long ctx={ctx} change={change} />
        ),
      }))}
    />
  );
}

const fewWords = 60;
const isShort = ({ before, after }: Change): boolean =>
  before.length + after.length <= fewWords && !`${before}${after}`.includes('\n');

type ChangeProps = { ctx: PageContext; change: Change };

/** « Intervenant → Responsable »; nothing before is not said. */
function Short({ ctx: { t }, change: { before, after } }: ChangeProps) {
  return (
    <>
      {before !== '' && (
        <>
          <VisuallyHidden>{t('editing:history.before')} </VisuallyHidden>
          <span class="muted" dir="auto">
            {before}
          </span>
          <span aria-hidden="true"> → </span>
        </>
      )}
      <VisuallyHidden>{t('editing:history.after')} </VisuallyHidden>
      <span dir="auto">{after === '' ? t('editing:history.nothing') : after}</span>
    </>
  );
}

function Long({ ctx: { t }, change: { before, after } }: ChangeProps) {
  // As above: what was added has nothing before it to be told from.
  if (before === '') return <PlainText text={after} />;
  const said = (label: string, text: string) => (
    <>
      <span class="muted">{label}</span>
      {text === '' ? (
        <p class="muted">{t('editing:history.nothing')}</p>
      ) : (
        <PlainText text={text} />
      )}
    </>
  );
  return (
    <>
      {said(t('editing:history.before'), before)}
      {said(t('editing:history.after'), after)}
    </>
  );
}

type HistoryProps = { ctx: PageContext; label: string; items: readonly HistoryItem[] };

/** All that was done to something, newest first. */
export function History({ ctx, label, items }: HistoryProps) {
  return (
    <Timeline
      label={label}
      items={items.map(({ key, icon, text, at, changes }) => ({
        key,
        ...(icon && { icon }),
        text,
        date: <time dateTime={at.toString()}>{formatDateTime(at, { lang: ctx.lang })}</time>,
        detail: changes.length > 0 && <Changes ctx={ctx} changes={changes} />,
      }))}
    />
  );
}

export type HistoryPageProps = Pick<EditingPageProps, 'ctx' | 'eyebrow' | 'above'> & {
  items: readonly HistoryItem[];
  /** Where the changes before these are; undefined when there are none. */
  olderHref: string | undefined;
};

/** « Historique »: each change with what was there before and after, a page at a time. */
export function HistoryPage({ items, olderHref, ...page }: HistoryPageProps) {
  const { t } = page.ctx;
  const title = t('editing:history.title');
  return (
    <EditingPage {...page} title={title} lead={t('editing:history.lead')}>
      {items.length === 0 && <p class="muted">{t('editing:history.empty')}</p>}
      <History ctx={page.ctx} label={title} items={items} />
      {olderHref && (
        <p>
          <Link href={olderHref}>{t('editing:history.older')}</Link>
        </p>
      )}
    </EditingPage>
  );
}

export type LateProps = {
  ctx: PageContext;
  title: string;
  /** What others did, newest first. */
  done: readonly Pick<HistoryItem, 'text' | 'at'>[];
  /** What became of what was typed, and the way on. */
  next: string;
  historyHref?: string;
  children?: ComponentChildren;
};

/** Somebody was faster: who did what, that nothing typed is lost, and the way on. */
export function Late({ ctx, title, done, next, historyHref, children }: LateProps) {
  const { t, lang } = ctx;
  return (
    <Alert tone="warning" live="alert" title={title}>
      {done.map(({ text, at }, index) => (
        <p key={index}>
          {t('editing:late.did', { did: text, date: formatDateTime(at, { lang }) })}
        </p>
      ))}
      <p>{next}</p>
      {children}
      {historyHref && (
        <p>
          <a href={historyHref}>{t('editing:late.see')}</a>
        </p>
      )}
    </Alert>
  );
}
