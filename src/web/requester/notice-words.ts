import type { NoticeGroup } from '../../domain/notifications/notice-groups.ts';
import type { T, TextKey } from '../../ui/texts.ts';
import { actorName } from '../ticket-words.ts';

/** For each kind of notice: the sentence that tells one, and the words that count several. */
const known = {
  submit: ['news:notices.did.submit', 'news:notices.counted.submit'],
  take: ['news:notices.did.take', 'news:notices.counted.take'],
  transfer: ['news:notices.did.transfer', 'news:notices.counted.transfer'],
  reply: ['news:notices.did.reply', 'news:notices.counted.reply'],
  ask: ['news:notices.did.ask', 'news:notices.counted.ask'],
  hold: ['news:notices.did.hold', 'news:notices.counted.hold'],
  resume: ['news:notices.did.resume', 'news:notices.counted.resume'],
  resolve: ['news:notices.did.resolve', 'news:notices.counted.resolve'],
  expire: ['news:notices.did.expire', 'news:notices.counted.expire'],
  reopen: ['news:notices.did.reopen', 'news:notices.counted.reopen'],
  close: ['news:notices.did.close', 'news:notices.counted.close'],
  complete: ['news:notices.did.complete', 'news:notices.counted.complete'],
  confirm: ['news:notices.did.confirm', 'news:notices.counted.confirm'],
  contest: ['news:notices.did.contest', 'news:notices.counted.contest'],
  cancel: ['news:notices.did.cancel', 'news:notices.counted.cancel'],
  take_over: ['news:notices.did.take_over', 'news:notices.counted.take_over'],
  assign: ['news:notices.did.assign', 'news:notices.counted.assign'],
  release: ['news:notices.did.release', 'news:notices.counted.release'],
  remind_take_soon: ['news:notices.did.remind_take_soon', 'news:notices.counted.remind'],
  remind_take_passed: ['news:notices.did.remind_take_passed', 'news:notices.counted.remind'],
  remind_resolve_soon: ['news:notices.did.remind_resolve_soon', 'news:notices.counted.remind'],
  remind_resolve_passed: ['news:notices.did.remind_resolve_passed', 'news:notices.counted.remind'],
  remind_answer_first: ['news:notices.did.remind_answer_first', 'news:notices.counted.remind'],
  remind_answer_second: ['news:notices.did.remind_answer_second', 'news:notices.counted.remind'],
  extend: ['news:notices.did.extend', 'news:notices.counted.extend'],
  other: ['news:notices.did.other', 'news:notices.counted.other'],
} as const satisfies Record<string, readonly [TextKey, TextKey]>;

const isKnown = (kind: string): kind is keyof typeof known => kind in known;
const wordsOf = (kind: string) => known[isKnown(kind) ? kind : 'other'];

/** Says the last thing a person is told: « Nadia BENALI a répondu à votre demande n° 100123 ». */
export function noticeSentence(group: NoticeGroup, t: T): string {
  const { number, isOwn, actor, kind, isGivenToThem } = group;
  const ticket = t(isOwn ? 'news:notices.own' : 'news:notices.other', { number });
  const key = kind === 'assign' && isGivenToThem ? 'news:notices.did.assignYou' : wordsOf(kind)[0];
  return t(key, { actor: actorName(actor, { t }), ticket });
}

const asNew: Readonly<Record<string, TextKey>> = {
  reply: 'news:notices.counted.newReply',
  complete: 'news:notices.counted.newComplete',
};

/** Counts what a person is told of a ticket, « 3 nouvelles réponses, mise en attente »; null when it is one thing. */
export function noticeCounts({ kinds, isUnread }: NoticeGroup, t: T): string | null {
  if (kinds.length === 1 && kinds[0]?.count === 1) return null;
  const counted = kinds.map(({ kind, count }) => {
    const key = (isUnread ? asNew[kind] : undefined) ?? wordsOf(kind)[1];
    return t(key, { count });
  });
  return counted.join(', ');
}
