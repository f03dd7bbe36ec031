/** How serious it is: something to know, something that works badly, something that no longer works. */
export const announcementLevels = ['information', 'disruption', 'incident'] as const;
export type AnnouncementLevel = (typeof announcementLevels)[number];

/** News from the desk, shown in the panel « Messages » while they last; no end: until they are withdrawn. */
export type Announcement = {
  id: number;
  level: AnnouncementLevel;
  title: string;
  body: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant | null;
};
