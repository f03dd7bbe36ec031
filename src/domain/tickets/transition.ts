import {
  isLive,
  liveStates,
  reopenableUntil,
  type TicketFacts,
  type TicketState,
  ticketStates,
} from './ticket.ts';

/** Everything that can happen to a ticket once it is submitted. */
export const acts = [
  'take',
  'take_over',
  'assign',
  'release',
  'transfer',
  'set_priority',
  'reply',
  'note',
  'ask',
  'hold',
  'resume',
  'complete',
  'resolve',
  'expire',
  'confirm',
  'contest',
  'reopen',
  'cancel',
  'close',
] as const;
export type Act = (typeof acts)[number];

/** What a person is to a ticket; a person may be several at once, except agent on their own ticket. */
export interface Relation {
  /** The person it is for, or who filed it for them. */
  readonly requester: boolean;
  readonly participant: boolean;
  /** Active member or lead of the ticket's present team, and not its requester. */
  readonly agent: boolean;
  readonly lead: boolean;
  /** Member of a team that had it before. */
  readonly formerAgent: boolean;
  readonly administrator: boolean;
}

/** Who acts: a person and what they are to the ticket, or the desk itself. */
export type Actor =
  | { readonly kind: 'person'; readonly id: number; readonly relation: Relation }
  | { readonly kind: 'system' };

/** What a decision needs to know of the act besides its name. */
export interface ActInput {
  /** assign: the person it goes to. */
  readonly assigneeId?: number;
  /** transfer: the team that the new nature or the agent designates. */
  readonly teamId?: number;
  /** transfer: the new nature. */
  readonly categoryId?: number;
  /** set_priority: the new one. */
  readonly priority?: TicketFacts['priority'];
}

/** What an act makes of a ticket, or why it cannot be. */
export type Decision =
  | {
      readonly outcome: 'allowed';
      readonly state: TicketState;
      readonly holderId: number | null;
      readonly assigneeId: number | null;
    }
  /** The ticket is too old to be reopened: what was written opens a new one linked to it. */
  | { readonly outcome: 'continue_in_new_ticket' }
  /** Never this person's to do, in this state. */
  | { readonly outcome: 'forbidden' }
  /** The person may do this, but not to the ticket as it now is: somebody was faster. */
  | { readonly outcome: 'impossible' };

type Who = 'agent' | 'lead' | 'formerAgent' | 'holder' | 'requester' | 'participant' | 'system';

/** `work`: in progress when somebody holds it and is still there, else back to awaiting. */
type Target = TicketState | 'same' | 'work';

/** `claim`: the actor when nobody holds it (or its holder has left), else unchanged. */
type Holder = 'keep' | 'claim' | 'actor' | 'nobody' | 'assignee';

interface Rule {
  readonly from: readonly TicketState[];
  readonly who: readonly Who[];
  readonly to: Target;
  readonly holder: Holder;
  readonly when?: (ticket: TicketFacts, input: ActInput, context: Context) => boolean;
}

interface Context {
  readonly actorId: number | null;
  readonly now: Temporal.Instant;
}

const unheld = (ticket: TicketFacts): boolean => ticket.holderId === null;
const held = (ticket: TicketFacts): boolean => ticket.holderId !== null;
const stillReopenable = (ticket: TicketFacts, _: ActInput, { now }: Context): boolean =>
  ticket.closedAt !== null && Temporal.Instant.compare(now, reopenableUntil(ticket.closedAt)) < 0;
const staysInTeam = (ticket: TicketFacts, input: ActInput): boolean =>
  input.teamId === ticket.teamId &&
  input.categoryId !== undefined &&
  input.categoryId !== ticket.categoryId;
const leavesTeam = (ticket: TicketFacts, input: ActInput): boolean =>
  input.teamId !== undefined && input.teamId !== ticket.teamId;

