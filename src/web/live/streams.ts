import { randomInt } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Several browsers and devices; a browser holds one, however many windows it has. */
export const streamsOfPerson = 8;
/** Of one process; beyond, browsers ask now and then instead. */
export const streamsInAll = 4_000;
/** Bytes nobody reads: the browser is gone without a word. */
const mostUnread = 16_384;

/** One browser that listens. */
export type Stream = {
  personId: number;
  /** The key of the session it was opened with: it ends with it. */
  session: string;
  response: ServerResponse;
};

/** What a browser can be told: that something changed, never what. */
export type Word = 'here' | 'again' | 'notices' | `ticket ${number}`;

/** The streams of this process, by person. */
export type Streams = {
  count: () => number;
  people: () => number[];
  sessions: () => string[];
  /** False when there are too many. */
  add: (stream: Stream) => boolean;
  tell: (word: Word, personIds?: Iterable<number>) => void;
  end: (isOver: (stream: Stream) => boolean) => void;
};

/** Starts with nobody listening. */
export function makeStreams(): Streams {
  const byPerson = new Map<number, Set<Stream>>();
  const count = (): number => [...byPerson.values()].reduce((sum, own) => sum + own.size, 0);
  const every = (): Stream[] => [...byPerson.values()].flatMap((own) => [...own]);

  const remove = (stream: Stream): void => {
    const own = byPerson.get(stream.personId);
    own?.delete(stream);
    if (own?.size === 0) byPerson.delete(stream.personId);
  };
  const add = (stream: Stream): boolean => {
    const own = byPerson.get(stream.personId) ?? new Set<Stream>();
    if (own.size >= streamsOfPerson || count() >= streamsInAll) return false;
    byPerson.set(stream.personId, own.add(stream));
    stream.response.once('close', () => remove(stream));
    // After a restart all browsers come back: not at the same moment.
    stream.response.write(`retry: ${String(randomInt(2_000, 8_000))}\n\n`);
    say(stream, 'here');
    return true;
  };
  return {
    ...{ count, add },
    people: () => [...byPerson.keys()],
    sessions: () => [...new Set(every().map(({ session }) => session))],
    tell: (word, personIds = byPerson.keys()) => {
      for (const id of personIds) for (const stream of byPerson.get(id) ?? []) say(stream, word);
    },
    end: (isOver) => {
      for (const stream of every()) if (isOver(stream)) stream.response.end();
    },
  };
}

function say({ response }: Stream, word: Word): void {
  if (response.writableLength > mostUnread) response.destroy();
  else response.write(`data: ${word}\n\n`);
}
