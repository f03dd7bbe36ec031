import type { Catalogue, Category } from '../../domain/catalogue/catalogue.ts';
import { allCategories } from '../../domain/catalogue/catalogue.ts';
import type { BegunDraft, DraftContent } from '../../domain/drafts/drafts.ts';
import { fieldNamed } from '../form-files.ts';
import { isAnswered, ownBoxes } from './question-boxes.ts';

const prefix = 'new-ticket:';

/** Where the drafts of new tickets are kept, all natures together. */
export const newTicketPlaces = prefix;

/** Where a ticket of this nature is kept while it is being written. */
export function newTicketPlace(slug: string): string {
  return `${prefix}${slug}`;
}

/** A field of a draft; of a list, its first value. */
export function draftText(content: DraftContent, name: string): string {
  return [content[name] ?? ''].flat()[0] ?? '';
}

/** True when somebody has written or joined something of their own: an answer ticked is not worth coming back for. */
export function hasBegun(content: DraftContent): boolean {
  const files = Object.keys(content).filter((name) => fieldNamed(name) !== undefined);
  const own = ['objet', 'description', 'pour', ...files];
  const answers = Object.keys(ownBoxes(content));
  return (
    own.some((name) => draftText(content, name).trim() !== '') ||
    answers.some((name) => isAnswered(content, name))
  );
}

/** A ticket somebody began to write, as lists of drafts show it. */
export type BegunTicket = { category: Category; subject: string; savedAt: Temporal.Instant };

/** The tickets a person began to write, the last one first; one whose nature is gone has nowhere to be opened. */
export function begunTickets(drafts: readonly BegunDraft[], catalogue: Catalogue): BegunTicket[] {
  const bySlug = new Map(allCategories(catalogue).map((category) => [category.slug, category]));
  return drafts.flatMap(({ place, content, savedAt }) => {
    const category = bySlug.get(place.slice(prefix.length));
    if (category === undefined || !hasBegun(content)) return [];
    return [{ category, subject: draftText(content, 'objet').trim(), savedAt }];
  });
}
