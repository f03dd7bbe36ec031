import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { paths } from '../../src/paths.ts';
import { heard, launchBrowser, press, type Visit } from '../support/browser.ts';
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

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript';
  /** What each journey changes, so that the second does not find the first’s. */
  const [nature, name] = javaScript ? ['messagerie', 'vite'] : ['imprimante', 'sans script'];

  describe(how, () => {
    let visit: Visit;
    before(async () => {
      visit = await visitAs(browser, site, { login: 'odile.garnier', javaScript });
    });
    after(async () => {
      assert.deepEqual(visit.complaints, []);
      await visit.close();
    });

    test('an administrator sees what other délais would give, promises them, and goes back to the default', async () => {
      const { page } = visit;
      await page.goto(paths.administration());
      await page.getByRole('link', { name: 'Délais', exact: true }).click();
      await page.getByRole('link', { name: nature, exact: false }).first().click();
      const urgent = page.getByRole('group', { name: 'Priorité urgente' });
      await urgent.getByLabel('Prise en charge').fill('15 min');
      await page.getByLabel('Déposée le').fill('2026-12-04');
      await press(page, 'Voir l’aperçu');
      await heard(page, 'déposée vendredi 04/12/2026 à 17:30');
      await page
        .getByRole('row', { name: /Urgente/ })
        .getByText('vendredi 04/12/2026 à 17:45')
        .waitFor();
      await press(page, 'Enregistrer les délais');
      await heard(page, 'Les délais sont enregistrés.');
      await press(page, 'Revenir aux délais par défaut');
      await heard(page, 'Cette nature suit à nouveau les délais par défaut.');
      assert.equal(await page.getByRole('button', { name: 'Revenir aux délais' }).count(), 0);
      await page.getByRole('link', { name: 'Voir l’historique' }).click();
      await heard(page, 'Délais changés, par GARNIER Odile');
    });

    test('an administrator adds a calendar, gives it hours, closes a day, and sees it in the year', async () => {
      const { page } = visit;
      await page.goto(paths.calendarDesk());
      await page.getByLabel('Nom').fill(`Calendrier ${name}`);
      await press(page, 'Ajouter le calendrier');
      await page.getByRole('textbox', { name: 'Lundi' }).fill('9-12, 13h30-17');
      await press(page, 'Reprendre le lundi jusqu’au vendredi');
      await heard(page, 'Rien n’est encore enregistré.');
      await press(page, 'Enregistrer les horaires');
      await heard(page, 'Les horaires sont enregistrés.');
      await heard(page, 'Lundi–Vendredi : 09:00–12:00, 13:30–17:00');
      await page.getByLabel('Libellé').fill(`Inventaire ${name}`);
      await page.getByLabel('Premier jour').fill('2026-12-07');
      await press(page, 'Ajouter ces jours');
      await heard(page, 'Ces jours sont ajoutés.');
      await page.getByRole('link', { name: 'Voir l’année' }).click();
      await heard(page, `Fermeture – Inventaire ${name}`);
    });

    test('an administrator imports a file of closures, corrects a line, and imports it again for nothing', async () => {
      const { page } = visit;
      await page.goto(paths.calendarDesk());
      await page.getByRole('link', { name: `Calendrier ${name}` }).click();
      await page.getByRole('link', { name: 'Importer des fermetures' }).click();
      const csv = `Début;Fin;Libellé\r\n07/05/2027;;Pont ${name}\r\n31/06/2027;;Jury\r\n`;
      const file = { name: 'fermetures.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
      await page.getByLabel('Fichier').setInputFiles(file);
      await press(page, 'Vérifier');
      await heard(page, '1 fermeture à ajouter');
      await heard(page, 'Ligne 3 : écrivez un jour qui existe');
      const text = page.getByLabel('Ou son contenu');
      await text.fill((await text.inputValue()).replace('31/06', '30/06'));
      // The text is no longer the one that was shown: it is shown before it is done.
      await press(page, 'Importer 1 fermeture');
      await heard(page, 'Voici ce que ce texte changerait.');
      await press(page, 'Importer 2 fermetures');
      await heard(page, '2 fermetures importées.');
      await page.getByRole('row', { name: /Jury/ }).waitFor();
      await page.getByRole('link', { name: 'Importer des fermetures' }).click();
      await page.getByLabel('Ou son contenu').fill(csv.replace('31/06', '30/06'));
      await press(page, 'Vérifier');
      await heard(page, '2 fermetures déjà là');
      assert.equal(await page.getByRole('button', { name: /^Importer/ }).count(), 0);
      await press(page, 'Effacer le brouillon');
    });
  });
}

test('hours and days being typed are kept by themselves, and found again elsewhere', async () => {
  const page = paths.calendarEditing(1);
  const first = await visitAs(browser, site, { login: 'odile.garnier' });
  await first.page.goto(page);
  for (const [label, text] of [
    ['Mardi', '09:00–16:00'],
    ['Libellé', 'Portes ouvertes'],
  ] as const) {
    const kept = first.page.waitForResponse((response) => response.url().endsWith('/brouillon'));
    await first.page.getByRole('textbox', { name: label }).fill(text);
    await kept;
  }
  await first.close();
  const second = await visitAs(browser, site, { login: 'odile.garnier', javaScript: false });
  await second.page.goto(page);
  const tuesday = second.page.getByRole('textbox', { name: 'Mardi' });
  assert.equal(await tuesday.inputValue(), '09:00–16:00');
  assert.equal(
    await second.page.getByRole('textbox', { name: 'Libellé' }).inputValue(),
    'Portes ouvertes',
  );
  for (const _ of ['horaires', 'jours']) await press(second.page, 'Effacer le brouillon');
  assert.equal(await tuesday.inputValue(), '08:00–12:00, 13:00–18:00');
  assert.deepEqual([...first.complaints, ...second.complaints], []);
  await second.close();
});
