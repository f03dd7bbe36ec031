import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { signedIn, testApp } from '../../test/support/app.ts';
import { fileTicket } from '../../test/support/tickets.ts';
import { paths } from '../paths.ts';

const site = await testApp();
after(site.close);

test('the address of an act leads to the page of its form, and tells nothing more than that page', async () => {
  const number = await fileTicket(site.db, {}, site.clock());
  const nadia = await signedIn(site, 'nadia.benali');
  for (const path of [paths.reply(number), paths.question(number), paths.transfer(number)]) {
    const { statusCode, headers } = await nadia.get(path);
    assert.equal(statusCode, 303, path);
    assert.equal(headers.location, paths.consoleTicket(number), path);
  }
  const lucie = await signedIn(site, 'lucie.moreau');
  const { headers } = await lucie.get(paths.teamMembers('DOPSI'));
  assert.equal(headers.location, paths.teamEditing('DOPSI'));
  const hugo = await signedIn(site, 'hugo.petit');
  const led = await hugo.get(paths.reply(number));
  assert.equal((await hugo.get(led.headers.location ?? '')).statusCode, 404);
  const marie = await signedIn(site, 'marie.dupont');
  assert.notEqual((await marie.get(paths.reply(number))).statusCode, 303);
});

test('an address of an act that names nothing is not found, whatever is written in it', async () => {
  const marie = await signedIn(site, 'marie.dupont');
  for (const slug of ['%F0%9F%98%80', '%E2%80%AE', '%0d%0aSet-Cookie:a=b']) {
    const led = await marie.get(paths.articleOpinion(slug));
    assert.equal(led.headers['set-cookie'], undefined);
    const found = led.statusCode === 303 ? await marie.follow(led) : led;
    assert.equal(found.statusCode, 404, slug);
  }
});
