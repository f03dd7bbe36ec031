import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TicketFacts, TicketState } from './ticket.ts';
import {
  type Act,
  type ActInput,
  type Actor,
  acts,
  decide,
  possibleActs,
  type Relation,
} from './transition.ts';

/*
 * The transition table of the product, cell by cell. Columns are situations, rows are people; a cell says the state
 * and holder after the act: A awaiting, P in progress, H on hold, N needs information, R resolved, C closed,
 * X cancelled; then h the holder before, a the actor, b the person designated, . nobody.
 * `-` never theirs to do (forbidden), `x` not possible any more (conflict), `+` a new ticket continues this one.
 */

const [holderId, actorId, designatedId] = [7, 8, 9];
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const daysAgo = (days: number) => now.subtract({ hours: 24 * days });

const situations: Record<string, Partial<TicketFacts> & { state: TicketState }> = {
  AW: { state: 'awaiting', holderId: null },
  IP: { state: 'in_progress' },
  HOh: { state: 'on_hold' },
  HOu: { state: 'on_hold', holderId: null },
  NIh: { state: 'needs_information' },
  NIu: { state: 'needs_information', holderId: null },
  REh: { state: 'resolved' },
  REu: { state: 'resolved', holderId: null },
  CLr: { state: 'closed', closedAt: daysAgo(29) },
  CLl: { state: 'closed', closedAt: daysAgo(29), holderHasLeft: true },
  CLo: { state: 'closed', closedAt: daysAgo(30) },
  CA: { state: 'cancelled' },
};

const nobody: Relation = {
  requester: false,
  participant: false,
  agent: false,
  lead: false,
  formerAgent: false,
  administrator: false,
};
const person = (relation: Partial<Relation>, id = actorId): Actor => ({
  kind: 'person',
  id,
  relation: { ...nobody, ...relation },
});
const people: Record<string, Actor> = {
  agent: person({ agent: true }),
  holder: person({ agent: true }, holderId),
  lead: person({ agent: true, lead: true }),
  formerAgent: person({ formerAgent: true }),
  requester: person({ requester: true }),
  participant: person({ participant: true }),
  administrator: person({ administrator: true }),
  stranger: person({}),
  system: { kind: 'system' },
};

type Variant = { act: Act; input?: ActInput; rows: Record<string, string> };

