import { chooseTeam } from '../../src/domain/routing/choose-team.ts';
import type { Tables } from '../../src/domain/tables.ts';
import { eventData, type TicketChange } from '../../src/domain/tickets/changes.ts';
import { afterWorkingDays, hoursOf } from '../../src/domain/tickets/due.ts';
import {
  closingWorkingDays,
  expiryWorkingDays,
  isLive,
  type Priority,
  priorities,
  priorityOfProblem,
  type TicketFacts,
  type TicketState,
} from '../../src/domain/tickets/ticket.ts';
import type { EventAct, EventData } from '../../src/domain/tickets/ticket-event.ts';
import {
  type Act,
  type ActInput,
  type Actor,
  decide,
  type Relation,
} from '../../src/domain/tickets/transition.ts';
import type { Desk, Nature } from './desk.ts';
import type { Random } from './random.ts';
import { workingMoment } from './seasons.ts';
import type { Matter } from './texts.ts';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
const longest = 70;

export type Message = {
  kind: Tables['ticket_message']['kind'];
  side: 'requester' | 'team' | 'system';
  body: string;
  items: string[];
};
export type Note = { kind: 'note' | 'transfer'; body: string; teamId: number };

/** One thing that happens to a ticket, with what is said. Ids are given when it is written. */
export type Moment = {
  act: EventAct;
  actId: string;
  at: number;
  actorId: number | null;
  from: TicketState | null;
  to: TicketState;
  data: EventData;
  message: Message | null;
  note: Note | null;
};

/** How a ticket begins. */
export type Filing = {
  at: number;
  requesterId: number;
  submittedById: number;
  nature: Nature;
  continuesNumber: number | null;
};

/** A ticket as its moments leave it. */
export type Life = TicketFacts & {
  readonly filing: Filing;
  readonly moments: Moment[];
  readonly blocked: 'no' | 'hindered' | 'yes' | null;
  readonly impact: 'me' | 'unit' | 'site' | null;
  readonly channel: 'web' | 'email' | 'phone' | 'api';
  /** Since when each team has it, or from when to when it had it. */
  readonly teams: Map<number, { since: number; until: number | null }>;
};

export type Course = {
  desk: Desk;
  random: Random;
  matter: Matter;
  now: number;
  filing: Filing;
  isLive: boolean;
};

const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(Math.floor(at));
const nobody: Relation = {
  requester: false,
  participant: false,
  agent: false,
  lead: false,
  formerAgent: false,
  administrator: false,
};
const team = (id: number): Actor => ({ kind: 'person', id, relation: { ...nobody, agent: true } });
const asking = (id: number): Actor => ({
  kind: 'person',
  id,
  relation: { ...nobody, requester: true },
});
const system: Actor = { kind: 'system' };

type Draft = { -readonly [Key in keyof Life]: Life[Key] };

function file({ desk, random, filing }: Course): Draft {
  const { at, requesterId, submittedById, nature, continuesNumber } = filing;
  const channel = random.chance(0.9) ? 'web' : random.pick(['email', 'phone', 'api'] as const);
  const isProblem = nature.kind === 'problem';
  const blocked = isProblem ? random.pick(['no', 'hindered', 'hindered', 'yes'] as const) : null;
  const impact = isProblem ? random.pick(['me', 'me', 'me', 'unit', 'site'] as const) : null;
  const priority: Priority = blocked && impact ? priorityOfProblem(blocked, impact) : 'normal';
  const requester = desk.people[requesterId];
  const { teamId, reason } = chooseTeam({
    rules: desk.rules,
    category: nature,
    triageTeamId: desk.triageTeamId,
    facts: {
      categoryId: nature.id,
      familyId: nature.familyId,
      siteId: requester?.siteId ?? null,
      organisationUnitId: requester?.unitId ?? null,
      channel,
    },
  });
  const data: EventData = {
    ...{ teamId, categoryId: nature.id, priority, routing: reason },
    ...(continuesNumber === null ? {} : { continuesNumber }),
  };
  const submit = { act: 'submit', actId: random.uuid(), at, actorId: submittedById } as const;
  return {
    filing,
    moments: [{ ...submit, from: null, to: 'awaiting', data, message: null, note: null }],
    ...{ blocked, impact, channel, priority, teamId },
    state: 'awaiting',
    categoryId: nature.id,
    holderId: null,
    assigneeId: null,
    holderHasLeft: false,
    closedAt: null,
    teams: new Map([[teamId, { since: at, until: null }]]),
  };
}