/** The transition table of the product: the first rule that fits the state of the ticket decides. */
const rules: Readonly<Record<Act, readonly Rule[]>> = {
  take: [
    { from: ['awaiting'], who: ['agent'], to: 'in_progress', holder: 'actor' },
    {
      from: ['on_hold', 'needs_information'],
      who: ['agent'],
      to: 'same',
      holder: 'actor',
      when: unheld,
    },
  ],
  take_over: [
    {
      from: liveStates,
      who: ['agent'],
      to: 'same',
      holder: 'actor',
      when: (ticket, _, { actorId }) => held(ticket) && ticket.holderId !== actorId,
    },
  ],
  assign: [
    {
      from: ['awaiting'],
      who: ['agent', 'lead'],
      to: 'same',
      holder: 'keep',
      when: (ticket, input) => input.assigneeId !== ticket.assigneeId,
    },
    {
      from: ['in_progress', 'on_hold', 'needs_information'],
      who: ['agent', 'lead'],
      to: 'same',
      holder: 'assignee',
      when: (ticket, input) => input.assigneeId !== ticket.holderId,
    },
  ],
  release: [
    { from: ['in_progress'], who: ['holder', 'lead', 'system'], to: 'awaiting', holder: 'nobody' },
    {
      from: ['on_hold', 'needs_information'],
      who: ['holder', 'lead', 'system'],
      to: 'same',
      holder: 'nobody',
      when: held,
    },
    // Promised to somebody who leaves the team: it is anybody's again.
    {
      from: ['awaiting'],
      who: ['system'],
      to: 'same',
      holder: 'nobody',
      when: (ticket, _, { actorId }) => actorId === null && ticket.assigneeId !== null,
    },
  ],
  transfer: [
    { from: liveStates, who: ['agent'], to: 'same', holder: 'keep', when: staysInTeam },
    { from: liveStates, who: ['agent'], to: 'awaiting', holder: 'nobody', when: leavesTeam },
  ],
  set_priority: [
    {
      from: liveStates,
      who: ['agent'],
      to: 'same',
      holder: 'keep',
      when: (ticket, input) => input.priority !== ticket.priority,
    },
  ],
  reply: [
    { from: ['awaiting'], who: ['agent'], to: 'in_progress', holder: 'claim' },
    {
      from: ['in_progress', 'on_hold', 'needs_information', 'resolved'],
      who: ['agent'],
      to: 'same',
      holder: 'keep',
    },
  ],
  note: [{ from: ticketStates, who: ['agent', 'formerAgent'], to: 'same', holder: 'keep' }],
  ask: [
    { from: ['awaiting'], who: ['agent'], to: 'needs_information', holder: 'claim' },
    { from: ['in_progress', 'on_hold'], who: ['agent'], to: 'needs_information', holder: 'keep' },
  ],
  hold: [
    { from: ['awaiting'], who: ['agent'], to: 'on_hold', holder: 'claim' },
    { from: ['in_progress'], who: ['agent'], to: 'on_hold', holder: 'keep' },
  ],
  resume: [{ from: ['on_hold'], who: ['agent', 'system'], to: 'work', holder: 'keep' }],
  complete: [
    { from: ['needs_information'], who: ['requester', 'participant'], to: 'work', holder: 'keep' },
    {
      from: ['awaiting', 'in_progress', 'on_hold', 'resolved'],
      who: ['requester', 'participant'],
      to: 'same',
      holder: 'keep',
    },
    {
      from: ['closed'],
      who: ['requester', 'participant'],
      to: 'work',
      holder: 'keep',
      when: stillReopenable,
    },
  ],
  resolve: [{ from: liveStates, who: ['agent'], to: 'resolved', holder: 'claim' }],
  expire: [{ from: ['needs_information'], who: ['system'], to: 'resolved', holder: 'keep' }],
  confirm: [{ from: ['resolved'], who: ['requester'], to: 'closed', holder: 'keep' }],
  contest: [{ from: ['resolved'], who: ['requester'], to: 'work', holder: 'keep' }],
  reopen: [
    { from: ['resolved'], who: ['agent'], to: 'in_progress', holder: 'claim' },
    {
      from: ['closed'],
      who: ['requester', 'agent'],
      to: 'work',
      holder: 'keep',
      when: stillReopenable,
    },
  ],
  cancel: [{ from: liveStates, who: ['requester'], to: 'cancelled', holder: 'keep' }],
  close: [{ from: ['resolved'], who: ['system'], to: 'closed', holder: 'keep' }],
};

