import { z } from 'zod';
import {
  type AnnouncementContent,
  announcementLevels,
  type EditableAnnouncement,
  phaseOf,
} from '../../domain/announcements/announcement.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import { isBlank } from '../../platform/text/clean.ts';
import { isSkipped, readLocalTime, toLocalTime } from '../../platform/text/local-time.ts';
import type { T, TextKey } from '../../ui/texts.ts';
import { draftText } from '../draft-notice.tsx';
import { readForm } from '../forms.ts';

/** What was typed about news; boxes are the ids that were ticked. */
export type AnnouncementFields = {
  niveau: string;
  titre: string;
  texte: string;
  debut: string;
  heureDebut: string;
  fin: string;
  heureFin: string;
  public: string;
  sites: readonly string[];
  affectations: readonly string[];
  equipes: readonly string[];
  natures: readonly string[];
  /** The version that was read; empty for new ones. */
  version: string;
  /** The key of a form that adds. */
  cle: string;
};

/** How long the words may be. */
export const announcementLimits = { titre: 200, texte: 20_000 };

const boxes = { siteIds: 'sites', unitIds: 'affectations', teamIds: 'equipes' } as const;

/** The form of news nobody has begun. */
export function emptyAnnouncement(): AnnouncementFields {
  const texts = { niveau: 'information', titre: '', texte: '', public: 'tous', version: '' };
  const times = { debut: '', heureDebut: '', fin: '', heureFin: '' };
  const lists = { sites: [], affectations: [], equipes: [], natures: [] };
  return { ...texts, ...times, ...lists, cle: crypto.randomUUID() };
}

/** The form of news that say the same as others, to be published again. */
export function copiedAnnouncement(content: AnnouncementContent): AnnouncementFields {
  const ids = (list: readonly number[]) => list.map(String);
  const { level, title, body, siteIds, unitIds, teamIds, categoryIds } = content;
  const isNarrow = siteIds.length + unitIds.length + teamIds.length > 0;
  return {
    ...emptyAnnouncement(),
    ...{ niveau: level, titre: title, texte: body, public: isNarrow ? 'cible' : 'tous' },
    ...{ sites: ids(siteIds), affectations: ids(unitIds), equipes: ids(teamIds) },
    natures: ids(categoryIds),
  };
}

/** The form of news as they are. */
export function announcementFields(announcement: EditableAnnouncement): AnnouncementFields {
  const { startsAt, endsAt, version } = announcement;
  const start = toLocalTime(startsAt);
  const end = endsAt === null ? { day: '', time: '' } : toLocalTime(endsAt);
  return {
    ...copiedAnnouncement(announcement),
    ...{ debut: start.day, heureDebut: start.time, fin: end.day, heureFin: end.time },
    ...{ version: String(version), cle: '' },
  };
}

/** The form as it was sent or left in a draft. */
export function filledAnnouncement(
  content: DraftContent,
  { cle, version }: Pick<AnnouncementFields, 'cle' | 'version'>,
): AnnouncementFields {
  const text = (name: string) => draftText(content, name);
  const list = (name: string) => [content[name] ?? []].flat();
  return {
    ...{ niveau: text('niveau'), titre: text('titre'), texte: text('texte') },
    ...{ debut: text('debut'), heureDebut: text('heureDebut') },
    ...{ fin: text('fin'), heureFin: text('heureFin'), public: text('public') },
    ...{ sites: list('sites'), affectations: list('affectations'), equipes: list('equipes') },
    natures: list('natures'),
    version: text('version') || version,
    cle: z.uuid().safeParse(text('cle')).success ? text('cle') : cle,
  };
}

/** The ids that the form proposes, and whether news must be about one of its natures. */
export type Proposed = {
  siteIds: readonly number[];
  unitIds: readonly number[];
  teamIds: readonly number[];
  categoryIds: readonly number[];
  needsCategory: boolean;
};

const words = (most: number, missing: TextKey) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !isBlank(text), missing);

const schema = z.object({
  niveau: z.enum(announcementLevels, 'errors:field.choice'),
  titre: words(announcementLimits.titre, 'announcement:form.titleMissing'),
  texte: words(announcementLimits.texte, 'announcement:form.bodyMissing'),
  public: z.enum(['tous', 'cible'], 'errors:field.choice'),
});

