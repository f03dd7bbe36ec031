import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const compute = promisify(argon2);

/** OWASP's setting for argon2id: 19 MiB, two passes; about 50 ms of one core. */
const present = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

type Cost = typeof present;
type Parts = { cost: Cost; nonce: Buffer; tag: Buffer };

/** The usual text form, so that another product can read it: $argon2id$v=19$m=19456,t=2,p=1$nonce$tag */
const written =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const plain = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

function parse(hash: string): Parts | undefined {
  const [, memory, passes, parallelism, nonce, tag] = written.exec(hash) ?? [];
  if (nonce === undefined || tag === undefined) return undefined;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

function parameters(password: string, nonce: Buffer, cost: Cost): Argon2Parameters {
  // One keyboard composes « é » where another sends it whole: both are the same password.
  return { message: password.normalize('NFC'), nonce, tagLength, ...cost };
}

/** Turns a password into what may be kept: argon2id, in its usual text form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await compute('argon2id', parameters(password, nonce, present));
  const { memory, passes, parallelism } = present;
  const cost = `m=${String(memory)},t=${String(passes)},p=${String(parallelism)}`;
  return `$argon2id$v=19$${cost}$${plain(nonce)}$${plain(tag)}`;
}

/**
 * Says whether this password gave this hash. Without a hash (nobody has this login) it works just as long and says
 * no, so that time does not tell who exists.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const parts = hash === null ? undefined : parse(hash);
  const { cost, nonce, tag } = parts ?? {
    cost: present,
    nonce: randomBytes(16),
    tag: randomBytes(tagLength),
  };
  const computed = await compute('argon2id', parameters(password, nonce, cost));
  return computed.length === tag.length && timingSafeEqual(computed, tag);
}
