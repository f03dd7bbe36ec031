import type { EventNames } from '../domain/tickets/thread.ts';
import { reopenableUntil } from '../domain/tickets/ticket.ts';
import type { TicketEvent } from '../domain/tickets/ticket-event.ts';
import type { Name, TicketSummary } from '../domain/tickets/ticket-summary.ts';
import { formatDate, formatDateTime } from '../platform/text/dates.ts';
import type { Named } from '../platform/text/people.ts';
import type { Lang, T } from '../ui/texts.ts';
import type { ShownDate } from '../ui/thread.tsx';

/** The language a sentence is written in. */
export type Words = { t: T; lang: Lang };

/** Writes a person in a sentence, « Nadia BENALI »; the desk itself when nobody. */
export function actorName(actor: Named | null, { t }: Pick<Words, 't'>): string {
  if (actor === null) return t('ticket:actor.system');
  return [actor.firstName.trim(), actor.lastName.trim().toLocaleUpperCase('fr')]
    .filter((part) => part !== '')
    .join(' ');
}

/** Writes an instant for people and for machines. */
export function shownDate(at: Temporal.Instant, lang: Lang): ShownDate {
  return { text: formatDateTime(at, { lang }), iso: at.toString() };
}

type StateFacts = Pick<
  TicketSummary,
  'state' | 'holdReason' | 'outcome' | 'closeAt' | 'closedAt'
> & {
  holdUntil?: Temporal.PlainDate | null;
};

/**
 * What the label of a state says in brackets: the reason of a hold, that nobody answered, when it closes, until when it
 * may be reopened.
 */
export function stateDetail(ticket: StateFacts, now: Temporal.Instant, words: Words) {
  const dated = datedDetail(ticket, now, words);
  if (ticket.outcome !== 'no_answer') return dated;
  const unanswered = words.t('ticket:stateDetail.noAnswer');
  return dated === undefined ? unanswered : `${unanswered}, ${dated}`;
}

function datedDetail(ticket: StateFacts, now: Temporal.Instant, { t }: Words) {
  const { state, holdReason, holdUntil, closeAt, closedAt } = ticket;
  if (state === 'on_hold' && holdReason !== null) {
    if (!holdUntil) return holdReason;
    return t('ticket:stateDetail.heldUntil', { reason: holdReason, date: formatDate(holdUntil) });
  }
  if (state === 'resolved' && closeAt !== null) {
    return t('ticket:stateDetail.closesOn', { date: formatDate(closeAt) });
  }
  if (state === 'closed' && closedAt !== null) {
    const until = reopenableUntil(closedAt);
    if (Temporal.Instant.compare(now, until) >= 0) return undefined;
    return t('ticket:stateDetail.reopenableUntil', { date: formatDate(until) });
  }
  return undefined;
}

type Told = Pick<TicketEvent, 'act'> & Partial<Pick<TicketEvent, 'data'>>;

/** Says who did what: « Nadia BENALI a mis la demande en attente : attente fournisseur ». */
export function sentenceOf(
  event: Told,
  { actor, names }: { actor: Named | null; names?: EventNames | undefined },
  words: Words,
): string {
  const what = words.t(`ticket:did.${event.act}`, { actor: actorName(actor, words) });
  const how = names === undefined ? [] : particulars(event, names, words);
  return how.length === 0 ? what : words.t('ticket:didHow', { what, how: how.join(', ') });
}

function particulars({ act, data = {} }: Told, names: EventNames, { t }: Words): string[] {
  const found = (map: ReadonlyMap<number, string>, id: number | null | undefined) => {
    const name = typeof id === 'number' ? map.get(id) : undefined;
    return name === undefined ? [] : [name];
  };
  switch (act) {
    case 'hold': {
      const until = data.holdUntil
        ? [t('ticket:untilDate', { date: formatDate(Temporal.PlainDate.from(data.holdUntil)) })]
        : [];
      return [...found(names.holdReasons, data.holdReasonId), ...until];
    }
    case 'transfer':
      return [...found(names.categories, data.categoryId), ...found(names.teams, data.teamId)];
    default:
      return [];
  }
}

/** « SYSTEM-RESEAU », or « SYSTEM-RESEAU – DUPONT Marie » when promised to a person who has not taken it. */
export function assignedTo(
  teamCode: string,
  assignee: Name | null,
  nameOf: (name: Name) => string,
) {
  return assignee === null ? teamCode : `${teamCode} – ${nameOf(assignee)}`;
}
