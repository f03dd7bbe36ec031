import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** After a loss; also how long a silent connection has to say goodbye. */
const againMs = 1_000;
/** A connection that only listens would not notice that the server is gone: it is asked. */
const everyMs = 30_000;

export type ListenOptions = {
  /** What to do with what is said on each channel. */
  channels: Readonly<Record<string, (payload: string) => void>>;
  /** Listening again after a loss: something may have been missed. */
  onReturn: () => void;
};

export type Listener = {
  /** Settled once the server has been asked for the channels. */
  ready: Promise<void>;
  close: () => Promise<void>;
};

/** The name under which this connection is seen in PostgreSQL. */
export const listenerName = 'centre-de-services hints';

/** Hears what is notified on channels, on one connection of its own, opened again for as long as it takes. */
export function listen(url: string, { channels, onReturn }: ListenOptions): Listener {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();

  const listenOnce = async (isReturn: boolean): Promise<void> => {
    const client = openClient(url);
    const lost = lossOf(client, signal);
    client.on('notification', ({ channel, payload }) => channels[channel]?.(payload ?? ''));
    try {
      await client.connect();
      for (const channel of Object.keys(channels)) {
        await client.query(`listen ${client.escapeIdentifier(channel)}`);
      }
      isReady();
      if (isReturn) onReturn();
      await Promise.race([lost, askUntilSilent(client, signal)]);
    } finally {
      await Promise.race([client.end().catch(() => undefined), pause(againMs, undefined, quiet)]);
    }
  };
  const run = async (): Promise<void> => {
    for (let isReturn = false; !signal.aborted; isReturn = true) {
      await listenOnce(isReturn).catch(() => undefined);
      await pause(againMs, undefined, { signal, ...quiet }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    ready,
    close: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** A process that has nothing else to do may end. */
const quiet = { ref: false };

function openClient(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: listenerName,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
  });
}

/** Settled when the connection is lost, or no longer wanted. */
function lossOf(client: pg.Client, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    client.on('error', () => resolve());
    client.once('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function askUntilSilent(client: pg.Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(everyMs, undefined, { signal, ...quiet });
    await client.query('select');
  }
}