type Said = {
  input?: ActInput;
  change?: TicketChange;
  message?: Message;
  note?: Note;
  actId?: string;
};

/**
 * Lives one ticket, from its filing to what it is now. Every act is decided by the table of transitions, as if its
 * people had done it; what the table refuses does not happen.
 */
export function live(course: Course): Life {
  const life = file(course);
  const { random, isLive: staysLive, now, filing } = course;
  const acts = actsOf(course, life);
  const available = now - filing.at;
  const fate = random.next();
  const length = staysLive
    ? available * (0.3 + 0.69 * random.next())
    : Math.min(random.longTailed(1.6 * day, 1.3), available * 0.97);
  const count = Math.min(longest, random.longTailed(5.4, 0.62));
  // Of the live ones, many have only just arrived, or wait for somebody to look.
  const isFresh = staysLive && random.chance(0.4);
  const steps = isFresh ? 0 : Math.round(staysLive ? count * random.next() : count);
  const instants = Array.from({ length: steps }, () => random.next() ** 1.4)
    .sort((a, b) => a - b)
    .map((share) => filing.at + minute + share * length * 0.95);
  for (const at of instants) acts.middle(at, staysLive || fate > 0.05);
  const end = filing.at + 2 * minute + length;
  if (staysLive) acts.rest();
  else if (fate < 0.03) acts.cancel(end);
  else if (fate < 0.05) acts.goUnanswered(end);
  else acts.end(end);
  return life;
}

