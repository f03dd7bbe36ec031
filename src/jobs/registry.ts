import type { z } from 'zod';
import type { Db } from '../domain/tables.ts';

/** What a job does: the same domain commands as the pages, with the desk itself as the actor. */
export type JobHandler = (db: Db, payload: unknown, now: Temporal.Instant) => Promise<void>;

/** A job whose payload is checked before it is believed: it may have been written by a former version. */
export function job<Schema extends z.ZodType>(
  schema: Schema,
  handler: (db: Db, payload: z.infer<Schema>, now: Temporal.Instant) => Promise<unknown>,
): JobHandler {
  return async (db, payload, now) => {
    await handler(db, schema.parse(payload), now);
  };
}

/** Every job of the desk, by the name that `enqueue` and the crontab use. */
export const registry: Readonly<Record<string, JobHandler>> = {};
