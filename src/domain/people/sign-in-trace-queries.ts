import type { Db } from '../tables.ts';

/** Somebody who got in, or did not, as an administrator looks at it. */
export type SignInLine = {
  id: number;
  at: Temporal.Instant;
  door: string;
  person: { firstName: string; lastName: string; login: string } | null;
  /** Null: they got in. A code that a former version wrote may be none of today's. */
  reason: string | null;
  detail: string | null;
  reference: string | null;
};

/** What narrows the list; `before` is the id of the last line already shown. */
export type SignInQuery = {
  personIds?: readonly number[] | undefined;
  reference?: string | undefined;
  refusedOnly?: boolean;
  before?: number | undefined;
  limit: number;
};

/** Lists who came in and who did not, newest first. */
export async function listSignIns(db: Db, query: SignInQuery): Promise<SignInLine[]> {
  const { personIds, reference, refusedOnly, before, limit } = query;
  const rows = await db
    .selectFrom('sign_in_trace as trace')
    .leftJoin('person', 'person.id', 'trace.person_id')
    .select(['trace.id', 'trace.at', 'trace.door', 'trace.reason', 'trace.detail'])
    .select(['trace.reference', 'person.first_name', 'person.last_name', 'person.login'])
    .$if(personIds !== undefined, (lines) =>
      lines.where('trace.person_id', '=', (eb) => eb.fn.any(eb.val([...(personIds ?? [])]))),
    )
    .$if(reference !== undefined, (lines) => lines.where('trace.reference', '=', reference ?? ''))
    .$if(refusedOnly === true, (lines) => lines.where('trace.reason', 'is not', null))
    .$if(before !== undefined, (lines) => lines.where('trace.id', '<', before ?? 0))
    .orderBy('trace.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ first_name, last_name, login, ...line }) => ({
    ...line,
    person:
      login === null ? null : { firstName: first_name ?? '', lastName: last_name ?? '', login },
  }));
}