// Columns:            AW  IP  HOh HOu NIh NIu REh REu CLr CLl CLo CA
const table: Record<string, Variant> = {
  take: {
    act: 'take',
    rows: {
      'agent lead': '     Pa  x   x   Ha  x   Na  x   x   x   x   x   x ',
      holder: '          Pa  x   x   Ha  x   Na  x   x   x   x   x   x ',
    },
  },
  'take over': {
    act: 'take_over',
    rows: {
      'agent lead': '     x   Pa  Ha  x   Na  x   x   x   x   x   x   x ',
      holder: '          x   x   x   x   x   x   x   x   x   x   x   x ',
    },
  },
  assign: {
    act: 'assign',
    input: { assigneeId: designatedId },
    rows: {
      'agent lead holder': ' A.  Pb  Hb  Hb  Nb  Nb  x   x   x   x   x   x ',
    },
  },
  release: {
    act: 'release',
    rows: {
      'lead holder system': 'x   A.  H.  x   N.  x   x   x   x   x   x   x ',
      agent: '           x   x   x   x   x   x   x   x   x   x   x   x ',
    },
  },
  'transfer to another team': {
    act: 'transfer',
    input: { teamId: 2 },
    rows: {
      'agent lead holder': ' A.  A.  A.  A.  A.  A.  x   x   x   x   x   x ',
    },
  },
  'transfer to a nature of the same team': {
    act: 'transfer',
    input: { teamId: 1, categoryId: 2 },
    rows: {
      'agent lead holder': ' A.  Ph  Hh  H.  Nh  N.  x   x   x   x   x   x ',
    },
  },
  'transfer to where it is': {
    act: 'transfer',
    input: { teamId: 1, categoryId: 1 },
    rows: {
      'agent lead holder': ' x   x   x   x   x   x   x   x   x   x   x   x ',
    },
  },
  'set priority': {
    act: 'set_priority',
    input: { priority: 'high' },
    rows: {
      'agent lead holder': ' A.  Ph  Hh  H.  Nh  N.  x   x   x   x   x   x ',
    },
  },
  'set the same priority': {
    act: 'set_priority',
    input: { priority: 'normal' },
    rows: {
      'agent lead holder': ' x   x   x   x   x   x   x   x   x   x   x   x ',
    },
  },
  reply: {
    act: 'reply',
    rows: {
      'agent lead holder': ' Pa  Ph  Hh  H.  Nh  N.  Rh  R.  x   x   x   x ',
    },
  },
  note: {
    act: 'note',
    rows: {
      'agent lead holder formerAgent': 'A.  Ph  Hh  H.  Nh  N.  Rh  R.  Ch  Ch  Ch  Xh',
    },
  },
  ask: {
    act: 'ask',
    rows: {
      'agent lead holder': ' Na  Nh  Nh  N.  x   x   x   x   x   x   x   x ',
    },
  },
  hold: {
    act: 'hold',
    rows: {
      'agent lead holder': ' Ha  Hh  x   x   x   x   x   x   x   x   x   x ',
    },
  },
  resume: {
    act: 'resume',
    rows: {
      'agent lead holder system': 'x   x   Ph  A.  x   x   x   x   x   x   x   x ',
    },
  },
  complete: {
    act: 'complete',
    rows: {
      'requester participant': 'A.  Ph  Hh  H.  Ph  A.  Rh  R.  Ph  A.  +   + ',
    },
  },
  resolve: {
    act: 'resolve',
    rows: {
      'agent lead holder': ' Ra  Rh  Rh  Ra  Rh  Ra  x   x   x   x   x   x ',
    },
  },
  expire: {
    act: 'expire',
    rows: { system: '          x   x   x   x   Rh  R.  x   x   x   x   x   x ' },
  },
  confirm: {
    act: 'confirm',
    rows: { requester: '       x   x   x   x   x   x   Ch  C.  x   x   x   x ' },
  },
  contest: {
    act: 'contest',
    rows: { requester: '       x   x   x   x   x   x   Ph  A.  x   x   x   x ' },
  },
  reopen: {
    act: 'reopen',
    rows: {
      'agent lead holder': ' x   x   x   x   x   x   Ph  Pa  Ph  A.  x   x ',
      requester: '       x   x   x   x   x   x   -   -   Ph  A.  x   x ',
    },
  },
  cancel: {
    act: 'cancel',
    rows: { requester: '       X.  Xh  Xh  X.  Xh  X.  x   x   x   x   x   x ' },
  },
  close: {
    act: 'close',
    rows: { system: '          x   x   x   x   x   x   Ch  C.  x   x   x   x ' },
  },
};

const stateLetters: Record<TicketState, string> = {
  awaiting: 'A',
  in_progress: 'P',
  on_hold: 'H',
  needs_information: 'N',
  resolved: 'R',
  closed: 'C',
  cancelled: 'X',
};

function factsOf(situation: Partial<TicketFacts> & { state: TicketState }): TicketFacts {
  return {
    teamId: 1,
    categoryId: 1,
    priority: 'normal',
    holderId,
    assigneeId: null,
    holderHasLeft: false,
    closedAt: null,
    ...situation,
  };
}

function cell(facts: TicketFacts, actor: Actor, variant: Variant): string {
  const decision = decide(facts, actor, { act: variant.act, input: variant.input ?? {}, now });
  switch (decision.outcome) {
    case 'forbidden':
      return '-';
    case 'impossible':
      return 'x';
    case 'continue_in_new_ticket':
      return '+';
    case 'allowed': {
      const acting = actor.kind === 'person' ? actor.id : null;
      const names = new Map([
        [acting, 'a'],
        [designatedId, 'b'],
        [holderId, 'h'],
        [null, '.'],
      ]);
      return stateLetters[decision.state] + (names.get(decision.holderId) ?? '?');
    }
  }
}

function expectedCells(variant: Variant, who: string): string[] {
  const row = Object.entries(variant.rows).find(([names]) => names.split(' ').includes(who));
  if (row === undefined) return Object.keys(situations).map(() => '-');
  const cells = row[1].trim().split(/\s+/);
  // For the holder, the actor and the holder before are one person.
  return who === 'holder' ? cells.map((one) => one.replace('a', 'h')) : cells;
}

describe('the transition table', () => {
  test('every act of the product has its rows', () => {
    const tested = new Set(Object.values(table).map(({ act }) => act));
    assert.deepEqual(
      [...acts].filter((act) => !tested.has(act)),
      [],
    );
  });

  for (const [name, variant] of Object.entries(table)) {
    for (const [who, actor] of Object.entries(people)) {
      test(`${name} by ${who}`, () => {
        const found = Object.values(situations).map((one) => cell(factsOf(one), actor, variant));
        assert.equal(found.length, 12);
        assert.deepEqual(found, expectedCells(variant, who));
      });
    }
  }
});

