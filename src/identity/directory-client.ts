import { connect, isIP } from 'node:net';
import { type ConnectionOptions, connect as connectSecurely } from 'node:tls';
import { Client, type Entry, type Filter, ResultCodeError } from 'ldapts';
import type { DirectoryConfig } from '../config-directory.ts';

/** Why a directory could not be read: a word of ours, and a code of the protocol or of the network. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  readonly reason: 'silent' | 'untrusted' | 'refused';
  readonly code: string;

  constructor(reason: DirectoryError['reason'], code: string) {
    super(`The directory could not be read: ${reason} ${code}`);
    this.reason = reason;
    this.code = code;
  }
}

/** How long the server may take for each thing it is asked. */
const patienceMs = 30_000;

/**
 * Reads the entries that the configuration asks for, page by page, and only those attributes. All of them or a
 * `DirectoryError`: a list cut short would be taken for departures.
 */
export async function readEntries(
  config: DirectoryConfig,
  { attributes, filter }: { attributes: readonly string[]; filter: Filter | string },
): Promise<Entry[]> {
  const client = new Client({
    url: config.url,
    timeout: patienceMs,
    connectTimeout: patienceMs,
    // Given for ldap:// as well, they would have it speak TLS at once.
    ...(config.url.startsWith('ldaps:') ? { tlsOptions: tlsOptions(config) } : {}),
    // The library connects again by itself, in clear and as anybody: a connection that is lost is an error here.
    createConnection: once(connect),
    createSecureConnection: once(connectSecurely),
  });
  try {
    if (config.startsTls) await encrypt(client, config);
    if (config.reader) await client.bind(config.reader.dn, config.reader.password);
    const { searchEntries } = await client.search(config.base, {
      ...{ scope: 'sub', filter, attributes: [...attributes] },
      paged: { pageSize: config.pageSize },
      explicitBufferAttributes: [config.key],
    });
    return searchEntries;
  } catch (error) {
    throw explain(error);
  } finally {
    // It is not waited for: the server may be gone.
    void client.unbind().catch(() => undefined);
  }
}

/** Turns the connection into an encrypted one; who does not answer, or whose certificate is not theirs, hears nothing. */
async function encrypt(client: Client, config: DirectoryConfig): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new DirectoryError('silent', 'timeout')), patienceMs);
  try {
    await Promise.race([client.startTLS(tlsOptions(config)), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The name that the certificate must bear, whatever NODE_TLS_REJECT_UNAUTHORIZED says; an address is not announced, but
 * checked all the same.
 */
function tlsOptions({ url }: DirectoryConfig): ConnectionOptions {
  const host = new URL(url).hostname.replaceAll(/[[\]]/g, '');
  return { host, rejectUnauthorized: true, ...(isIP(host) === 0 ? { servername: host } : {}) };
}

/** A way to connect that serves once. */
function once<Connect extends (...given: never[]) => unknown>(open: Connect): Connect {
  let isUsed = false;
  const opening = (...given: Parameters<Connect>): unknown => {
    if (isUsed) throw new DirectoryError('silent', 'closed');
    isUsed = true;
    return open(...given);
  };
  return opening as Connect;
}

const certificateFault = /CERT|SIGNATURE|ALTNAME|SSL/;

function explain(error: unknown): unknown {
  if (error instanceof DirectoryError || !(error instanceof Error)) return error;
  if (error instanceof ResultCodeError) return new DirectoryError('refused', String(error.code));
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') {
    // What the library says of a connection, in words only.
    const isLate = /time(d )?out/i.test(error.message);
    const isLost = /closed|not established|Socket error/i.test(error.message);
    return isLate || isLost ? new DirectoryError('silent', isLate ? 'timeout' : 'closed') : error;
  }
  return new DirectoryError(certificateFault.test(code) ? 'untrusted' : 'silent', code);
}
