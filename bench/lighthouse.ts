import type { Size } from './sizes.ts';

/** What Lighthouse gives a page, from 0 to 1. */
export type Note = { size: Size; page: string; performance: number; accessibility: number };
