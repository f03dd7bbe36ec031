/** How serious it is: something to know, something that works badly, something that no longer works. */
export const announcementLevels = ['information', 'disruption', 'incident'] as const;
export type AnnouncementLevel = (typeof announcementLevels)[number];

/** The people news are for: those of any of these sites, units and teams; everybody when none is named. */
export type Audience = {
  siteIds: readonly number[];
  unitIds: readonly number[];
  teamIds: readonly number[];
};

/** What news say, to whom, about what, and how long; no end: until somebody ends them. */
export type AnnouncementContent = Audience & {
  level: AnnouncementLevel;
  title: string;
  /** Paragraphs and « - » lists, as in the F.A.Q. */
  body: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant | null;
  /** The natures they are about, told on their forms; they do not narrow who reads. */
  categoryIds: readonly number[];
};

/** News from the desk as its readers see them. */
export type Announcement = {
  id: number;
  level: AnnouncementLevel;
  title: string;
  body: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant | null;
};

/** Something that no longer works, told on every page of those it is for. */
export type Incident = Announcement & { categoryIds: readonly number[] };

/** News as those who write them see them. */
export type EditableAnnouncement = AnnouncementContent & {
  id: number;
  version: number;
  /** Ended by hand. */
  endedAt: Temporal.Instant | null;
};

/** Where news stand at an instant. */
export type Phase = 'current' | 'coming' | 'past';

/** Says whether news are shown now, later or no longer. */
export function phaseOf(
  { startsAt, endsAt, endedAt }: Pick<EditableAnnouncement, 'startsAt' | 'endsAt' | 'endedAt'>,
  now: Temporal.Instant,
): Phase {
  const isAfter = (limit: Temporal.Instant) => Temporal.Instant.compare(now, limit) >= 0;
  if (endedAt !== null || (endsAt !== null && isAfter(endsAt))) return 'past';
  return isAfter(startsAt) ? 'current' : 'coming';
}

/** The parts of news that may change, in the order people read them. */
export const contentParts = [
  'level',
  'title',
  'body',
  'startsAt',
  'endsAt',
  'siteIds',
  'unitIds',
  'teamIds',
  'categoryIds',
] as const satisfies readonly (keyof AnnouncementContent)[];
export type ContentPart = (typeof contentParts)[number];

const byNumber = (a: number, b: number): number => a - b;

/** Writes a part so that two of them can be compared and kept; ids in order, since their order means nothing. */
export function plainPart(content: AnnouncementContent, part: ContentPart) {
  const value = content[part];
  if (value instanceof Temporal.Instant) return value.toString();
  return value === null || typeof value === 'string' ? value : [...value].sort(byNumber);
}

/** The parts in which two contents differ. */
export function changedParts(
  before: AnnouncementContent,
  after: AnnouncementContent,
): ContentPart[] {
  return contentParts.filter(
    (part) => JSON.stringify(plainPart(before, part)) !== JSON.stringify(plainPart(after, part)),
  );
}