function isOneOf(who: readonly Who[], actor: Actor, ticket: TicketFacts): boolean {
  if (!couldBeOneOf(who, actor)) return false;
  if (actor.kind === 'system') return true;
  const others = who.filter((one) => one !== 'holder');
  return ticket.holderId === actor.id || couldBeOneOf(others, actor);
}

/** Any agent may have been the holder a moment ago: told that a colleague has it now, not that they never may. */
function couldBeOneOf(who: readonly Who[], actor: Actor): boolean {
  if (actor.kind === 'system') return who.includes('system');
  const { relation } = actor;
  return who.some((one) => {
    if (one === 'system') return false;
    return one === 'holder' ? relation.agent : relation[one];
  });
}

function holderAfter(rule: Rule, ticket: TicketFacts, actorId: number | null, input: ActInput) {
  const present = ticket.holderHasLeft ? null : ticket.holderId;
  switch (rule.holder) {
    case 'keep':
      // A holder who left no longer works on anything; on a finished ticket the name stays as history.
      return rule.to === 'work' ? present : ticket.holderId;
    case 'claim':
      return present ?? actorId;
    case 'actor':
      return actorId;
    case 'nobody':
      return null;
    case 'assignee':
      return input.assigneeId ?? null;
  }
}

function assigneeAfter(act: Act, state: TicketState, ticket: TicketFacts, input: ActInput) {
  if (state !== 'awaiting') return null;
  if (act === 'assign') return input.assigneeId ?? null;
  // A move to another team, a release: whoever it was promised to is no longer concerned.
  if (act === 'release') return null;
  const moved = act === 'transfer' && input.teamId !== ticket.teamId;
  return moved ? null : ticket.assigneeId;
}

/**
 * Decides what an act by someone makes of a ticket: the transition table, used by every door
 * (web, bulk act, e-mail, API, scheduled job). Pure: `now` is given.
 */
export function decide(
  ticket: TicketFacts,
  actor: Actor,
  { act, input = {}, now }: { act: Act; input?: ActInput; now: Temporal.Instant },
): Decision {
  const actorId = actor.kind === 'person' ? actor.id : null;
  const context = { actorId, now };
  const fitting = rules[act].filter(
    (rule) => rule.from.includes(ticket.state) && (rule.when?.(ticket, input, context) ?? true),
  );
  const rule = fitting.find((candidate) => isOneOf(candidate.who, actor, ticket));
  if (rule === undefined) {
    const candidates = fitting.length > 0 ? fitting : rules[act];
    const couldEver = candidates.some((candidate) => couldBeOneOf(candidate.who, actor));
    if (!couldEver) return { outcome: 'forbidden' };
    const tooOld = act === 'complete' && !isLive(ticket.state);
    return { outcome: tooOld ? 'continue_in_new_ticket' : 'impossible' };
  }
  const holderId = holderAfter(rule, ticket, actorId, input);
  let state = rule.to === 'same' ? ticket.state : rule.to;
  if (state === 'work') state = holderId === null ? 'awaiting' : 'in_progress';
  return {
    outcome: 'allowed',
    state,
    holderId: state === 'awaiting' ? null : holderId,
    assigneeId: assigneeAfter(act, state, ticket, input),
  };
}

/** The acts a person can do to a ticket as it now is, in the order of the table. */
export function possibleActs(ticket: TicketFacts, actor: Actor, now: Temporal.Instant): Act[] {
  // An input that differs from everything present: the form will say which person, team or priority.
  const input: ActInput = {
    assigneeId: -1,
    teamId: -1,
    categoryId: -1,
    priority: ticket.priority === 'low' ? 'normal' : 'low',
  };
  return acts.filter((act) => {
    const { outcome } = decide(ticket, actor, { act, input, now });
    return outcome === 'allowed' || outcome === 'continue_in_new_ticket';
  });
}

/** Acts the requester reads in the thread; a colleague taking over, or a note, is not one. */
export const publicActs: ReadonlySet<string> = new Set([
  'submit',
  'take',
  'transfer',
  'reply',
  'ask',
  'hold',
  'resume',
  'complete',
  'resolve',
  'expire',
  'confirm',
  'contest',
  'reopen',
  'cancel',
  'close',
  // No act of the table: the requester's side asks for more time to answer.
  'extend',
]);
