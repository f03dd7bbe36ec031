import { words } from '../../platform/text/compare.ts';
import type { Db } from '../tables.ts';

const longest = 60;

/** The words of a title as the end of an address, cut between two words. */
export function slugFor(title: string): string {
  const latin = words(title).flatMap((word) => word.match(/[a-z0-9]+/g) ?? []);
  let slug = '';
  for (const word of latin) {
    const next = slug === '' ? word.slice(0, longest) : `${slug}-${word}`;
    if (next.length > longest) break;
    slug = next;
  }
  return slug === '' ? 'fiche' : slug;
}

/** Finds an address that no other sheet has, from the title of a new one. */
export async function freeSlug(tx: Db, title: string): Promise<string> {
  const wanted = slugFor(title);
  const taken = await tx
    .selectFrom('article')
    .select('slug')
    .where((where) => where.or([where('slug', '=', wanted), where('slug', 'like', `${wanted}-%`)]))
    .execute();
  const slugs = new Set(taken.map(({ slug }) => slug));
  if (!slugs.has(wanted)) return wanted;
  let number = 2;
  while (slugs.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}