describe('around the table', () => {
  const decided = (
    facts: Partial<TicketFacts> & { state: TicketState },
    act: Act,
    who = 'agent',
  ) => {
    const actor = people[who];
    assert.ok(actor);
    return decide(factsOf(facts), actor, {
      act,
      input: { assigneeId: designatedId, teamId: 2 },
      now,
    });
  };

  test('a ticket promised to somebody stays awaiting until they take it', () => {
    const facts = { state: 'awaiting', holderId: null } as const;
    assert.deepEqual(decided(facts, 'assign'), {
      outcome: 'allowed',
      state: 'awaiting',
      holderId: null,
      assigneeId: designatedId,
    });
  });

  test('a promise is forgotten when somebody else takes the ticket, or when it changes team', () => {
    const promised = { state: 'awaiting', holderId: null, assigneeId: designatedId } as const;
    for (const act of ['take', 'reply', 'transfer'] as const) {
      const decision = decided(promised, act);
      assert.equal(decision.outcome === 'allowed' && decision.assigneeId, null, act);
    }
  });

  test('a promise survives a completion and a note', () => {
    const promised = { state: 'awaiting', holderId: null, assigneeId: designatedId } as const;
    const completed = decided(promised, 'complete', 'requester');
    assert.equal(completed.outcome === 'allowed' && completed.assigneeId, designatedId);
    const noted = decided(promised, 'note');
    assert.equal(noted.outcome === 'allowed' && noted.assigneeId, designatedId);
  });

  test('an agent who reopens a ticket whose holder has left becomes its holder', () => {
    const decision = decided({ state: 'resolved', holderHasLeft: true }, 'reopen');
    assert.equal(decision.outcome === 'allowed' && decision.holderId, actorId);
  });

  test('a contested ticket whose holder has left goes back to its team', () => {
    const decision = decided({ state: 'resolved', holderHasLeft: true }, 'contest', 'requester');
    assert.equal(decision.outcome === 'allowed' && decision.state, 'awaiting');
  });

  test('a closed ticket can be reopened until the thirtieth day, and no longer', () => {
    const closedAt = now.subtract({ hours: 30 * 24 });
    const lastMinute = { state: 'closed', closedAt: closedAt.add({ minutes: 1 }) } as const;
    assert.equal(decided(lastMinute, 'reopen', 'requester').outcome, 'allowed');
    assert.equal(
      decided({ state: 'closed', closedAt }, 'reopen', 'requester').outcome,
      'impossible',
    );
  });

  test('somebody who is several things to a ticket may do what each of them may', () => {
    const both = person({ requester: true, agent: true });
    const live = factsOf({ state: 'in_progress' });
    const can = possibleActs(live, both, now);
    assert.ok(can.includes('cancel') && can.includes('resolve') && can.includes('complete'));
  });

  test('what a page proposes is exactly what the table allows', () => {
    const fromTable = (who: string) =>
      Object.values(situations).map((_, column) =>
        acts.filter((act) =>
          Object.values(table).some(
            (variant) =>
              variant.act === act &&
              !['-', 'x'].includes(expectedCells(variant, who)[column] ?? '-'),
          ),
        ),
      );
    for (const [who, actor] of Object.entries(people)) {
      const proposed = Object.values(situations).map((one) =>
        possibleActs(factsOf(one), actor, now),
      );
      assert.deepEqual(proposed, fromTable(who), who);
    }
  });
});

test('only the desk takes back what was promised and not taken: a lead assigns it to somebody else', () => {
  const promised: TicketFacts = {
    ...{ state: 'awaiting', teamId: 1, categoryId: 1, priority: 'normal' },
    ...{ holderId: null, holderHasLeft: false, assigneeId: 9, closedAt: null },
  };
  const release = { act: 'release', now } as const;
  const same = { outcome: 'allowed', state: 'awaiting', holderId: null, assigneeId: null };
  assert.deepEqual(decide(promised, { kind: 'system' }, release), same);
  const lead = people['lead'];
  assert.ok(lead);
  assert.deepEqual(decide(promised, lead, release), { outcome: 'impossible' });
  const free = { ...promised, assigneeId: null };
  assert.deepEqual(decide(free, { kind: 'system' }, release), { outcome: 'impossible' });
});
