import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { useTexts } from './texts-context.ts';

/** The page numbers to show around the current one; `null` stands for those left out. */
export function pageNumbers(current: number, last: number): (number | null)[] {
  const near = [1, last, current - 1, current, current + 1];
  // A gap of one page takes as much room as its number: show the number.
  if (current - 3 === 1) near.push(2);
  if (current + 3 === last) near.push(last - 1);
  const shown = [...new Set(near)].filter((n) => n >= 1 && n <= last).sort((a, b) => a - b);
  return shown.flatMap((n, index) => {
    const before = shown[index - 1];
    return before !== undefined && n - before > 1 ? [null, n] : [n];
  });
}

type StepProps = { href: string | undefined; rel: 'prev' | 'next'; children: ComponentChildren };

function Step({ href, rel, children }: StepProps) {
  const content = (
    <>
      {rel === 'prev' && <Icon name="chevronLeft" size="sm" />}
      <span>{children}</span>
      {rel === 'next' && <Icon name="chevronRight" size="sm" />}
    </>
  );
  return href === undefined ? (
    <span class="page-step" data-off="">
      {content}
    </span>
  ) : (
    <a class="page-step" href={href} rel={rel}>
      {content}
    </a>
  );
}

export type PaginationProps = {
  current: number;
  last: number;
  href: (page: number) => string;
};

/** « Précédent 1 2 … Suivant »: nothing when all is on one page. */
export function Pagination({ current, last, href }: PaginationProps) {
  const t = useTexts();
  if (last <= 1) return null;
  return (
    <nav class="pagination" aria-label={t('common:pagination.label')}>
      <ul>
        <li>
          <Step rel="prev" href={current > 1 ? href(current - 1) : undefined}>
            {t('common:pagination.previous')}
          </Step>
        </li>
        {pageNumbers(current, last).map((page, index) => (
          <li key={page ?? `gap-${String(index)}`} class="page-item">
            {page === null ? (
              <span class="page-gap">…</span>
            ) : (
              <a
                class="page-number"
                href={href(page)}
                aria-current={page === current ? 'page' : undefined}
                aria-label={t('common:pagination.page', { page })}
              >
                {page}
              </a>
            )}
          </li>
        ))}
        <li>
          <Step rel="next" href={current < last ? href(current + 1) : undefined}>
            {t('common:pagination.next')}
          </Step>
        </li>
      </ul>
    </nav>
  );
}

export type KeysetPaginationProps = {
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  label?: string;
};

/** « Précédent / Suivant », for lists that grow while they are read. */
export function KeysetPagination({ previousHref, nextHref, label }: KeysetPaginationProps) {
  const t = useTexts();
  if (!previousHref && !nextHref) return null;
  return (
    <nav class="pagination" aria-label={label ?? t('common:pagination.label')}>
      <ul>
        <li>
          <Step rel="prev" href={previousHref}>
            {t('common:pagination.previous')}
          </Step>
        </li>
        <li>
          <Step rel="next" href={nextHref}>
            {t('common:pagination.next')}
          </Step>
        </li>
      </ul>
    </nav>
  );
}
