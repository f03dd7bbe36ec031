import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, type Visit } from '../support/browser.ts';
import { type Site, servedSite, visitAs } from '../support/site.ts';

let site: Site;
let browser: Browser;

before(async () => {
  site = await servedSite();
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await site.close();
});

const main = (page: Page) => page.locator('main');

/** Opens one of the console's panels and presses its button once its fields are filled. */
async function actIn(
  page: Page,
  { panel, fill, button }: { panel: string; fill: Record<string, string>; button: string },
): Promise<void> {
  const summary = page.locator('summary', { hasText: panel });
  const details = main(page).locator('details', { has: summary }).first();
  await summary.first().click();
  for (const [label, value] of Object.entries(fill)) {
    await details.getByLabel(label).fill(value);
  }
  await details.getByRole('button', { name: button, exact: true }).click();
  await page.waitForLoadState();
}

async function press(page: Page, name: string): Promise<void> {
  await main(page).getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
}

const state = async (page: Page): Promise<string> =>
  (await main(page).locator('.state').first().innerText()).trim();

async function fileTicket(page: Page, subject: string): Promise<number> {
  await page.goto('/');
  await page.locator('main').getByRole('searchbox').first().fill('le wifi ne marche plus');
  await page.getByRole('button', { name: 'Trouver' }).click();
  await main(page)
    .getByRole('link', { name: /Réseau et Wi-Fi/ })
    .first()
    .click();
  await main(page).getByRole('link', { name: 'Signaler un problème' }).first().click();
  await page.getByLabel('Objet').fill(subject);
  await page.getByLabel('Description').fill('Depuis ce matin.\nPersonne ne se connecte <script>.');
  await page
    .getByRole('radiogroup', { name: /bloqué/ })
    .getByLabel('Gêné')
    .check();
  await page
    .getByRole('radiogroup', { name: /touché/ })
    .getByLabel('Mon service')
    .check();
  await press(page, 'Envoyer la demande');
  assert.match(page.url(), /recapitulatif$/);
  const number = Number(/demandes\/(\d+)\//.exec(page.url())?.[1]);
  assert.match(await main(page).innerText(), /SYSTEM-RESEAU/);
  await main(page).getByRole('link', { name: 'Voir la demande' }).click();
  assert.match(await main(page).innerText(), /Personne ne se connecte <script>/);
  return number;
}

async function takeFromQueue(page: Page, number: number): Promise<void> {
  await page.goto('/console?vue=libres');
  await main(page)
    .getByRole('row', { name: new RegExp(String(number)) })
    .getByRole('button', { name: /Prendre en charge/ })
    .click();
  await page.goto(`/console/demandes/${String(number)}`);
  assert.match(await state(page), /En cours/);
}

for (const javaScript of [true, false]) {
  describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
    test('a request goes from the search field to its closing, through two colleagues and a contest', async () => {
      const visits: Visit[] = [];
      const open = async (login: string): Promise<Page> => {
        const visitor = await visitAs(browser, site, { login, javaScript });
        visits.push(visitor);
        return visitor.page;
      };
      const [marie, nadia, karim] = [
        await open('marie.dupont'),
        await open('nadia.benali'),
        await open('karim.leroy'),
      ];
      assert.equal(new URL(marie.url()).pathname, '/');
      assert.equal(new URL(nadia.url()).pathname, '/console');

      const number = await fileTicket(
        marie,
        `Wifi muet, salle B12 (${javaScript ? 'avec' : 'sans'} script)`,
      );
      const [ticket, consoleTicket] = [
        `/demandes/${String(number)}`,
        `/console/demandes/${String(number)}`,
      ];

      await takeFromQueue(nadia, number);
      await actIn(nadia, {
        panel: 'Demander un complément',
        fill: { 'Votre question': 'Sur quel poste ?', 'Ce qui manque': 'le nom du poste' },
        button: 'Demander le complément',
      });
      assert.match(await state(nadia), /À compléter/);

      await marie.goto('/?etat=a-completer');
      await main(marie)
        .getByRole('link', { name: String(number) })
        .first()
        .click();
      assert.match(await main(marie).innerText(), /Sur quel poste \?/);
      await marie.getByLabel('Votre réponse').fill('Sur tous les postes.');
      await press(marie, 'Envoyer la réponse');
      assert.match(await state(marie), /En cours/);

      await nadia.goto(consoleTicket);
      const summary = nadia.locator('summary', { hasText: 'Mettre en attente' });
      await summary.first().click();
      const hold = main(nadia).locator('details', { has: summary }).first();
      const reason = hold.getByLabel('Motif');
      const planned = await reason
        .locator('option', { hasText: 'Intervention planifiée' })
        .getAttribute('value');
      await reason.selectOption(planned);
      const date = site.clock().toZonedDateTimeISO('Europe/Paris').toPlainDate().add({ days: 7 });
      await hold.getByLabel('Jusqu’au').fill(date.toString());
      await hold.getByLabel('Ce que lira le demandeur').fill('Un technicien passe lundi.');
      await hold.getByRole('button', { name: 'Mettre en attente', exact: true }).click();
      assert.match(await state(nadia), /Mise en attente/);
      await nadia.getByLabel('Votre note').fill('La borne est morte, ne pas le dire.');
      await press(nadia, 'Garder pour l’équipe');

      await karim.goto(consoleTicket);
      assert.match(await main(karim).innerText(), /ne pas le dire/);
      await press(karim, 'Prendre le relais de Nadia Benali');
      await actIn(karim, {
        panel: 'Résoudre',
        fill: { 'La réponse apportée': 'La borne est remplacée.' },
        button: 'Résoudre la demande',
      });
      assert.match(await state(karim), /Résolue/);

      await marie.goto(ticket);
      const read = await main(marie).innerText();
      assert.match(read, /La borne est remplacée/);
      assert.match(read, /LEROY Karim|Karim Leroy/i);
      assert.doesNotMatch(read, /ne pas le dire|relais/);
      await main(marie).getByText('Non, ce n’est pas résolu').first().click();
      await marie.getByLabel('Qu’est-ce qui ne va pas encore ?').fill('Toujours rien au fond.');
      await press(marie, 'Contester la résolution');
      assert.match(await state(marie), /En cours/);

      await karim.goto(consoleTicket);
      assert.match(await main(karim).innerText(), /Toujours rien au fond/);
      await actIn(karim, {
        panel: 'Résoudre',
        fill: { 'La réponse apportée': 'Une seconde borne est posée.' },
        button: 'Résoudre la demande',
      });
      await marie.goto('/');
      const asked = main(marie)
        .getByRole('listitem')
        .filter({ hasText: String(number) });
      await asked.getByRole('button', { name: /Oui/ }).click();
      await marie.goto(ticket);
      assert.match(await state(marie), /Clôturée/);
      for (const { complaints, close } of visits) {
        assert.deepEqual(complaints, []);
        await close();
      }
    });
  });
}