function actsOf({ desk, random, matter, now, filing }: Course, life: Draft) {
  const { requesterId, submittedById } = filing;
  const lastAt = (): number => life.moments.at(-1)?.at ?? filing.at;

  /** After what came before, while people work when the team acts; never later than now. */
  const momentOf = (at: number, isTeam: boolean): number => {
    const before = lastAt();
    const wanted = isTeam ? workingMoment(at, random) : at;
    const next = Math.max(before + 20 * second, wanted < now ? wanted : at);
    return Math.floor(next < now ? next : before + (now - before) / 2);
  };

  const agent = (): number => {
    const members = desk.membersOf.get(life.teamId) ?? [];
    for (let tries = 0; ; tries++) {
      // The first ones of a team answer most.
      const place = tries < 8 ? Math.floor(random.next() ** 1.5 * members.length) : tries - 8;
      const chosen = members[place];
      if (chosen === undefined) throw new Error('a team without anybody');
      if (chosen !== requesterId && chosen !== submittedById) return chosen;
    }
  };
  /** Who speaks for the team: mostly whoever has it. */
  const speaker = (): number =>
    life.holderId !== null && random.chance(0.85) ? life.holderId : agent();
  const asker = (): number => (random.chance(0.9) ? requesterId : submittedById);

  const act = (name: Act, actor: Actor, wantedAt: number, said: Said = {}): boolean => {
    const isTeam = actor.kind === 'person' && actor.relation.agent;
    const at = said.actId === undefined ? momentOf(wantedAt, isTeam) : lastAt();
    const decision = decide(life, actor, { act: name, input: said.input ?? {}, now: instant(at) });
    if (decision.outcome !== 'allowed') return false;
    const { state, holderId, assigneeId } = decision;
    const change: TicketChange = { ...said.change, state, holderId, assigneeId };
    life.moments.push({
      act: name,
      actId: said.actId ?? random.uuid(),
      at,
      actorId: actor.kind === 'person' ? actor.id : null,
      from: life.state,
      to: state,
      data: eventData(life, change),
      message: said.message ?? null,
      note: said.note ?? null,
    });
    if (change.teamId !== undefined && change.teamId !== life.teamId) {
      const had = life.teams.get(life.teamId);
      if (had) had.until = at;
      const again = life.teams.get(change.teamId);
      if (again) again.until = null;
      else life.teams.set(change.teamId, { since: at, until: null });
    }
    Object.assign(life, { state, holderId, assigneeId });
    life.teamId = change.teamId ?? life.teamId;
    life.categoryId = change.categoryId ?? life.categoryId;
    life.priority = change.priority ?? life.priority;
    life.closedAt = state === 'closed' ? (life.closedAt ?? instant(at)) : null;
    return true;
  };

  const message = (
    kind: Message['kind'],
    side: Message['side'],
    body: string,
    items: string[] = [],
  ): { message: Message } => ({ message: { kind, side, body, items } });
  const take = (at: number) => act('take', team(life.assigneeId ?? agent()), at);
  const reply = (at: number) =>
    act('reply', team(speaker()), at, message('reply', 'team', matter.say('reply')));
  const complete = (at: number) =>
    act(
      'complete',
      asking(asker()),
      at,
      message('completion', 'requester', matter.say('complete')),
    );
  const note = (at: number) => {
    const body = matter.say('note');
    return act('note', team(speaker()), at, { note: { kind: 'note', body, teamId: life.teamId } });
  };
  const ask = (at: number) => {
    const items = random.chance(0.4)
      ? [random.pick(['numéro', 'capture', 'accord']), matter.word()]
      : [];
    const question = message('question', 'team', matter.say('question'), items);
    return act('ask', team(speaker()), at, question);
  };
  const hold = (at: number, until: number) => {
    const reason = random.pick(desk.holdReasons);
    const isDated = reason.needsDate || random.chance(0.3);
    const date = instant(until).toString().slice(0, 10);
    const change: TicketChange = {
      hold: {
        reasonId: reason.id,
        stopsClock: reason.stopsClock,
        until: isDated ? Temporal.PlainDate.from(date) : null,
      },
    };
    const said = random.chance(0.8) ? message('hold', 'team', matter.say('hold')) : {};
    return act('hold', team(speaker()), at, { change, ...said });
  };
  const transfer = (at: number) => {
    const isByNature = random.chance(0.6);
    const nature = random.pick(desk.natures);
    const teamId = isByNature ? (nature.teamId ?? desk.triageTeamId) : random.pick(desk.teamIds);
    const categoryId = isByNature && nature.id !== life.categoryId ? nature.id : undefined;
    const routing = isByNature ? ({ kind: 'category' } as const) : ({ kind: 'manual' } as const);
    const chosen = { teamId, ...(categoryId === undefined ? {} : { categoryId }) };
    const why: Note = { kind: 'transfer', body: matter.say('transfer'), teamId: life.teamId };
    return act('transfer', team(agent()), at, {
      input: chosen,
      change: { ...chosen, routing },
      note: why,
    });
  };
  const setPriority = (at: number) => {
    const priority = random.pick(priorities);
    return act('set_priority', team(speaker()), at, { input: { priority }, change: { priority } });
  };
  const assign = (at: number) =>
    act('assign', team(agent()), at, { input: { assigneeId: agent() } });
  const extend = (at: number): boolean => {
    if (life.state !== 'needs_information') return false;
    const { state } = life;
    const told = { actId: random.uuid(), at: momentOf(at, false), actorId: asker(), data: {} };
    life.moments.push({
      act: 'extend',
      ...told,
      from: state,
      to: state,
      message: null,
      note: null,
    });
    return true;
  };

  /** Something happens while the ticket is not over. */
  const middle = (at: number, mayWait: boolean): void => {
    const drawn = random.next();
    switch (life.state) {
      case 'awaiting':
        if (drawn < 0.08) complete(at);
        else if (drawn < 0.12) note(at);
        else if (drawn < 0.18) transfer(at);
        else if (drawn < 0.26) assign(at);
        else if (drawn < 0.28) setPriority(at);
        else if (drawn < 0.5) reply(at);
        else take(at);
        return;
      case 'in_progress':
        if (drawn < 0.42) reply(at);
        else if (drawn < 0.72) complete(at);
        else if (drawn < 0.83) note(at);
        else if (drawn < 0.91 && mayWait) ask(at);
        else if (drawn < 0.94 && mayWait) hold(at, at + 3 * day);
        else if (drawn < 0.96) act('take_over', team(agent()), at);
        else if (drawn < 0.97) setPriority(at);
        else if (drawn < 0.98) transfer(at);
        else if (drawn < 0.985) act('release', team(life.holderId ?? 0), at);
        else reply(at);
        return;
      case 'needs_information':
        if (drawn < 0.06) extend(at);
        else if (drawn < 0.1) note(at);
        else complete(at);
        return;
      case 'on_hold':
        if (drawn < 0.15) reply(at);
        else if (drawn < 0.25) complete(at);
        else if (drawn < 0.5) act('resume', system, at);
        else act('resume', team(speaker()), at);
        return;
      default:
    }
  };

  const resolve = (at: number) => {
    const actor = team(speaker());
    const actId = random.uuid();
    if (life.holderId === null && random.chance(0.5) && act('take', actor, at)) {
      // « Prendre en charge et résoudre »: two events of one act.
      const taken = life.moments.at(-1);
      if (taken) taken.actId = actId;
      const also = { actId, change: { outcome: 'answered' as const } };
      return act('resolve', actor, at, {
        ...also,
        ...message('resolution', 'team', matter.say('resolution')),
      });
    }
    return act('resolve', actor, at, {
      change: { outcome: 'answered' },
      ...message('resolution', 'team', matter.say('resolution')),
    });
  };
  /** The desk closes what nobody contests, when that day has come. */
  const closeByItself = (): void => {
    if (life.state !== 'resolved') return;
    const at = closingOf(life, desk);
    if (at === null || at.epochMilliseconds >= now) return;
    act('close', system, at.epochMilliseconds);
  };
  const end = (at: number): void => {
    if (!resolve(at)) return;
    const later = lastAt() + random.longTailed(8 * hour, 1.2);
    const drawn = random.next();
    if (drawn < 0.3) {
      if (later < now) act('confirm', asking(asker()), later);
    } else if (drawn < 0.35 && later < now) {
      act(
        'contest',
        asking(asker()),
        later,
        message('contest', 'requester', matter.say('contest')),
      );
      const again = lastAt() + random.longTailed(6 * hour, 1);
      if (again < now) reply(again);
      const solved = lastAt() + random.longTailed(10 * hour, 1);
      resolve(solved < now ? solved : now - minute);
    } else if (drawn < 0.38 && later < now) complete(later);
    closeByItself();
    if (life.state === 'closed' && random.chance(0.015)) {
      const back = lastAt() + random.longTailed(3 * day, 0.8);
      const said = message('reopening', 'requester', matter.say('reopening'));
      if (back < now - day && act('reopen', asking(asker()), back, said)) {
        resolve(Math.min(now - hour, lastAt() + random.longTailed(day, 0.8)));
        closeByItself();
      }
    }
  };
  const goUnanswered = (at: number): void => {
    if (life.state === 'awaiting') take(at);
    if (life.state !== 'needs_information' && !ask(at)) return end(at);
    const expiry = expiryOf(life, desk);
    if (expiry === null || expiry >= now) return end(lastAt() + hour);
    act('expire', system, expiry, { change: { outcome: 'no_answer' } });
    closeByItself();
  };
  const cancel = (at: number): void => {
    if (isLive(life.state)) act('cancel', asking(asker()), at);
  };

  /** What a live ticket waits for, so that nothing the desk does by itself is late. */
  const rest = (): void => {
    const drawn = random.next();
    const lately = (most: number): number =>
      lastAt() + Math.max(minute, (now - lastAt()) * 0.99 - most * random.next());
    if (life.state === 'awaiting' && drawn < 0.1) complete(lately(6 * day));
    else if (life.state === 'awaiting' && drawn < 0.2) assign(lately(6 * day));
    if (life.state === 'in_progress' && drawn > 0.45 && drawn < 0.6)
      hold(lately(5 * day), now + (1 + random.below(40)) * day);
    else if (life.state === 'in_progress' && drawn < 0.2) ask(lately(5 * day));
    if (life.state === 'needs_information' && (expiryOf(life, desk) ?? now) <= now + hour)
      complete(lately(9 * day));
    if (life.state === 'on_hold' && isOverdueHold(life, now))
      act('resume', system, lately(3 * day));
  };
  return { middle, end, goUnanswered, cancel, rest };
}

/** When a resolution that nobody contests closes the ticket. */
export function closingOf(life: Life, desk: Desk): Temporal.Instant | null {
  const since = life.moments.findLast(({ act }) => act === 'resolve' || act === 'expire');
  if (since === undefined) return null;
  const hours = hoursOf({ teamId: life.teamId, book: desk.book });
  return afterWorkingDays(hours, instant(since.at), closingWorkingDays);
}

/** When the question that waits would be resolved « sans réponse ». */
export function expiryOf(life: Life, desk: Desk): number | null {
  const since = life.moments.findLast(({ act }) => act === 'ask' || act === 'extend');
  if (since === undefined) return null;
  const hours = hoursOf({ teamId: life.teamId, book: desk.book });
  return afterWorkingDays(hours, instant(since.at), expiryWorkingDays)?.epochMilliseconds ?? null;
}

function isOverdueHold(life: Life, now: number): boolean {
  const held = life.moments.findLast(({ act }) => act === 'hold');
  const until = held?.data.holdUntil;
  return typeof until === 'string' && Date.parse(`${until}T22:00:00Z`) < now;
}
