import { Button, ButtonLink } from './button.tsx';
import { Icon } from './icon.tsx';
import { useTexts } from './texts-context.ts';

/** The number of a ticket, to be kept: in large, and copied by a button where the browser can. */
export function CopyNumber({ number }: { number: number }) {
  const t = useTexts();
  return (
    <div
      class="cluster"
      data-controller="copy"
      data-copy-text-value={number}
      data-copy-done-value={t('common:copy.done')}
    >
      <span class="big-number">{number}</span>
      <Button
        type="button"
        variant="quiet"
        size="sm"
        icon="copy"
        hidden
        data-copy-target="button"
        data-action="copy#copy"
      >
        {t('common:copy.number')}
      </Button>
      <span role="status" class="muted" data-copy-target="status" />
    </div>
  );
}

export type StaleHintProps = {
  /** The ticket this page shows; without one, it shows what the bell counts. */
  number?: number;
  /** Answers `{ changed, text }`: whether something happened since this page was opened, and in which words. */
  url: string;
  /** Where the reader sees it, when they choose to. */
  href: string;
};

/** Says that something happened since the page was opened, and waits for the reader: nothing moves by itself. */
export function StaleHint({ number, url, href }: StaleHintProps) {
  const t = useTexts();
  return (
    <div
      class="stale"
      role="status"
      data-controller="stale"
      data-action={
        number === undefined
          ? 'live:counted@document->stale#ask'
          : 'live:changed@document->stale#hear'
      }
      data-stale-number-value={number}
      data-stale-url-value={url}
    >
      <div class="alert" data-color="info" hidden data-stale-target="box">
        <Icon name="info" />
        <div class="alert-body">
          <p data-stale-target="text" />
          <div class="alert-actions">
            <ButtonLink href={href} size="sm" variant="secondary">
              {t('common:thread.reload')}
            </ButtonLink>
          </div>
        </div>
      </div>
    </div>
  );
}
