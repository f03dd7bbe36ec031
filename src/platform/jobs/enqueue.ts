import { type Kysely, sql } from 'kysely';

export type EnqueueOptions = {
  /** Not before this instant. */
  runAt?: Temporal.Instant;
  /** One waiting job per key: a second one replaces the first. */
  jobKey?: string;
  /** Jobs of one queue run one after the other. */
  queue?: string;
};

/** Asks for a job in the caller's transaction: it exists when the transaction is kept, and never otherwise. */
export async function enqueue<Tables>(
  db: Kysely<Tables>,
  name: string,
  payload: Record<string, unknown>,
  options: EnqueueOptions = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(
    identifier => ${name}::text,
    payload => ${JSON.stringify(payload)}::json,
    queue_name => ${options.queue ?? null}::text,
    run_at => ${options.runAt ?? null}::timestamptz,
    job_key => ${options.jobKey ?? null}::text
  )`.execute(db);
}
