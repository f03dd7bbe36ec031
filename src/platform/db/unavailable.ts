import { Unavailable } from '../errors.ts';

const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections; class 08 is the connection itself. */
const sqlStates = /^(08...|57P01|57P02|57P03|53300)$/;

/** `pg` gives these no code. */
const messages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Connection ended)/;

/** Says whether an error means that the database cannot be reached, as opposed to a statement it refused. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return systemCodes.has(code) || sqlStates.test(code) || messages.test(error.message);
}

/** Turns « the database cannot be reached » into Unavailable, and leaves every other error as it is. */
export function asUnavailable(error: unknown): unknown {
  if (!isConnectionError(error)) return error;
  return new Unavailable('The database cannot be reached.', { cause: error });
}
