import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from './log.ts';

/** A log that writes to a list. */
function listed(level: string) {
  const lines: string[] = [];
  return { log: createLog(level, { write: (line) => lines.push(line) }), lines };
}

test('an error of the database is told without the row it quotes', () => {
  const { log, lines } = listed('info');
  const refused = Object.assign(new Error('duplicate key value violates unique constraint'), {
    code: '23505',
    detail: 'Key (email)=(marie.dupont@example.org) already exists.',
    where: 'COPY person, line 1: "marie.dupont"',
    parameters: ['marie.dupont'],
    constraint: 'person_email_key',
    table: 'person',
  });
  log.error({ err: new Error('The page failed.', { cause: refused }) }, 'Something broke.');
  const [line = ''] = lines;
  assert.ok(!line.includes('marie'), line);
  for (const fact of ['23505', 'person_email_key', 'The page failed.', 'Something broke.']) {
    assert.ok(line.includes(fact), fact);
  }
});

test('a request is told by its route, never by what was asked', () => {
  const { log, lines } = listed('info');
  log.info({
    req: {
      id: '1',
      method: 'GET',
      url: '/recherche?q=marie.dupont',
      headers: { cookie: 'session=secret' },
      routeOptions: { url: '/recherche' },
    },
    res: { statusCode: 200 },
  });
  const { req, res } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  assert.deepEqual(req, { id: '1', method: 'GET', route: '/recherche' });
  assert.deepEqual(res, { statusCode: 200 });
});

test('what is below the level is not written', () => {
  const { log, lines } = listed('warn');
  log.info('nothing to see');
  log.warn('something to see');
  assert.equal(lines.length, 1);
  assert.equal((JSON.parse(lines[0] ?? '') as { level: unknown }).level, 'warn');
});
