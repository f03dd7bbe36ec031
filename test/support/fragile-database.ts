import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Tables } from '../../src/domain/tables.ts';
import { createDb } from '../../src/platform/db/database.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export type FragileDatabase = TestDatabase & {
  /** Cuts every connection and refuses new ones, as a server that stopped. */
  fail: () => Promise<void>;
  /** Answers again, at the same address. */
  heal: () => Promise<void>;
};

/** A database of the test's own that can be made to disappear and to come back, without harm to the others. */
export async function fragileDatabase(): Promise<FragileDatabase> {
  const real = await testDatabase();
  const target = new URL(real.url);
  const sockets = new Set<Socket>();
  const relay = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const { port } = relay.address() as AddressInfo;
  const url = new URL(real.url);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  const pool = openPool(url.href, { max: 5, allowExitOnIdle: true });
  const stop = async () => {
    if (!relay.listening) return;
    const closed = once(relay, 'close');
    relay.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    db: createDb<Tables>(pool),
    pool,
    url: url.href,
    fail: stop,
    heal: async () => {
      relay.listen(port, '127.0.0.1');
      await once(relay, 'listening');
    },
    close: async () => {
      await pool.end();
      await stop();
      await real.close();
    },
  };
}
