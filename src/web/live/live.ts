import { setTimeout as pause } from 'node:timers/promises';
import { hintChannel, readHint } from '../../domain/notifications/hints.ts';
import { endedChannel } from '../../domain/people/end-sessions.ts';
import { liveSessions, sessionKey } from '../../domain/people/session.ts';
import type { Db } from '../../domain/tables.ts';
import { peopleWhoSee } from '../../domain/tickets/ticket-access.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Listener, listen } from '../../platform/db/listen.ts';
import type { Log } from '../../platform/log.ts';
import { makeStreams, type Stream } from './streams.ts';

/** Proxies close what says nothing; browsers that hear nothing for a minute ask by themselves. */
const hereEveryMs = 25_000;
/** The end of a session is heard at once; what time ends, or was said while nobody heard, no later than this. */
const sessionsEveryMs = 30_000;
/** How long a first browser waits for the database to listen. */
const listeningMs = 2_000;

/** What tells open browsers that something changed. */
export type Live = {
  /** How many browsers listen. */
  count: () => number;
  /** Listens for a browser, until its session is over; false when there are too many. */
  open: (stream: Omit<Stream, 'session'> & { token: string }) => Promise<boolean>;
  /** Ends the streams of sessions that time has ended, or whose end was not heard of. */
  sweep: () => Promise<void>;
  close: () => Promise<void>;
};

export type LiveOptions = { db: Db; databaseUrl: string; clock: Clock; log: Log };

/** Ready to tell browsers; it listens to the database from the first of them on. */
export function openLive({ db, databaseUrl, clock, log }: LiveOptions): Live {
  const streams = makeStreams();
  let listener: Listener | undefined;
  const timers: NodeJS.Timeout[] = [];

  const passOn = async (payload: string): Promise<void> => {
    const hint = readHint(payload);
    if (hint === null) return;
    streams.tell('notices', hint.people);
    const { ticket: number, isPublic } = hint;
    const personIds = streams.people();
    if (number === undefined || personIds.length === 0) return;
    const allowed = await peopleWhoSee(db, { number, personIds, teamOnly: !isPublic });
    streams.tell(`ticket ${number}`, allowed);
  };
  const sweep = async (): Promise<void> => {
    const sessions = streams.sessions();
    if (sessions.length === 0) return;
    const live = await liveSessions(db, sessions, clock());
    streams.end(({ session }) => sessions.includes(session) && !live.has(session));
  };
  const tolerate = (work: Promise<void>): void => {
    // The database is away: those who listen are told to ask again when it comes back.
    void work.catch((error: unknown) => log.warn({ err: error }, 'A hint was not passed on.'));
  };
  const start = (): Listener => {
    const every = (ms: number, work: () => void) => timers.push(setInterval(work, ms).unref());
    every(hereEveryMs, () => streams.tell('here'));
    every(sessionsEveryMs, () => tolerate(sweep()));
    return listen(databaseUrl, {
      channels: {
        [hintChannel]: (payload) => tolerate(passOn(payload)),
        [endedChannel]: (key) => streams.end(({ session }) => session === key),
      },
      onReturn: () => {
        streams.tell('again');
        tolerate(sweep());
      },
    });
  };
  return {
    count: streams.count,
    sweep,
    open: async ({ token, ...stream }) => {
      listener ??= start();
      await Promise.race([listener.ready, pause(listeningMs, undefined, { ref: false })]);
      if (stream.response.destroyed) return true;
      return streams.add({ ...stream, session: sessionKey(token) });
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      streams.end(() => true);
      await listener?.close();
    },
  };
}
