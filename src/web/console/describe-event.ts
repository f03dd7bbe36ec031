import type { EventNames } from '../../domain/tickets/thread.ts';
import type { TicketEvent } from '../../domain/tickets/ticket-event.ts';
import type { Name } from '../../domain/tickets/ticket-summary.ts';
import { formatDate } from '../../platform/text/dates.ts';
import type { IconName } from '../../ui/icon.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { actorName } from '../ticket-words.ts';

/** What describing an event needs besides the event. */
export interface EventContext {
  readonly ctx: PageContext;
  readonly names: EventNames;
  /** Every event of the ticket, oldest first: some say only what changed. */
  readonly events: readonly TicketEvent[];
}

/** The drawing of each act. */
export const actIcons: Readonly<Record<TicketEvent['act'], IconName>> = {
  submit: 'inbox',
  take: 'hand',
  take_over: 'swap',
  assign: 'person',
  release: 'release',
  transfer: 'transfer',
  set_priority: 'flag',
  reply: 'reply',
  note: 'note',
  ask: 'question',
  hold: 'pause',
  resume: 'play',
  complete: 'plus',
  resolve: 'checkCircle',
  expire: 'clock',
  confirm: 'check',
  contest: 'undo',
  reopen: 'undo',
  cancel: 'crossCircle',
  close: 'archive',
  remind: 'bell',
  extend: 'hourglass',
};

const personIn = ({ ctx, names }: EventContext, id: number | null | undefined): string => {
  const person = typeof id === 'number' ? names.people.get(id) : undefined;
  return person ? actorName(person, ctx) : ctx.t('ticket:actor.unknown');
};

/** The last value a key had before an event. */
function before<Key extends keyof TicketEvent['data']>(
  { events }: EventContext,
  event: TicketEvent,
  key: Key,
): TicketEvent['data'][Key] {
  return events.findLast((one) => one.id < event.id && one.data[key] !== undefined)?.data[key];
}

/** Says who did what, in one sentence without its full stop. */
export function describeEvent(context: EventContext, event: TicketEvent, who: Name | null): string {
  const { t } = context.ctx;
  const actor = actorName(who, context.ctx);
  switch (event.act) {
    case 'transfer':
      return describeTransfer(context, event, actor);
    case 'assign': {
      const id = event.data.assigneeId ?? event.data.holderId;
      if (id === event.actorId) return t('console:history.assignSelf', { actor });
      return t('console:history.assign', { actor, name: personIn(context, id) });
    }
    case 'set_priority':
      return describePriority(context, event, actor);
    case 'hold':
      return describeHold(context, event, actor);
    case 'take_over': {
      const former = before(context, event, 'holderId');
      if (typeof former !== 'number') return t('ticket:did.take_over', { actor });
      return t('console:history.takeOver', { actor, name: personIn(context, former) });
    }
    default: {
      const text = t(`ticket:did.${event.act}`, { actor });
      return claims(event) ? t('console:history.claims', { text }) : text;
    }
  }
}

/** A reply, a question, a hold, an answer or a reopening on a ticket nobody held makes its author the holder. */
const claims = ({ act, actorId, data }: TicketEvent): boolean =>
  ['reply', 'ask', 'hold', 'resolve', 'reopen'].includes(act) &&
  actorId !== null &&
  data.holderId === actorId;

function describeTransfer({ ctx, names }: EventContext, { data }: TicketEvent, actor: string) {
  const team = data.teamId === undefined ? undefined : names.teams.get(data.teamId);
  const category =
    data.categoryId === undefined ? undefined : names.categories.get(data.categoryId);
  if (team !== undefined && category !== undefined) {
    return ctx.t('console:history.transferBoth', { actor, team, category });
  }
  if (team !== undefined) return ctx.t('console:history.transferTeam', { actor, team });
  return ctx.t('console:history.transferCategory', { actor, category: category ?? '' });
}

function describePriority(context: EventContext, event: TicketEvent, actor: string): string {
  const { t } = context.ctx;
  const label = (priority: TicketEvent['data']['priority']) =>
    priority === undefined ? '' : t(`common:priority.${priority}`);
  const values = {
    before: label(before(context, event, 'priority')),
    after: label(event.data.priority),
  };
  return t('console:history.priority', { actor, ...values });
}

function describeHold({ ctx, names }: EventContext, { data }: TicketEvent, actor: string): string {
  const reason = names.holdReasons.get(data.holdReasonId ?? -1) ?? '';
  if (typeof data.holdUntil !== 'string') return ctx.t('console:history.hold', { actor, reason });
  const date = formatDate(Temporal.PlainDate.from(data.holdUntil), { lang: ctx.lang });
  return ctx.t('console:history.holdUntil', { actor, reason, date });
}

/** Says why, where the event knows it: the reason of the ventilation, whether the délai stops; null otherwise. */
export function explainEvent(context: EventContext, event: TicketEvent): string | null {
  const { t } = context.ctx;
  const { data } = event;
  if (data.routing !== undefined) return explainRouting(context, event);
  if (event.act === 'hold') return explainHold(context, event);
  if (event.act === 'complete' && data.continuesNumber !== undefined) {
    return t('console:history.continued', { number: data.continuesNumber });
  }
  return null;
}

/** Its sentence ends with the reason: what else it did is said after it. */
function explainHold({ ctx, names }: EventContext, event: TicketEvent): string | null {
  const { stopsClock } = event.data;
  const actor = actorName(names.people.get(event.actorId ?? -1) ?? null, ctx);
  const said = [
    ...(stopsClock === undefined
      ? []
      : [ctx.t(stopsClock ? 'console:history.clockStops' : 'console:history.clockRuns')]),
    ...(claims(event) ? [ctx.t('console:history.claimed', { actor })] : []),
  ];
  return said.length === 0 ? null : said.join(' ');
}

function explainRouting(context: EventContext, event: TicketEvent): string | null {
  const { ctx, names } = context;
  const { routing } = event.data;
  if (routing === undefined) return null;
  const teamId = event.data.teamId ?? before(context, event, 'teamId');
  const categoryId = event.data.categoryId ?? before(context, event, 'categoryId');
  const why = ctx.t(`console:history.routing.${routing.kind}`, {
    team: names.teams.get(teamId ?? -1) ?? '',
    category: names.categories.get(categoryId ?? -1) ?? '',
    ...(routing.kind === 'rule' ? { label: routing.label } : {}),
  });
  if (event.data.continuesNumber === undefined) return why;
  const number = event.data.continuesNumber;
  return `${why} ${ctx.t('console:history.continues', { number })}`;
}
