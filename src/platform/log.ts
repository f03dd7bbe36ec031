import {
  type BaseLogger,
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  type LoggerOptions,
  pino,
} from 'pino';

type Levels = 'level' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Where facts are written, as the web server expects it. */
export interface Log extends Pick<BaseLogger, Levels> {
  child(bindings: Bindings, options?: ChildLoggerOptions): Log;
}

/**
 * What of an error may be written down: never PostgreSQL's detail, hint or context, nor parameters, which quote rows
 * and so people.
 */
function errorWithoutData(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { code, constraint, table } = error as Error & Record<string, unknown>;
  const cause: unknown = error.cause === undefined ? undefined : errorWithoutData(error.cause);
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    code,
    constraint,
    table,
    cause,
  };
}

type Requested = { id?: unknown; method?: string; routeOptions?: { url?: string } };
type Replied = { statusCode?: number };

/** A request is told by its route's pattern: addresses and searches name people. */
const requested = ({ id, method, routeOptions }: Requested): unknown => ({
  id,
  method,
  route: routeOptions?.url,
});

/** Options of the log, for whoever makes its own logger (the web server does). */
export const logOptions = (level: string): LoggerOptions => ({
  level,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: {
    err: errorWithoutData,
    error: errorWithoutData,
    req: requested,
    res: ({ statusCode }: Replied) => ({ statusCode }),
  },
});

/** The log: one JSON line per fact on standard output, without personal data. */
export function createLog(level: string, destination?: DestinationStream): Log {
  return destination ? pino(logOptions(level), destination) : pino(logOptions(level));
}
