import { z } from 'zod';
import { readDate } from '../../domain/calendar/calendar-faults.ts';
import type { SettingKey, SettingValue } from '../../domain/settings/settings.ts';
import { formatNumber } from '../../platform/text/numbers.ts';
import type { Lang } from '../../ui/texts.ts';

/** What a form of the page holds, by the names of its fields. */
export type SettingFields = Readonly<Record<string, string>>;

/** The three forms, by the last part of their address. */
export const settingParts = {
  editeur: 'publisher',
  contacts: 'contacts',
  audit: 'accessibilityAudit',
} as const satisfies Record<string, SettingKey>;
export type SettingPart = keyof typeof settingParts;

/** How long a line of these pages may be. */
export const settingLength = 200;

const line = z
  .string()
  .default('')
  .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
  .pipe(z.string().max(settingLength));

/** An address one can write to, or a page where one can. */
const reachable = line.refine(
  (text) => text === '' || z.email().safeParse(text).success || isWebPage(text),
  'admin:settings.unreachable',
);

function isWebPage(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === 'https:' && url.hostname.includes('.');
}

const publisher = z
  .object({ nom: line, adresse: line, responsable: line })
  .superRefine(({ nom, adresse, responsable }, context) => {
    const missing = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (nom === '' && adresse + responsable !== '') missing('nom', 'admin:settings.nameMissing');
    if (nom !== '' && adresse === '') missing('adresse', 'admin:settings.addressMissing');
  })
  .transform(({ nom: name, adresse: address, responsable: director }) => ({
    ...{ name, address, director },
  }));

const contacts = z
  .object({ donnees: reachable, accessibilite: reachable, securite: reachable })
  .transform(({ donnees: privacy, accessibilite: accessibility, securite: security }) => ({
    ...{ privacy, accessibility, security },
  }));

/** « 87,5 » or « 87.5 % »; null when it is no share of the criteria. */
function readRate(text: string): number | null {
  const found = /^(\d{1,3}(?:[.,]\d{1,2})?)\s?%?$/.exec(text)?.[1];
  const rate = Number(found?.replace(',', '.') ?? 'NaN');
  return rate <= 100 ? rate : null;
}

const audit = (today: Temporal.PlainDate) =>
  z
    .object({ date: line, auteur: line, taux: line })
    .transform(({ date: day, auteur: auditor, taux }, context) => {
      if (day + auditor + taux === '') return null;
      const wrong = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message });
      const [date, rate] = [readDate(day), readRate(taux)];
      if (date === null) wrong('date', 'admin:settings.dateWrong');
      else if (Temporal.PlainDate.compare(date, today) > 0) {
        wrong('date', 'admin:settings.dateToCome');
      }
      if (auditor === '') wrong('auteur', 'admin:settings.auditorMissing');
      if (rate === null) wrong('taux', 'admin:settings.rateWrong');
      return { date: String(date), auditor, rate: rate ?? 0 };
    });

/** What each form is read by. */
export const settingForms = (today: Temporal.PlainDate) => ({
  editeur: publisher,
  contacts,
  audit: audit(today),
});

/** What a form holds before anybody types. */
export const settingFields = {
  editeur: ({ name, address, director }: SettingValue<'publisher'>): SettingFields => ({
    ...{ nom: name, adresse: address, responsable: director },
  }),
  contacts: (value: SettingValue<'contacts'>): SettingFields => ({
    donnees: value.privacy,
    accessibilite: value.accessibility,
    securite: value.security,
  }),
  audit: (value: SettingValue<'accessibilityAudit'>, lang: Lang): SettingFields => ({
    date: value?.date ?? '',
    auteur: value?.auditor ?? '',
    taux: value === null ? '' : formatNumber(value.rate, lang),
  }),
};
