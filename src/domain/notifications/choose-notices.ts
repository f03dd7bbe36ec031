import { sql } from 'kysely';
import { inTransaction } from '../../platform/db/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Db } from '../tables.ts';
import { type NoticeTopic, refusedTopics } from './notice-topics.ts';

/** What somebody wants to be told of, among the topics they were asked about. */
export type NoticesChoice = {
  actorId: number;
  personId: number;
  asked: readonly NoticeTopic[];
  wanted: readonly NoticeTopic[];
};

/** Records what a person wants to be told of; topics they were not asked about stay as they are. */
export async function chooseNotices(
  db: Db,
  { actorId, personId, asked, wanted }: NoticesChoice,
  now: Temporal.Instant,
): Promise<void> {
  const refused = asked.filter((topic) => !wanted.includes(topic));
  await inTransaction(db, async (transaction) => {
    // Two choices at once follow one another: what the log says before and after stays true.
    await sql`select 1 from person where id = ${personId} for no key update`.execute(transaction);
    const before = await refusedTopics(transaction, personId);
    await transaction
      .deleteFrom('notice_refusal')
      .where('person_id', '=', personId)
      .where('topic', '=', sql<string>`any(${[...asked]})`)
      .execute();
    if (refused.length > 0) {
      await transaction
        .insertInto('notice_refusal')
        .values(refused.map((topic) => ({ person_id: personId, topic })))
        .execute();
    }
    const after = await refusedTopics(transaction, personId);
    if (before.join() === after.join()) return;
    const entry = { actorId, act: 'choose-notices', subject: `person:${String(personId)}` };
    await recordAudit(
      transaction,
      { ...entry, before: { refused: before }, after: { refused: after } },
      now,
    );
  });
}
