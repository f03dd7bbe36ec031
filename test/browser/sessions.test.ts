import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { personIdOf, teamIdOf, ticketNumberOf } from '../../seeds/find.ts';
import { addTeamMember, removeTeamMember } from '../../src/domain/teams/team-members.ts';
import { paths } from '../../src/paths.ts';
import { launchBrowser, type Visit } from '../support/browser.ts';
import { type Site, servedSite, signIn, visitAs } from '../support/site.ts';

let site: Site;
let browser: Browser;
let start: Temporal.Instant;
before(async () => {
  site = await servedSite();
  browser = await launchBrowser();
  start = site.clock();
});
beforeEach(() => site.clock.set(start));
after(async () => {
  await browser.close();
  await site.close();
});

/** A person in front of a page, whose clock and the desk's go together. */
async function sitting(login: string, path: string): Promise<Visit> {
  const visitor = await visitAs(browser, site, { login });
  await visitor.page.clock.install({ time: Date.now() });
  await visitor.page.goto(path);
  return visitor;
}

async function goBy(minutes: number, ...pages: Page[]): Promise<void> {
  site.clock.advance({ minutes });
  for (const page of pages) await page.clock.fastForward(minutes * 60_000);
}

const warning = (page: Page) => page.getByRole('alertdialog');
const stay = (page: Page) => warning(page).getByRole('button', { name: 'Rester connecté' });
const isWarned = async (page: Page) =>
  warning(page).getByRole('heading', { name: 'Votre session se termine bientôt' }).waitFor();

test('ten minutes before the end one is warned, stays with one key, and is back where one was', async () => {
  const { page, complaints, close } = await sitting('marie.dupont', paths.home());
  await page.locator('main input[type=search]').first().focus();
  await goBy(109, page);
  assert.equal(await warning(page).count(), 0, 'not yet');
  await goBy(1, page);
  await isWarned(page);
  assert.match(await warning(page).innerText(), /dans 10 minutes, à 12:00/);
  assert.equal(
    await page.evaluate(() => document.activeElement?.textContent),
    'Rester connecté',
    'the cursor is on what there is to do',
  );
  await page.keyboard.press('Enter');
  await warning(page).waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'search');
  await goBy(60, page);
  await page.goto(paths.profile());
  assert.equal(new URL(page.url()).pathname, paths.profile(), 'still signed in, 170 minutes later');
  // As often as one likes, until the twelve hours are over.
  await goBy(110, page);
  await isWarned(page);
  await stay(page).click();
  await warning(page).waitFor({ state: 'hidden' });
  assert.deepEqual(complaints, []);
  await close();
});

test('the end put off in one window is put off in the others', async () => {
  const { page, context, close } = await sitting('paul.martin', paths.home());
  const other = await context.newPage();
  await other.clock.install({ time: Date.now() });
  await other.goto(paths.knowledge());
  await goBy(110, page, other);
  await isWarned(page);
  await isWarned(other);
  await stay(page).click();
  await warning(page).waitFor({ state: 'hidden' });
  await other.clock.fastForward(31_000);
  await warning(other).waitFor({ state: 'hidden' });
  await close();
});

test('whoever is writing is using their session: they are not disturbed, and it is kept', async () => {
  const { page, close } = await sitting('paul.martin', paths.profile());
  await goBy(108, page);
  await page.getByLabel('Téléphone').fill('05 36 00 00 01');
  const kept = page.waitForResponse((answer) => answer.url().endsWith(paths.sessionExtension()));
  await goBy(2, page);
  assert.equal((await kept).status(), 200);
  assert.equal(await warning(page).count(), 0);
  await goBy(60, page);
  await page.getByRole('button', { name: 'Enregistrer mes coordonnées' }).click();
  await page.getByText('sont enregistrées').waitFor();
  await close();
});

test('whoever does not come back finds that it is over, and their draft where it was', async () => {
  const form = paths.newTicket({ nature: 'messagerie' });
  const { page, close } = await sitting('marie.dupont', form);
  await page.getByLabel('Objet').fill('Copieur du hall en panne');
  const saved = page.waitForResponse((answer) => answer.url().endsWith(paths.newTicketDraft()));
  await page.clock.fastForward(1_500);
  await saved;
  await goBy(111, page);
  await isWarned(page);
  await warning(page).getByRole('button', { name: 'Fermer' }).click();
  await goBy(5, page);
  assert.equal(await warning(page).count(), 0, 'closed by its reader, it is not said again');
  await goBy(6, page);
  await page.clock.fastForward(31_000);
  await warning(page).getByRole('heading', { name: 'Votre session est terminée' }).waitFor();
  assert.equal(await stay(page).count(), 0);
  await warning(page).getByRole('link', { name: 'Se reconnecter' }).click();
  await signIn(page, 'marie.dupont');
  assert.equal(page.url(), site.address + form);
  assert.equal(await page.getByLabel('Objet').inputValue(), 'Copieur du hall en panne');
  await close();
});

test('the last of the twelve hours cannot be put off, and says so', async () => {
  const { page, close } = await sitting('hugo.petit', paths.home());
  for (let round = 0; round < 6; round += 1) {
    await goBy(100, page);
    await page.goto(paths.home());
  }
  await goBy(110, page);
  await isWarned(page);
  assert.match(await warning(page).innerText(), /12 heures au plus[^]*dans 10 minutes, à 22:00/);
  assert.equal(await stay(page).count(), 0);
  await close();
});

