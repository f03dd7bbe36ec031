import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Db } from '../src/domain/tables.ts';
import { paths } from '../src/paths.ts';
import { recordStatements } from '../src/platform/db/statements.ts';
import { type TestApp, testApp } from '../test/support/app.ts';
import { testDatabase, worldNow } from '../test/support/database.ts';
import { readBudgets } from './check.ts';
import type { Answer, HttpClient } from './client.ts';
import { generate } from './generate/generate.ts';
import { percentile } from './measure.ts';
import { benchSecret } from './site.ts';
import { findSubjects, type Subjects } from './subjects.ts';
import { askAs, type Workload, workloads } from './workloads.ts';

/** A desk of so many tickets, and the plans that the server tells of every statement. */
type Desk = { site: TestApp; all: Pick<Workload, 'id' | 'operation'>[]; plans: Plan[] };
type Plan = {
  'Query Text': string;
  Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number };
};

const explained = `load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
  set auto_explain.log_buffers = on; set auto_explain.log_timing = off; set auto_explain.log_format = json;
  set auto_explain.log_level = notice; set auto_explain.log_parameter_max_length = 0`;

async function desk(tickets: number): Promise<Desk> {
  const database = await testDatabase({ seeded: false });
  await generate({ url: database.url, tickets, seed: 1, now: worldNow });
  const plans: Plan[] = [];
  database.pool.on('connect', (client) => {
    client.on('notice', ({ message = '' }) => {
      const json = message.indexOf('{');
      if (json > 0 && message.includes('plan:'))
        plans.push(JSON.parse(message.slice(json)) as Plan);
    });
    void client.query(explained);
  });
  const subjects = await findSubjects(database.db, worldNow);
  const site = await testApp({
    database,
    config: { sessionSecret: benchSecret, production: true },
  });
  const client = clientOf(site);
  const others = [
    notices(client, subjects),
    await besideThousands(database.db, client, subjects),
    ...listsOf(client, subjects),
  ];
  return { site, plans, all: [...workloads(client, subjects), ...others] };
}

/** Lists of the console that are not measured, each as somebody of the busiest team reads it. */
const lists = {
  'what is over': paths.console({ vue: 'terminees' }),
  'what is over, by date': paths.console({ vue: 'terminees', tri: 'date' }),
  'the team, by number': paths.console({ vue: 'equipe', tri: 'numero' }),
  'what is late': paths.console({ vue: 'en-retard' }),
  'what is free': paths.console({ vue: 'libres' }),
  'the board of the day': paths.dueBoard(),
};

const listsOf = (client: HttpClient, { agents, words }: Subjects): Desk['all'] => {
  const over = (q: string | undefined) => paths.console({ vue: 'terminees', q });
  const read = {
    ...lists,
    'what is over, a common word': over(words.common),
    'what is over, a rare word': over(words.rare[0]),
    'what is over, cancelled': paths.console({ vue: 'terminees', etat: 'annulee' }),
  };
  return Object.entries(read).map(([id, path]) => ({
    id,
    operation: (turn) => {
      const agent = agents[turn % agents.length];
      assert.ok(agent);
      return askAs(client, agent, { path, expected: 200 });
    },
  }));
};

/** What each agent of the busiest team was told. */
const notices = (client: HttpClient, { agents }: Subjects) => ({
  id: 'notices',
  operation: (turn: number) => {
    const agent = agents[turn % agents.length];
    assert.ok(agent);
    return askAs(client, agent, { path: paths.notices() });
  },
});

/** A ticket of somebody who has filed a fifth of all, in the console: the last others stand beside it. */
async function besideThousands(db: Db, client: HttpClient, subjects: Subjects) {
  const { agents, busiest, busyTeamId } = subjects;
  const tickets = await db
    .selectFrom('ticket')
    .select('number')
    .where('requester_id', '=', busiest.personId)
    .where('team_id', '=', busyTeamId)
    .orderBy('number', 'desc')
    .limit(8)
    .execute();
  const [agent] = agents;
  return {
    id: 'beside thousands',
    operation: (turn: number) => {
      const ticket = tickets[turn % tickets.length];
      assert.ok(agent && ticket);
      return askAs(client, agent, { path: paths.consoleTicket(ticket.number) });
    },
  };
}

