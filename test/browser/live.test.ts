import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { ticketNumberOf } from '../../seeds/find.ts';
import { replyToTicket } from '../../src/domain/tickets/reply-to-ticket.ts';
import { paths } from '../../src/paths.ts';
import { launchBrowser, type Visit } from '../support/browser.ts';
import { type Site, servedSite, visitAs } from '../support/site.ts';
import { viewerNamed } from '../support/tickets.ts';

let site: Site;
let browser: Browser;
let number: number;
before(async () => {
  site = await servedSite();
  browser = await launchBrowser();
  number = await ticketNumberOf(site.db, 'marieSharedFolder');
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await listening(0);
});
after(async () => {
  await browser.close();
  await site.close();
});

const marie = (look = {}): Promise<Visit> =>
  visitAs(browser, site, { login: 'marie.dupont', ...look });

/** What the bell says, to eyes and to ears. */
const bell = (page: Page) => page.getByRole('link', { name: /^Notifications/ });
const unread = async (page: Page): Promise<number> =>
  Number(/(\d+) notifications? non lue/.exec((await bell(page).textContent()) ?? '')?.[1] ?? 0);

async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await isSo()) return;
    await pause(100);
  }
  assert.fail(what);
}

let said = 0;

/** She never says the same thing twice: the same words again, within minutes, are the same reply. */
async function nadiaReplies(): Promise<void> {
  said += 1;
  const actor = await viewerNamed(site.db, 'nadia.benali');
  await replyToTicket(
    site.db,
    { number, actor, body: `C’est réparé (${String(said)}).` },
    site.clock(),
  );
}

const listening = (count: number) =>
  until(`${String(count)} streams`, () => site.app.live.count() === count);

test('two windows share one stream, and the bell follows what Nadia does elsewhere', async () => {
  const { page, context, complaints } = await marie();
  await page.goto(paths.help());
  const second = await context.newPage();
  await second.goto(paths.knowledge());
  await listening(1);
  const before = await unread(page);
  await nadiaReplies();
  await until(
    'both windows count',
    async () => (await unread(page)) === before + 1 && (await unread(second)) === before + 1,
  );
  assert.match(await second.title(), new RegExp(`^\\(${String(before + 1)}\\) `));
  assert.match((await page.locator('.account [role=status]').textContent()) ?? '', /non lue/);
  await listening(1);
  // The list itself says that there is more, and waits.
  await second.goto(paths.notices());
  await nadiaReplies();
  await second
    .getByText('1 nouvelle notification depuis que vous avez ouvert cette page')
    .waitFor();
  await second.getByRole('link', { name: 'Afficher les nouveautés' }).click();
  await second
    .getByText(/nouvelles réponses/)
    .first()
    .waitFor();
  // Read in one window: the other one knows.
  await second.getByRole('button', { name: 'Tout marquer comme lu' }).click();
  await until('nothing unread', async () => (await unread(page)) === 0);
  assert.match(await page.title(), /^Aide/);
  assert.deepEqual(complaints, []);
  await page.getByRole('button', { name: /Déconnexion/ }).click();
  await page.waitForURL((url) => url.pathname === paths.signIn());
  await listening(0);
});

test('an open ticket says that it changed, waits for a click, and leaves what is being typed', async () => {
  const { page } = await marie();
  await page.goto(paths.ticket(number));
  await listening(1);
  const field = page.locator('main textarea').first();
  await field.fill('Une phrase en cours');
  await field.focus();
  const replies = page.getByText(/^C’est réparé \(\d+\)\.$/);
  const before = await replies.count();
  await nadiaReplies();
  await page.getByText('1 nouvelle réponse depuis que vous avez ouvert cette page').waitFor();
  assert.equal(await field.inputValue(), 'Une phrase en cours');
  assert.ok(await field.evaluate((element) => element === document.activeElement));
  assert.equal(await replies.count(), before, 'nothing moved');
  await page.getByRole('link', { name: 'Afficher les nouveautés' }).click();
  await replies.nth(before).waitFor();
});

test('the console hears of it as well', async () => {
  const look = await visitAs(browser, site, { login: 'karim.leroy' });
  await look.page.goto(paths.consoleTicket(number));
  await listening(1);
  await nadiaReplies();
  await look.page.getByText('1 nouvelle réponse depuis que vous avez ouvert cette page').waitFor();
});

test('without shared workers one window leads, and another takes over when it goes', async () => {
  const { page, context } = await marie();
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'));
  await page.goto(paths.help());
  await listening(1);
  const second = await context.newPage();
  await second.goto(paths.knowledge());
  const before = await unread(second);
  await nadiaReplies();
  await until(
    'both windows count',
    async () => (await unread(page)) === before + 1 && (await unread(second)) === before + 1,
  );
  // The worker of the page signed in by takes a moment to let go of its own.
  await listening(1);
  await page.close();
  await until('the other one listens', () => site.app.live.count() === 1);
  await nadiaReplies();
  await until('it counts', async () => (await unread(second)) === before + 2);
});

test('when streams are refused, a visible window asks each minute', async () => {
  const { page, context } = await marie();
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'SharedWorker');
  });
  await context.route('**/notifications/flux*', (route) => route.fulfill({ status: 429 }));
  await page.clock.install();
  await page.goto(paths.ticket(number));
  const before = await unread(page);
  await nadiaReplies();
  await pause(500);
  assert.equal(await unread(page), before);
  await page.clock.runFor(80_000);
  await until('it counts', async () => (await unread(page)) === before + 1);
  await page.getByText('1 nouvelle réponse depuis que vous avez ouvert cette page').waitFor();
  assert.equal(site.app.live.count(), 0);
});

test('without JavaScript the bell is right when a page opens', async () => {
  const { page } = await marie({ javaScript: false });
  await page.goto(paths.help());
  const before = await unread(page);
  await nadiaReplies();
  await until('it counts', async () => {
    await page.reload();
    return (await unread(page)) === before + 1;
  });
  await page.goto(paths.notices());
  await page
    .getByRole('button', { name: /Marquer comme lu/ })
    .first()
    .click();
  await page.getByText('C’est marqué comme lu').waitFor();
  assert.equal(await unread(page), 0);
});
