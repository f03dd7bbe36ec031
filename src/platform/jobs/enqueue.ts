import { type Kysely, type RawBuilder, sql } from 'kysely';

export type EnqueueOptions = {
  /** One waiting job per key: a second one replaces the first. */
  jobKey?: string;
};

/** Asks for a job in the caller's transaction: it exists when the transaction is kept, and never otherwise. */
export async function enqueue<Tables>(
  db: Kysely<Tables>,
  name: string,
  payload: Record<string, unknown>,
  options: EnqueueOptions = {},
): Promise<void> {
  await sql`select ${askingFor(name, sql`${JSON.stringify(payload)}::json`, options)}`.execute(db);
}

/** The same as part of a statement that does something else too; `payload` is json in SQL. */
export function askingFor(
  name: string,
  payload: RawBuilder<unknown>,
  options: EnqueueOptions = {},
): RawBuilder<unknown> {
  return sql`graphile_worker.add_job(
    identifier => ${name}::text,
    payload => ${payload},
    job_key => ${options.jobKey ?? null}::text
  )`;
}
