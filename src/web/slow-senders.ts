import type { FastifyInstance, FastifyRequest } from 'fastify';

/** How patient the site is with who sends slowly. */
export type Patience = {
  /** How often a request on its way is looked at. */
  everyMs: number;
  /** How many looks a form without files has to arrive whole. */
  looks: number;
  /** What files must have brought between two looks, in bytes. */
  leastBytes: number;
};

/** Two minutes for words. Files may take the hour of `requestTimeout` at 2 KiB a second: a long road is not a stall. */
const usualPatience: Patience = { everyMs: 30_000, looks: 4, leastBytes: 64 * 1024 };

const cut = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/** A request that stalls does not hold its place for ever; files that arrive slowly do arrive. */
export function cutSlowSenders(app: FastifyInstance, patience = usualPatience): void {
  app.addHook('onRequest', async (request) => {
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
    if (hasBody && !request.raw.complete) watch(request, patience);
  });
}

function watch({ raw, headers }: FastifyRequest, patience: Patience): void {
  const { everyMs, looks, leastBytes } = patience;
  const hasFiles = headers['content-type']?.startsWith('multipart/') ?? false;
  const { socket } = raw;
  let looked = 0;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    if (raw.complete) return clearInterval(timer);
    looked += 1;
    const brought = socket.bytesRead - before;
    before = socket.bytesRead;
    // Bytes that wait to be read are our own delay, not theirs.
    const isSlow = hasFiles ? brought < leastBytes && raw.readableLength === 0 : looked >= looks;
    if (!isSlow) return undefined;
    clearInterval(timer);
    socket.end(cut);
    return raw.destroy();
  }, everyMs).unref();
  raw.once('close', () => clearInterval(timer));
}