export type AnnouncementReading =
  | { ok: true; content: AnnouncementContent }
  | { ok: false; errors: Record<string, string> };

type Known = { proposed: Proposed; existing: EditableAnnouncement | null; now: Temporal.Instant };

/** Reads the form of news: what they say, or what to correct. */
export function readAnnouncement(
  body: unknown,
  fields: AnnouncementFields,
  { known, t }: { known: Known; t: T },
): AnnouncementReading {
  const form = readForm(schema, body, t);
  const period = readPeriod(fields, known);
  const lists = readLists(fields, known.proposed);
  const found = Object.entries({ ...period.errors, ...lists.errors });
  const others = Object.fromEntries(found.map(([field, key]) => [field, t(key)]));
  const errors = { ...(form.ok ? {} : form.errors), ...others };
  if (!form.ok || found.length > 0) return { ok: false, errors };
  const { niveau: level, titre: title, texte: text } = form.values;
  const { startsAt, endsAt } = period;
  return { ok: true, content: { level, title, body: text, startsAt, endsAt, ...lists.ids } };
}

type Errors = Record<string, TextKey>;

/** An instant that the form shows to the minute stays what it was to the millisecond. */
function instantOf(day: string, time: string, known: Temporal.Instant | null) {
  const shown = known && toLocalTime(known);
  if (shown && shown.day === day && shown.time === time) return known;
  return readLocalTime({ day, time });
}

const whyUnread = (day: string, time: string): TextKey =>
  isSkipped({ day, time }) ? 'announcement:form.timeSkipped' : 'announcement:form.dateWrong';

/** « Mettre fin maintenant » is offered under the form of news that are shown. */
const endIsPast = ({ existing, now }: Known): TextKey =>
  existing !== null && phaseOf(existing, now) === 'current'
    ? 'announcement:form.endPastShown'
    : 'announcement:form.endPast';

function readPeriod(fields: AnnouncementFields, known: Known) {
  const { existing, now } = known;
  const errors: Errors = {};
  const { debut, heureDebut, fin, heureFin } = fields;
  const isStartGiven = debut !== '' || heureDebut !== '';
  const start = isStartGiven ? instantOf(debut, heureDebut, existing?.startsAt ?? null) : now;
  if (start === null) errors['debut'] = whyUnread(debut, heureDebut);
  const startsAt = start ?? now;
  if (fin === '' && heureFin === '') return { startsAt, endsAt: null, errors };
  const endsAt = instantOf(fin, heureFin === '' ? '23:59' : heureFin, existing?.endsAt ?? null);
  if (endsAt === null) errors['fin'] = whyUnread(fin, heureFin);
  else if (Temporal.Instant.compare(endsAt, now) <= 0) errors['fin'] = endIsPast(known);
  else if (Temporal.Instant.compare(endsAt, startsAt) <= 0) {
    errors['fin'] = 'announcement:form.endBeforeStart';
  }
  return { startsAt, endsAt, errors };
}

function readLists(fields: AnnouncementFields, proposed: Proposed) {
  const errors: Errors = {};
  const read = (
    name: 'sites' | 'affectations' | 'equipes' | 'natures',
    among: readonly number[],
  ) => {
    const known = new Set(among.map(String));
    if (!fields[name].every((id) => known.has(id))) errors[name] = 'errors:field.choice';
    return [...new Set(fields[name])].map(Number);
  };
  const ids = {
    siteIds: read(boxes.siteIds, proposed.siteIds),
    unitIds: read(boxes.unitIds, proposed.unitIds),
    teamIds: read(boxes.teamIds, proposed.teamIds),
    categoryIds: read('natures', proposed.categoryIds),
  };
  const named = ids.siteIds.length + ids.unitIds.length + ids.teamIds.length;
  if (fields.public === 'cible' && named === 0) errors['public'] = 'announcement:form.nobody';
  if (fields.public === 'tous' && named > 0) errors['public'] = 'announcement:form.allAndSome';
  if (proposed.needsCategory && ids.categoryIds.length === 0) {
    errors['natures'] ??= 'announcement:form.natureMissing';
  }
  return { ids, errors };
}
