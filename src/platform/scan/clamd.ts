import { connect, type Socket } from 'node:net';
import { Unavailable } from '../errors.ts';
import { NoVerdict, type Scanner, type Verdict } from './scanner.ts';

/** Where clamd listens: a socket of this machine, or a host and port. */
export type ClamdAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

/** How long clamd may stay silent: it answers only once it has looked through everything. */
const usualTimeoutMs = 120_000;
/** An answer is one short line. */
const longestAnswer = 4_096;
/** INSTREAM takes pieces, each after its length; a whole piece must fit in what clamd reads at once. */
const pieceBytes = 64 * 1024;

/** What one answer means: « stream: OK », « stream: Name FOUND », anything else is no verdict. */
export function readAnswer(answer: string): Verdict {
  const line = answer.replace(/\0.*$/s, '').trim();
  if (line === 'stream: OK') return { clean: true };
  const [, found] = /^stream: (.+) FOUND$/.exec(line) ?? [];
  if (found !== undefined) return { clean: false, found };
  throw new NoVerdict(`clamd says « ${line.slice(0, 200)} »`);
}

function* framed(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const piece = bytes.subarray(start, start + pieceBytes);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    yield length;
    yield piece;
  }
}

/** Waits until the socket has room again, or until it answers or ends before everything was sent. */
const drained = (socket: Socket, answered: Promise<unknown>): Promise<unknown> =>
  Promise.race([new Promise((resolve) => socket.once('drain', resolve)), answered]);

/** Sends a content; says whether it went whole. */
async function send(
  socket: Socket,
  bytes: AsyncIterable<Uint8Array>,
  answered: Promise<unknown>,
): Promise<boolean> {
  let isAnswered = false;
  const noticed = answered.then(
    () => {
      isAnswered = true;
    },
    () => {
      isAnswered = true;
    },
  );
  socket.write('zINSTREAM\0');
  for await (const part of bytes) {
    for (const piece of framed(part)) {
      // It has found something, or does not want more (StreamMaxLength): the rest would be lost.
      if (isAnswered) return false;
      if (!socket.write(piece)) await drained(socket, noticed);
    }
  }
  socket.write(Buffer.alloc(4));
  return true;
}

/**
 * What it answers. Hung up in the middle, it does not want this content (its answer may be lost with the connection) or
 * died of it: no verdict, and the others may still have theirs.
 */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    let isReached = false;
    const fail = (reason: string, cause?: unknown): void => {
      const Reason = isReached ? NoVerdict : Unavailable;
      reject(new Reason(`clamd ${reason}`, { cause }));
    };
    socket.on('connect', () => {
      isReached = true;
    });
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      answer += text;
      if (answer.includes('\0')) resolve(answer);
      else if (answer.length > longestAnswer) fail('answers too much');
    });
    socket.on('timeout', () => reject(new Unavailable('clamd is silent')));
    socket.on('error', (error) => fail('is lost', error));
    socket.on('close', () => fail('hung up'));
  });
}

/** Asks a clamd to look through what streams by (INSTREAM). */
export function clamdScanner(
  address: ClamdAddress,
  { timeoutMs = usualTimeoutMs }: { readonly timeoutMs?: number } = {},
): Scanner {
  return {
    async scan(bytes) {
      const socket = connect(address);
      socket.setTimeout(timeoutMs);
      const answer = answerOf(socket);
      try {
        const sent = send(socket, bytes, answer);
        sent.catch(() => undefined);
        // A content that cannot be read is our own fault, not clamd's: told as it is.
        await Promise.race([sent, answer]);
        const verdict = readAnswer(await answer);
        if (verdict.clean && !(await sent)) throw new NoVerdict('clamd answers before the end');
        return verdict;
      } finally {
        answer.catch(() => undefined);
        socket.destroy();
      }
    },
  };
}

/** Reads where clamd listens: « /run/clamav/clamd.ctl » or « 127.0.0.1:3310 »; null when it is neither. */
export function clamdAddress(text: string): ClamdAddress | null {
  if (text.startsWith('/')) return { path: text };
  const [, host = '', port = ''] = /^(\[[\da-fA-F:.]+\]|[\w.-]+):(\d{1,5})$/.exec(text) ?? [];
  const number = Number(port);
  if (host === '' || number < 1 || number > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port: number };
}
