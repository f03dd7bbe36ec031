/** What the windows of a browser tell each other: what one of them, or their worker, heard from the desk. */
export type Heard =
  | { kind: 'here' }
  | { kind: 'ticket'; ticket: number | null }
  | { kind: 'count'; count: number; text: string };

/** Where to listen, and where to ask how many notices are unread. */
export type Places = { stream: string; ask: string };

/** The name under which the windows of one person hear each other. */
export const channelOf = ({ stream }: Places): string => `live ${stream}`;

/** Several changes at once are asked about once. */
const pauseMs = 300;
/** Over which all browsers ask again after an outage. */
const spreadMs = 5_000;
/** Refused: too many, or nobody is signed in. Later it may go, for whoever is still there. */
const refusedMs = 180_000;

/** Asks how many notices are unread; null when the desk does not say, `gone` when the session is over. */
export async function askCount(address: string): Promise<Heard | 'gone' | null> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(
    () => null,
  );
  if (answer?.status === 401) return 'gone';
  const known: unknown = answer?.ok ? await answer.json().catch(() => null) : null;
  if (!known || typeof known !== 'object' || !('count' in known) || !('text' in known)) return null;
  const { count, text } = known;
  if (typeof count !== 'number' || typeof text !== 'string') return null;
  return { kind: 'count', count, text };
}

/**
 * Holds the one stream of a browser and tells its windows; gives the way to open it again when it was refused. Who takes
 * it over from another window asks what was said meanwhile.
 */
export function holdStream(places: Places, { takesOver = false } = {}): () => void {
  const channel = new BroadcastChannel(channelOf(places));
  const tell = (heard: Heard): void => channel.postMessage(heard);
  let asking: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;

  const ask = (): void => {
    asking ??= setTimeout(() => {
      asking = undefined;
      void askCount(places.ask).then((heard) => {
        if (heard !== null && heard !== 'gone') tell(heard);
      });
    }, pauseMs);
  };
  const catchUp = (): void => {
    ask();
    tell({ kind: 'ticket', ticket: null });
  };
  const hear = (word: string): void => {
    tell({ kind: 'here' });
    const [, ticket] = /^ticket (\d+)$/.exec(word) ?? [];
    if (ticket !== undefined) tell({ kind: 'ticket', ticket: Number(ticket) });
    else if (word === 'notices') ask();
    // Told to everybody at the same moment: not asked by everybody at the same moment.
    else if (word === 'again') setTimeout(catchUp, Math.random() * spreadMs);
  };
  const open = (): void => {
    if (source !== undefined && source.readyState !== EventSource.CLOSED) return;
    const mine = new EventSource(places.stream);
    let missed = takesOver || source !== undefined;
    source = mine;
    mine.onmessage = ({ data }: MessageEvent<string>) => hear(data);
    mine.onopen = () => {
      if (missed) catchUp();
      missed = false;
    };
    mine.onerror = () => {
      missed = true;
      if (mine.readyState === EventSource.CLOSED) setTimeout(open, refusedMs);
    };
  };
  open();
  return open;
}
