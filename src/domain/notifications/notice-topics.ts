import type { Db } from '../tables.ts';

/** What notices are about, as people choose them: on the tickets they follow, then on those they answer. */
export const followedTopics = ['progress', 'reply', 'question', 'hold', 'outcome'] as const;
export const workedTopics = ['free', 'requester', 'handover', 'deadline'] as const;
export const noticeTopics = [...followedTopics, ...workedTopics] as const;
export type NoticeTopic = (typeof noticeTopics)[number];

const followed: Readonly<Record<string, NoticeTopic>> = {
  take: 'progress',
  transfer: 'progress',
  reply: 'reply',
  ask: 'question',
  hold: 'hold',
  resume: 'hold',
  resolve: 'outcome',
  expire: 'outcome',
  reopen: 'outcome',
  close: 'outcome',
  remind_answer_first: 'question',
  remind_answer_second: 'question',
};

const handovers: ReadonlySet<string> = new Set(['take_over', 'assign', 'release', 'transfer']);

/** Says what a notice is about: the same act is not the same news for who asked and for who answers. */
export function topicOf(act: string, isFollower: boolean): NoticeTopic {
  const topic = isFollower ? followed[act] : undefined;
  if (topic === undefined && act.startsWith('remind_')) return 'deadline';
  return topic ?? (handovers.has(act) ? 'handover' : 'requester');
}

/** Lists what a person does not want to be told of. */
export async function refusedTopics(db: Db, personId: number): Promise<NoticeTopic[]> {
  const rows = await db
    .selectFrom('notice_refusal')
    .select('topic')
    .where('person_id', '=', personId)
    .execute();
  return noticeTopics.filter((topic) => rows.some((row) => row.topic === topic));
}
