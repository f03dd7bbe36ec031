import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type TicketFacts,
  type TicketState,
  ticketStates,
} from '../../src/domain/tickets/ticket.ts';
import {
  type Act,
  type ActInput,
  type Actor,
  acts,
  decide,
} from '../../src/domain/tickets/transition.ts';

const page = join(import.meta.dirname, '../../docs/domain.md');
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const [actorId, otherId] = [8, 7];

const person = (
  relation: 'agent' | 'lead' | 'formerAgent' | 'requester' | 'participant',
): Actor => ({
  kind: 'person',
  id: actorId,
  relation: {
    requester: relation === 'requester',
    participant: relation === 'participant',
    agent: relation === 'agent' || relation === 'lead',
    lead: relation === 'lead',
    formerAgent: relation === 'formerAgent',
    administrator: false,
  },
});

/** Everybody the table may name; `holds` says whether a ticket that is held is held by them. */
const everybody: Record<string, { actor: Actor; holds: boolean }> = {
  agent: { actor: person('agent'), holds: false },
  holder: { actor: person('agent'), holds: true },
  lead: { actor: person('lead'), holds: false },
  former: { actor: person('formerAgent'), holds: false },
  requester: { actor: person('requester'), holds: false },
  participant: { actor: person('participant'), holds: false },
  system: { actor: { kind: 'system' }, holds: false },
};
const groups: Record<string, readonly string[]> = { team: ['agent', 'holder', 'lead'] };

const inputs: Partial<Record<Act, readonly ActInput[]>> = {
  assign: [{ assigneeId: 9 }],
  transfer: [{ teamId: 2 }, { teamId: 1, categoryId: 2 }],
  set_priority: [{ priority: 'high' }],
};

/** Every ticket in a state that the constraints of the database allow. */
function ticketsIn(state: TicketState, holds: boolean): TicketFacts[] {
  const holder = holds ? actorId : otherId;
  const holders = { awaiting: [null], in_progress: [holder] }[String(state)] ?? [null, holder];
  return holders.flatMap((holderId) =>
    [false, !holds && holderId !== null].flatMap((holderHasLeft) =>
      [29, 30].map((days) => ({
        ...{ state, holderId, holderHasLeft, assigneeId: null },
        ...{ teamId: 1, categoryId: 1, priority: 'normal' as const },
        closedAt: state === 'closed' ? now.subtract({ hours: 24 * days }) : null,
      })),
    ),
  );
}

/** What the code makes of an act, over all tickets in a state. */
function outcomes(act: Act, names: readonly string[], state: TicketState): string[] {
  const found = names.flatMap((name) => {
    const somebody = everybody[name];
    assert.ok(somebody, `the page names « ${name} », whom the code does not know`);
    const tickets = ticketsIn(state, somebody.holds);
    return tickets.flatMap((ticket) =>
      (inputs[act] ?? [{}]).flatMap((input) => {
        const decision = decide(ticket, somebody.actor, { act, input, now });
        if (decision.outcome === 'continue_in_new_ticket') return ['new ticket'];
        if (decision.outcome !== 'allowed') return [];
        return [decision.state === state ? 'same' : decision.state];
      }),
    );
  });
  return [...new Set(found)].sort();
}

type Row = { act: Act; names: string[]; cells: string[][] };

async function readRows(): Promise<Row[]> {
  const text = await readFile(page, 'utf8');
  const [, table = ''] = /<!-- transitions -->\n([^]*)<!-- \/transitions -->/.exec(text) ?? [];
  const [head, , ...lines] = table
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replace(/[¹²³⁴⁵⁶]/g, '').trim()),
    );
  assert.deepEqual(head, ['act', 'who', ...ticketStates]);
  const words = (cell = '') => (cell === '—' ? [] : cell.split(', '));
  return lines.map(([act, who, ...cells]) => ({
    act: act as Act,
    names: words(who).flatMap((name) => groups[name] ?? [name]),
    cells: cells.map((cell) => words(cell).sort()),
  }));
}

test('the page of the domain tells the transition table as the code has it, cell by cell', async () => {
  const rows = await readRows();
  for (const { act, names, cells } of rows) {
    const coded = ticketStates.map((state) => outcomes(act, names, state));
    assert.deepEqual(cells, coded, `${act} by ${names.join(', ')}`);
  }
});

test('the page of the domain forgets no act and nobody who may do it', async () => {
  const rows = await readRows();
  for (const act of acts) {
    const named = rows.filter((row) => row.act === act).flatMap(({ names }) => names);
    for (const name of Object.keys(everybody).filter((one) => !named.includes(one))) {
      for (const state of ticketStates) {
        assert.deepEqual(outcomes(act, [name], state), [], `${act} by ${name} in ${state}`);
      }
    }
  }
});
