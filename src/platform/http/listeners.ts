import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

/**
 * Each turn of the event loop takes in one connection for each listener, however many wait. With one alone, turns of
 * twenty pages let in fifty people a second: the queue of the system fills, what comes next is dropped, and is tried
 * again after one second, then three, then seven.
 */
const usualCount = 31;

/** How many the system keeps for us between two turns, at each listener; it has a limit of its own (somaxconn). */
export const waitingConnections = 4_096;

/** Only there do several listeners of one port share what comes (SO_REUSEPORT); elsewhere there is one. */
export const sharesPorts = process.platform === 'linux';

/**
 * Lets people in quicker: more listeners on the port of a server that was opened with `reusePort`. They close with
 * what is given back, once those they let in have gone.
 */
export async function listenBeside(
  server: Server,
  count: number = usualCount,
): Promise<() => Promise<void>> {
  if (!sharesPorts) return async () => undefined;
  const { port, address: host } = server.address() as AddressInfo;
  // What node:http asks of its own sockets.
  const options = { allowHalfOpen: true, noDelay: true };
  const others = Array.from({ length: count }, () =>
    createServer(options, (socket) => server.emit('connection', socket)),
  );
  const close = async (): Promise<void> => {
    await Promise.all(others.filter((one) => one.listening).map(closed));
  };
  try {
    for (const other of others) {
      other.listen({ port, host, backlog: waitingConnections, reusePort: true });
      await once(other, 'listening');
    }
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => void server.close(() => resolve()));
