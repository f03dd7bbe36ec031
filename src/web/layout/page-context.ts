import type { Incident } from '../../domain/announcements/announcement.ts';
import type { FileLimits } from '../../domain/files/file-desk.ts';
import type { Preferences } from '../../domain/people/person.ts';
import type { SessionEnd } from '../../domain/people/session.ts';
import type { AccessibilityStatus } from '../../domain/settings/settings.ts';
import type { Lang, T } from '../../ui/texts.ts';

/** The person reading the page, as far as the frame of the page needs to know. */
export type PagePerson = {
  id: string | number;
  login: string;
  firstName: string;
  lastName: string;
  isAgent: boolean;
  /** Of at least one team. */
  isLead?: boolean;
  isAdministrator: boolean;
};

/** What was just done, said once on the page that follows. */
export type Flash = { tone: 'success' | 'info' | 'warning' | 'danger'; text: string };

/** Finds the hashed address of a built asset: `assets('page.css')` → `/assets/page-4KXW2.css`. */
export type AssetLookup = (name: AssetName) => string;
export type AssetName =
  | 'page.css'
  | 'page.js'
  | 'live-worker.js'
  | 'icon.svg'
  | `help/${string}.webp`;

/** What every page says to its reader besides its own. */
export type Frame = {
  /** Notices they have not read; 100 stands for « more than 99 ». */
  unreadCount: number;
  /** What no longer works and concerns them, said above every page. */
  incidents: readonly Incident[];
};

/** How much one may attach, and whether somebody looks for viruses. */
export type FileRules = { limits: FileLimits; isScanned: boolean };

/** What every page is told of the request it answers. */
export type PageContext = {
  t: T;
  lang: Lang;
  /** Nobody before signing in. */
  person: PagePerson | null;
  /** When the reader will have to sign in again; absent when they are not signed in. */
  sessionEnd?: SessionEnd;
  csrfToken: string;
  /** The key of this page, kept when a form comes back: tells its drafts from those of another window. */
  window: string;
  /** The address asked for, with its query. */
  path: string;
  /** How the reader wants pages to be. */
  preferences: Preferences;
  frame: Frame;
  flash: Flash | null;
  fileRules: FileRules;
  assets: AssetLookup;
  /** Whose desk this is; empty when nobody said. */
  authority: string;
  version: string;
  /** What the last audit lets the site say of itself, at the foot of every page. */
  accessibility: AccessibilityStatus;
  now: Temporal.Instant;
  /** For the console only, where a library writes a style of its own. */
  cspNonce?: string;
};
