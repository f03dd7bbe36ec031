import type { Config } from '../config.ts';
import type { FileDesk } from '../domain/files/file-desk.ts';
import type { Viewer } from '../domain/people/person.ts';
import type { SessionReading } from '../domain/people/session.ts';
import type { Db } from '../domain/tables.ts';
import type { Clock } from '../platform/clock.ts';
import type { Allowance } from './allowance.ts';
import type { SiteAssets } from './assets.ts';
import type { FilesBrought } from './form-files.ts';
import type { LastKnown } from './last-known.ts';
import type { Frame } from './layout/page-context.ts';
import type { Live } from './live/live.ts';
import type { OwnReading } from './read-own.ts';
import type { TextRefusal } from './receive-text.ts';

/**
 * Who may come through a route. `person` is anyone signed in; an administrator is not an agent for that; `lead` is
 * whoever leads a team, or an administrator.
 */
export type Access = 'public' | 'person' | 'agent' | 'lead' | 'administrator';

/** What the pages need to know of the installation. */
export type SiteConfig = Pick<
  Config,
  | 'production'
  | 'baseUrl'
  | 'authorityName'
  | 'trustProxy'
  | 'socket'
  | 'rateLimits'
  | 'doors'
  | 'capacity'
  | 'metricsToken'
> & {
  /** Signs cookies and the proofs of forms. */
  sessionSecret: string;
  /** Shown at the foot of every page. */
  version: string;
};

/** A demonstration account the sign-in page names: its login, and which part it plays. */
export type DemoAccount = readonly [login: string, part: string];

declare module 'fastify' {
  interface FastifyInstance {
    config: SiteConfig;
    db: Db;
    clock: Clock;
    live: Live;
    /** Where people's files are kept. */
    files: FileDesk;
    siteAssets: SiteAssets;
    lastKnown: LastKnown;
    /** How many refused entries each address may leave, one by one, for administrators to look up. */
    refusals: Allowance;
    /** Who may sign in to look around: a login and which part they play. Nobody in production. */
    demoAccounts: readonly DemoAccount[];
  }
  interface FastifyRequest {
    /** Who is acting; null when nobody is signed in. */
    viewer: Viewer | null;
    /** What every page says to them, read with the session for a page that is asked for. */
    frame: Frame | null;
    /** Whether it was read, or is not worth reading any more. */
    isFramed: boolean;
    /** What the session's cookie led to; null without a cookie, or when it leads nowhere. */
    sessionReading: SessionReading | null;
    /** Gives, or throws, what its page reads of its own, when that came with the session and was read for the very same person. */
    ahead: { reading: OwnReading; give: () => unknown } | null;
    /** What became of the files it brought; null when it could bring none. */
    filesBrought: FilesBrought | null;
    /** Why the text of the file it brought could not be had; null when it could, or when it brought none. */
    textRefused: TextRefusal | null;
    /** Why the session could not be read: told only once the body is known, so that what it holds is not lost. */
    sessionFailure: Error | null;
  }
  interface FastifyContextConfig {
    /** Who may come through: a route that does not say so does not boot. */
    access: Access;
    /** False for what must answer without the database and knows nobody: assets, health. */
    session?: boolean;
    /** False for what a page asks by itself, without its reader: it does not keep their session alive. */
    prolongs?: boolean;
    /** What its page reads of its own, asked with the session: see `readOwn`. */
    ahead?: OwnReading;
    /** An answer that stays open for hours: not measured with the others, nor told as one of them. */
    lasts?: boolean;
    /** True for what another site sends and which proves itself: asked neither where it starts nor the proof of a form. */
    provesItself?: boolean;
    /** Where the draft of this form is kept, when its session turns out to be over. */
    draftPlace?: (request: FastifyRequest) => string | null;
    /** Where the files of this form wait until it is sent; a route without it takes none. */
    filePlace?: (request: FastifyRequest) => string | null;
    /** This form takes one file of text, read in its place among the fields and never kept. */
    readsText?: boolean;
    /** The page of the form, to come back to after signing in; the page it was sent from when not given. */
    returnTo?: (request: FastifyRequest) => string;
  }
}
