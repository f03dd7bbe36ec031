import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { replyToTicket } from '../../src/domain/tickets/reply-to-ticket.ts';
import { takeTicket } from '../../src/domain/tickets/take-ticket.ts';
import { paths } from '../../src/paths.ts';
import { heard, launchBrowser, press, type Visit } from '../support/browser.ts';
import { type Site, servedSite, visitAs } from '../support/site.ts';
import { fileTicket, viewerNamed } from '../support/tickets.ts';

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

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await isSo()) return;
    await pause(100);
  }
  assert.fail(`waited in vain: ${what}`);
}
const statusOf = async (page: Page, path: string) => (await page.goto(path))?.status();

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript';
  /** What each journey writes, so that the second does not find the first’s. */
  const mark = javaScript ? 'vite' : 'sans script';

  describe(how, () => {
    const visits: Visit[] = [];
    const as = async (login: string): Promise<Page> => {
      const visit = await visitAs(browser, site, { login, javaScript });
      visits.push(visit);
      return visit.page;
    };
    after(async () => {
      for (const { close, complaints } of visits) {
        assert.deepEqual(complaints, []);
        await close();
      }
    });

    test('a sheet is written, previewed, published, found, changed, withdrawn and put back', async () => {
      const [odile, marie] = [await as('odile.garnier'), await as('marie.dupont')];
      const title = `Le badge ne s’ouvre plus, ${mark}`;
      await odile.goto(paths.administration());
      await odile.getByRole('link', { name: 'Fiches de la F.A.Q.' }).click();
      await odile.getByRole('link', { name: 'Écrire une fiche' }).click();
      await odile.getByLabel('Titre').fill(title);
      await odile.getByLabel('Famille').selectOption({ label: 'Matérielle' });
      await odile.getByLabel('Texte').fill('## Vérifiez\n\n- la pile\n- la **porte**');
      await odile.getByLabel('Réseau et Wi-Fi').check();
      await press(odile, 'Voir l’aperçu');
      assert.equal(await odile.locator('#apercu li').count(), 2);
      assert.equal(await statusOf(marie, paths.knowledge({ q: title })), 200);
      assert.equal(await marie.getByRole('link', { name: title }).count(), 0, 'not yet published');
      await press(odile, 'Publier la fiche');
      await heard(odile, 'La fiche est en ligne.');

      await marie.goto(paths.category('reseau-et-wifi'));
      await marie.getByRole('link', { name: title }).click();
      await marie.getByRole('heading', { level: 2, name: 'Vérifiez' }).waitFor();
      const address = marie.url();

      await odile.getByLabel('Texte').fill('## Essayez encore');
      await press(odile, 'Enregistrer les changements');
      await heard(odile, 'Les changements sont en ligne.');
      await marie.goto(address);
      await marie.getByRole('heading', { level: 2, name: 'Essayez encore' }).waitFor();
      await press(odile, 'Retirer la fiche');
      await heard(odile, 'La fiche est retirée.');
      assert.equal(await statusOf(marie, address), 404);
      await press(odile, 'Remettre en ligne');
      assert.equal(await statusOf(marie, address), 200);
      await odile.getByRole('link', { name: 'Voir l’historique' }).click();
      await heard(odile, 'GARNIER Odile a modifié la fiche');
    });

    test('an incident is told at home, above every page and before one files, to those it is for', async () => {
      const odile = await as('odile.garnier');
      const title = `Imprimantes muettes, ${mark}`;
      await odile.goto(paths.newAnnouncement());
      await odile.getByRole('radio', { name: /^Incident/ }).check();
      await odile.getByLabel('Titre').fill(title);
      await odile.getByLabel('Texte').fill('Aucune n’imprime. Une équipe est sur place.');
      await odile.getByRole('radio', { name: /^Certaines personnes/ }).check();
      await odile.locator('summary', { hasText: /^Sites/ }).click();
      await odile.getByLabel('Siège, hôtel des Tilleuls').check();
      await odile.locator('summary', { hasText: /^Matérielle/ }).click();
      await odile.getByLabel('Imprimante', { exact: true }).check();
      await press(odile, 'Publier le message');
      await heard(odile, 'Le message est enregistré.');

      const marie = await as('marie.dupont');
      await marie.goto(paths.help());
      const banner = marie.getByRole('region', { name: /incident/i });
      await banner.getByText(title, { exact: true }).waitFor();
      await banner.getByRole('link').last().click();
      await marie.waitForURL((url) => url.pathname === '/' && url.hash.startsWith('#message-'));
      await heard(marie, 'Aucune n’imprime. Une équipe est sur place.');
      await marie.goto(paths.newTicket({ nature: 'imprimante' }));
      await marie.locator('main').getByText(title).waitFor();
      await marie.goto(paths.newTicket({ nature: 'messagerie' }));
      assert.equal(await marie.locator('main').getByText(title).count(), 0);

      const paul = await as('paul.martin');
      for (const path of [paths.home(), paths.help(), paths.newTicket({ nature: 'imprimante' })]) {
        await paul.goto(path);
        assert.equal(await paul.getByText(title).count(), 0, path);
      }
      await odile.getByRole('link', { name: title, exact: true }).click();
      await press(odile, 'Mettre fin maintenant');
      await heard(odile, 'Le message n’est plus affiché.');
      await marie.goto(paths.help());
      assert.equal(await marie.getByText(title).count(), 0);
    });

    test('a free ticket is told to its team apart, and no longer once a colleague takes it', async () => {
      const nadia = await as('nadia.benali');
      const subject = `Plus de Wi-Fi, ${mark}`;
      const number = await fileTicket(site.db, { by: 'paul.martin', subject }, site.clock());
      const part = nadia.locator('#libres-SYSTEM-RESEAU');
      const isTold = async () => {
        await nadia.goto(paths.notices());
        return (await part.getByText(subject).count()) > 0;
      };
      await until('the free ticket is told', isTold);
      const actor = await viewerNamed(site.db, 'karim.leroy');
      await takeTicket(site.db, { number, actor }, site.clock());
      await until('it is told no longer', async () => !(await isTold()));
    });

    test('what is refused in the profile is no longer told', async () => {
      const marie = await as('marie.dupont');
      await marie.goto(paths.notices());
      await marie.getByRole('link', { name: 'Choisir ce dont je suis prévenu' }).click();
      const topic = marie.getByLabel('La prise en charge et les réorientations');
      await topic.uncheck();
      await press(marie, 'Enregistrer mes notifications');
      await heard(marie, /enregistré/);
      const subject = `Poste lent, ${mark}`;
      const number = await fileTicket(site.db, { subject }, site.clock());
      const actor = await viewerNamed(site.db, 'karim.leroy');
      await takeTicket(site.db, { number, actor }, site.clock());
      await replyToTicket(site.db, { number, actor, body: 'Je regarde.' }, site.clock());
      // The two acts are told one after the other: the second is there, and the first is not.
      const group = marie.getByRole('listitem').filter({ hasText: subject });
      await until('the reply is told', async () => {
        await marie.goto(paths.notices());
        return (await group.count()) > 0;
      });
      const said = (await group.textContent()) ?? '';
      assert.match(said, /a répondu/);
      assert.doesNotMatch(said, /prise en charge/i);
      await marie.goto(`${paths.profile()}#notifications`);
      await topic.check();
      await press(marie, 'Enregistrer mes notifications');
    });
  });
}