test('without JavaScript the page says when the session ends, and one stays from a window beside it', async () => {
  const { page, context, close } = await visitAs(browser, site, {
    ...{ javaScript: false, login: 'marie.dupont' },
  });
  site.clock.advance({ minutes: 20 });
  await page.goto(paths.profile());
  await page.getByText('votre session se termine à 12:20').waitFor();
  await page.getByLabel('Téléphone').fill('05 36 00 00 02');
  site.clock.advance({ minutes: 100 });
  const [beside] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Rester connecté (nouvel onglet)' }).click(),
  ]);
  await beside.getByText('jusqu’à 14:00').waitFor();
  site.clock.advance({ minutes: 3 });
  await beside.locator('main').getByRole('button', { name: 'Rester connecté' }).click();
  await beside.getByText('Vous restez connecté jusqu’à 14:03.').waitFor();
  site.clock.advance({ minutes: 90 });
  await page.getByRole('button', { name: 'Enregistrer mes coordonnées' }).click();
  await page.getByText('sont enregistrées').waitFor();
  await close();
});

const leftHere = 'Votre session est terminée. Votre texte reste sur cette page';

test('left by another tab, what one goes on typing waits here, and is kept once one is back', async () => {
  const { page, context, close } = await visitAs(browser, site, { login: 'marie.dupont' });
  const form = paths.newTicket({ nature: 'messagerie' });
  await page.goto(form);
  const beside = await context.newPage();
  await beside.goto(paths.home());
  await beside.getByRole('button', { name: /Déconnexion/ }).click();
  await beside.getByText('Déconnexion effectuée').waitFor();
  await page.locator('[name=objet]').fill('Signature perdue');
  await page.getByText(leftHere).waitFor();
  const [again] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Se connecter dans un autre onglet' }).click(),
  ]);
  await signIn(again, 'marie.dupont');
  const kept = page.waitForResponse(
    (answer) => answer.ok() && answer.request().postData()?.includes('hier') === true,
  );
  await page.locator('[name=objet]').fill('Signature perdue hier');
  await kept;
  await page.getByText('Brouillon enregistré à 10:00').waitFor();
  await page.goto(form);
  assert.equal(await page.locator('[name=objet]').inputValue(), 'Signature perdue hier');
  await close();
});

test('what one went on typing is nothing to whoever signs in next in the same browser', async () => {
  const { page, context, close } = await visitAs(browser, site, { login: 'paul.martin' });
  await page.goto(paths.newTicket({ nature: 'messagerie' }));
  const beside = await context.newPage();
  await beside.goto(paths.home());
  await beside.getByRole('button', { name: /Déconnexion/ }).click();
  await beside.getByText('Déconnexion effectuée').waitFor();
  await signIn(beside, 'hugo.petit');
  await page.locator('[name=objet]').pressSequentially('Mon arrêt maladie');
  await page.getByText(leftHere).waitFor();
  await beside.goto(paths.home());
  assert.doesNotMatch(await beside.locator('main').innerText(), /arrêt maladie/);
  await beside.goto(paths.newTicket({ nature: 'messagerie' }));
  assert.equal(await beside.locator('[name=objet]').inputValue(), '');
  await close();
});

for (const [login, javaScript] of [
  ['nadia.benali', true],
  ['karim.leroy', false],
] as const) {
  test(`${javaScript ? 'with' : 'without'} JavaScript, a session left open elsewhere is found and ended`, async () => {
    const here = await visitAs(browser, site, { javaScript, login });
    const lost = await visitAs(browser, site, { javaScript, login });
    const { page } = here;
    await page.goto(paths.profile());
    await page.getByRole('link', { name: 'Voir mes connexions' }).click();
    await page.getByText('Cette connexion', { exact: true }).waitFor();
    const ends = page.getByRole('button', { name: 'Mettre fin à cette connexion' });
    assert.equal(await ends.count(), 1);
    await ends.focus();
    await page.keyboard.press('Enter');
    await page.getByText('La connexion est terminée.').waitFor();
    await page.getByText('Vous n’êtes connecté nulle part ailleurs.').waitFor();
    await lost.page.goto(paths.console());
    assert.equal(new URL(lost.page.url()).pathname, paths.signIn());
    await signIn(lost.page, login);
    await page.reload();
    await page.getByRole('button', { name: 'Mettre fin à toutes les autres' }).click();
    await page.getByText('1 autre connexion est terminée.').waitFor();
    await Promise.all([here.close(), lost.close()]);
  });
}

for (const [login, stays] of [
  ['karim.leroy', 'in another team'],
  ['nadia.benali', 'in no team'],
] as const) {
  test(`taken out of the team while writing, and ${stays}, one is told that the text is only here`, async () => {
    const { page, close } = await visitAs(browser, site, { login });
    const number = await ticketNumberOf(site.db, 'marieSharedFolder');
    const [personId, teamId, otherId] = await Promise.all([
      personIdOf(site.db, login),
      teamIdOf(site.db, 'SYSTEM-RESEAU'),
      teamIdOf(site.db, 'LOGISTIQUE'),
    ]);
    const change = (team: number) => ({ actorId: null, teamId: team, personId });
    await page.goto(paths.consoleTicket(number));
    if (stays === 'in another team') {
      await addTeamMember(site.db, change(otherId), site.clock());
    }
    await removeTeamMember(site.db, change(teamId), site.clock());
    await page.locator('#noter textarea').fill('Vu avec le fournisseur');
    await page.getByText('ce formulaire ne vous est plus ouvert').waitFor();
    await addTeamMember(site.db, change(teamId), site.clock());
    await page.locator('#noter textarea').fill('Vu avec le fournisseur hier');
    await page.getByText('Brouillon enregistré à').waitFor();
    await close();
  });
}
