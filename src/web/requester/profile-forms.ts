import { z } from 'zod';
import { type NoticeTopic, noticeTopics } from '../../domain/notifications/notice-topics.ts';
import type {
  OrganisationUnit,
  Preferences,
  ProfileCard,
  Site,
} from '../../domain/people/person.ts';
import { type Lang, languages, type TextKey } from '../../ui/texts.ts';
import type { FormBody } from '../form-body.ts';

/** What « Mes coordonnées » is made of. */
export type Profile = {
  card: ProfileCard;
  sites: readonly Site[];
  units: readonly OrganisationUnit[];
  language: Lang;
  preferences: Preferences;
  refused: readonly NoticeTopic[];
  /** What this person may be told of. */
  topics: readonly NoticeTopic[];
};

/** What a person typed about where to find them. */
export type ContactFields = { phone: string; site: string; room: string };

/** The fields of a profile as they are kept. */
export const fieldsOf = ({ phone, room, site }: ProfileCard): ContactFields => ({
  phone,
  site: site === null ? '' : String(site.id),
  room,
});

const key = (text: TextKey): TextKey => text;

/** A box alone arrives as a text, several as a list, none not at all. */
export const listOf = (value: unknown): string[] =>
  value === undefined ? [] : [value].flat().map(String);

const idsOf = (items: readonly { id: number }[]): string[] => items.map(({ id }) => String(id));

/** Only the sites and affectations proposed, and the person's own. */
export const contactForm = ({ card, sites, units }: Profile) =>
  z.object({
    phone: z.string().trim().max(40),
    room: z.string().trim().max(60),
    site: z
      .string()
      .refine(
        (site) => ['', fieldsOf(card).site, ...idsOf(sites)].includes(site),
        key('news:profile.siteUnknown'),
      ),
    addUnit: z
      .string()
      .default('')
      .refine((unit) => ['', ...idsOf(units)].includes(unit), key('profile:contact.unitUnknown')),
  });

/** The affectations the page showed and that were unticked: what was added elsewhere meanwhile stays. */
export function removedUnitIds(body: FormBody, { units }: Profile): number[] {
  const shown = String(body['_units'] ?? '').split(' ');
  const kept = listOf(body['units']);
  return units.map(({ id }) => id).filter((id) => isRemoved(String(id), shown, kept));
}

const isRemoved = (id: string, shown: string[], kept: string[]): boolean =>
  shown.includes(id) && !kept.includes(id);

/** How pages should be. */
export const displayForm = z.object({
  language: z.enum(languages),
  colorScheme: z.enum(['auto', 'light', 'dark']),
  density: z.enum(['auto', 'comfortable', 'compact']),
  shortcuts: z.enum(['off', 'on']),
});

/** What one wants to be told of. */
export const noticesForm = z.object({
  topics: z.preprocess(
    listOf,
    z.array(z.enum(noticeTopics, { error: key('profile:notices.unknown') })),
  ),
});