/** The same requests as over the network, straight into the application. */
function clientOf({ app }: TestApp): HttpClient {
  return {
    ask: async ({ method = 'GET', path, headers = {}, form }) => {
      const type = form ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
      const response = await app.inject({
        ...{ method, url: path, headers: { accept: 'text/html', ...headers, ...type } },
        ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
      });
      const body = response.rawPayload;
      return {
        status: response.statusCode,
        headers: response.headers as Answer['headers'],
        bytes: body.length,
        body,
      };
    },
    close: () => undefined,
  };
}

let [small, large]: Desk[] = [];
before(async () => {
  small = await desk(1_000);
  large = await desk(10_000);
});
after(async () => {
  await small?.site.close();
  await large?.site.close();
});

type Cost = { statements: number; blocks: number; bytes: number };

/** What one of them costs in the middle of a few, once its statements are prepared. */
async function costOf(desk: Desk | undefined, id: string): Promise<Cost> {
  assert.ok(desk);
  const operation = desk.all.find((one) => one.id === id)?.operation;
  assert.ok(operation);
  for (let turn = 0; turn < 3; turn++) await operation(turn);
  const costs: Cost[] = [];
  for (let turn = 3; turn < 8; turn++) {
    desk.plans.length = 0;
    const { statements, result } = await recordStatements(() => operation(turn));
    const blocks = desk.plans.reduce(
      (sum, { Plan: plan }) => sum + plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
      0,
    );
    costs.push({ statements: statements.length, blocks, bytes: (result as Answer).bytes });
  }
  assert.ok(costs.every(({ blocks }) => blocks > 0));
  const middle = (read: (cost: Cost) => number) =>
    percentile(
      costs.map(read).sort((a, b) => a - b),
      0.5,
    );
  return {
    statements: middle((cost) => cost.statements),
    blocks: middle((cost) => cost.blocks),
    bytes: middle((cost) => cost.bytes),
  };
}

const budgets = readBudgets().workloads;

function checkStatements(id: string, { statements }: Cost): void {
  const most = budgets[id]?.statements;
  if (most !== undefined) {
    assert.ok(statements <= most, `${String(statements)} statements, ${String(most)} promised`);
  }
}

/** A page of a list is a page, however long the list. */
const mostBytes = 150_000;

/** A page is full or not, a queue follows the live tickets of its team: little beside ten times the desk. */
const slack = 600;

const pages = ['W2', 'W3', 'W4', 'W4c', 'beside thousands', 'W6 number', 'notices'];
for (const id of ['W1', 'W5', 'W5r', ...pages]) {
  test(`${id} looks at as much of a desk of ten thousand tickets as of one thousand`, async () => {
    const [few, many] = [await costOf(small, id), await costOf(large, id)];
    checkStatements(id, many);
    assert.ok(many.bytes <= mostBytes, `${String(many.bytes)} bytes`);
    assert.ok(
      many.blocks <= few.blocks * 1.3 + slack,
      `${String(few.blocks)} blocks, then ${String(many.blocks)}`,
    );
  });
}

/** Full or not as well; and each view is counted up to ninety-nine. */
const listSlack = 900;

for (const id of Object.keys(lists)) {
  test(`${id}: the console looks no farther among ten thousand tickets`, async () => {
    const [few, many] = [await costOf(small, id), await costOf(large, id)];
    assert.ok(many.statements <= 6, `${String(many.statements)} statements`);
    assert.ok(
      many.blocks <= few.blocks * 1.3 + listSlack,
      `${String(few.blocks)} blocks, then ${String(many.blocks)}`,
    );
  });
}

/** The most a search looks at: the newest sixty or three hundred, what the index gives; never the whole desk. */
const bounds = {
  'W6 rare': 900,
  'W6 common': 900,
  'W6 misspelt': 4_500,
  'what is over, a common word': 4_000,
  'what is over, a rare word': 4_000,
  'what is over, cancelled': 4_000,
} as const;

for (const [id, most] of Object.entries(bounds)) {
  test(`${id}: a search among ten thousand tickets stays within its bounds`, async () => {
    const { blocks, ...cost } = await costOf(large, id);
    checkStatements(id, { blocks, ...cost });
    assert.ok(blocks <= most, `${String(blocks)} blocks, ${String(most)} allowed`);
  });
}

for (const id of ['W7 sort', 'W7 page 20', 'W7 search']) {
  test(`${id}: the list of one person costs what their own tickets do, in few statements`, async () => {
    const { blocks, statements } = await costOf(large, id);
    assert.ok(statements <= 5, `${String(statements)} statements`);
    // Two thousand tickets of ten thousand, and the document of each when they are searched.
    assert.ok(blocks <= 12_000, `${String(blocks)} blocks`);
  });
}
