import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { newClient, signedIn, testApp } from '../../../test/support/app.ts';
import { endSessionsOfPerson } from '../../domain/people/end-sessions.ts';
import { findPersonByLogin } from '../../domain/people/person-queries.ts';
import { paths } from '../../paths.ts';

const site = await testApp();
after(() => site.close());
const start = site.clock();
beforeEach(() => site.clock.set(start));

type Left = { seconds: number; isFinal: boolean; title: string; text: string };
const byScript = { accept: 'application/json', 'sec-fetch-dest': 'empty' };

test('a page says how long its session lasts; asking keeps it no longer', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  const { body } = await marie.get(paths.home());
  assert.match(body, /data-session-end-seconds-value="7200"/);
  assert.match(body, /votre session se termine à 12:00/);
  site.clock.advance({ minutes: 110 });
  const asked = await marie.get(paths.sessionLeft(), byScript);
  const { seconds, isFinal, text } = asked.json<Left>();
  assert.deepEqual([seconds, isFinal], [600, false]);
  assert.match(text, /dans 10 minutes, à 12:00/);
  site.clock.advance({ minutes: 10 });
  assert.equal((await marie.get(paths.sessionLeft(), byScript)).statusCode, 401);
});

test('staying puts the end off by two hours, never beyond twelve', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  for (let round = 0; round < 6; round += 1) {
    site.clock.advance({ minutes: 115 });
    const { seconds, isFinal } = (
      await marie.post(paths.sessionExtension(), {}, byScript)
    ).json<Left>();
    assert.deepEqual([seconds, isFinal], round < 5 ? [7200, false] : [1800, true]);
  }
  const { text } = (await marie.get(paths.sessionLeft(), byScript)).json<Left>();
  assert.match(text, /12 heures au plus[^]*dans 30 minutes, à 22:00/);
  const page = await marie.get(paths.sessionExtension());
  assert.match(page.body, /se termine à 22:00, quoi que vous fassiez/);
  site.clock.advance({ minutes: 30 });
  assert.equal((await marie.post(paths.sessionExtension(), {}, byScript)).statusCode, 401);
});

test('staying a minute after a page counts from that minute, not from the page', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  await marie.get(paths.home());
  site.clock.advance({ minutes: 3 });
  const response = await marie.post(paths.sessionExtension());
  assert.equal(response.headers.location, paths.sessionExtension());
  assert.match((await marie.follow(response)).body, /Vous restez connecté jusqu’à 12:03\./);
});

test('a session that has ended, or none, cannot be kept; nor by a form that is not ours', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  assert.equal((await marie.post(paths.sessionExtension(), { _csrf: 'x' })).statusCode, 403);
  const person = await findPersonByLogin(site.db, 'marie.dupont');
  await endSessionsOfPerson(site.db, person?.id ?? 0, site.clock());
  for (const client of [marie, newClient(site)]) {
    assert.equal((await client.get(paths.sessionLeft(), byScript)).statusCode, 401);
    assert.equal((await client.post(paths.sessionExtension(), {}, byScript)).statusCode, 401);
  }
});