test('with the keyboard alone, a person signs in, files a request and completes it', async () => {
  const { page, close } = await visitAs(browser, site, { login: 'paul.martin' });
  await page.goto('/demandes/nouvelle?nature=imprimante');
  /** Goes on with the Tab key until what has the focus is what is looked for. */
  const tabTo = async (isIt: string): Promise<void> => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate((wanted) => {
        const focused = document.activeElement;
        if (!(focused instanceof HTMLElement)) return false;
        const label =
          focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement
            ? (focused.labels?.[0]?.innerText ?? '')
            : focused.innerText;
        return label.trim().startsWith(wanted);
      }, isIt);
      if (found) return;
    }
    throw new Error(`the Tab key never reached « ${isIt} »`);
  };
  await tabTo('Objet');
  await page.keyboard.type('Imprimante du second');
  await tabTo('Description');
  await page.keyboard.type('Elle imprime en rose.');
  await tabTo('Non');
  await page.keyboard.press('ArrowDown');
  await tabTo('Moi');
  await page.keyboard.press('ArrowDown');
  await tabTo('Envoyer la demande');
  await page.keyboard.press('Enter');
  await page.waitForURL(/recapitulatif$/);
  await tabTo('Voir la demande');
  await page.keyboard.press('Enter');
  await page.waitForURL(/demandes\/\d+$/);
  const completion = page.getByLabel('Votre complément');
  if (!(await completion.isVisible())) {
    await tabTo('Compléter');
    await page.keyboard.press('Enter');
  }
  await tabTo('Votre complément');
  await page.keyboard.type('Et aussi en vert.');
  await tabTo('Envoyer le complément');
  await page.keyboard.press('Enter');
  await page.getByText('Et aussi en vert.').first().waitFor();
  await close();
});
