import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What stands behind a proxy to see what it lets through: a live stream, and the bytes of what is sent. */
export type Echo = {
  port: number;
  /** Writes one line to the open stream. */
  say: (word: string) => void;
  /** Waits until the open stream is closed by the other side. */
  streamEnded: () => Promise<void>;
  /** Waits until that many bytes of the current request have come; gives how many. */
  received: (bytes: number) => Promise<number>;
  close: () => Promise<void>;
};

const limitMs = 10_000;

/** Waits for something to become true, at most ten seconds. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let waited = 0; !isTrue(); waited += 20) {
    if (waited > limitMs) throw new Error('nothing came through the proxy');
    await pause(20);
  }
}

/** Starts it on a free port of the loopback. */
export async function startEcho(): Promise<Echo> {
  let stream: ServerResponse | undefined;
  let bytes = 0;
  const server = createServer((request, response) => {
    if (request.url === '/notifications/flux') {
      stream = response;
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': ouvert\n\n');
      return;
    }
    bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    request.on('end', () => response.end(String(bytes)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    say: (word) => stream?.write(`data: ${word}\n\n`),
    streamEnded: async () => {
      const open = stream;
      // Some proxies notice at the next line only: a stream says something now and then.
      const beat = setInterval(() => open?.write(': encore\n\n'), 100);
      await until(() => open?.destroyed ?? true).finally(() => clearInterval(beat));
    },
    received: async (enough) => {
      await until(() => bytes >= enough);
      return bytes;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
