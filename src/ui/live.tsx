import { VisuallyHidden } from './a11y.tsx';
import { Button, ButtonLink } from './button.tsx';
import { Icon } from './icon.tsx';
import { useTexts } from './texts-context.ts';

/** Copies the number of a ticket in one click; without JavaScript there is nothing to click. */
export function CopyNumber({ number }: { number: number }) {
  const t = useTexts();
  return (
    <span
      class="copy"
      data-controller="copy"
      data-copy-text-value={String(number)}
      data-copy-done-value={t('common:copy.done')}
    >
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
      <VisuallyHidden>
        <span role="status" data-copy-target="status" />
      </VisuallyHidden>
    </span>
  );
}

export type StaleHintProps = {
  /** The ticket this page shows; without one, it shows what the bell counts. */
  number?: number;
  /** Answers `{ changed, text }`: whether something happened since this page was opened, and in which words. */
  url: string;
  /** Where the reader sees it, when they choose to. */
  href: string;
  /** Known already when the page was made (a reply written on a stale thread). */
  text?: string | undefined;
};

/** Says that something happened since the page was opened, and waits for the reader: nothing moves by itself. */
export function StaleHint({ number, url, href, text = '' }: StaleHintProps) {
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
      <div class="alert" data-color="info" hidden={text === ''} data-stale-target="box">
        <Icon name="info" />
        <div class="alert-body">
          <p data-stale-target="text">{text}</p>
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
