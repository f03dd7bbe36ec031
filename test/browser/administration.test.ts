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
  /** What each journey writes, so that the second does not find the first’s. */
  const mark = javaScript ? 'vite' : 'sans script';

  describe(how, () => {
    let lead: Visit;
    let administrator: Visit;
    before(async () => {
      lead = await visitAs(browser, site, { login: 'lucie.moreau', javaScript });
      administrator = await visitAs(browser, site, { login: 'odile.garnier', javaScript });
    });
    after(async () => {
      for (const visit of [lead, administrator]) {
        assert.deepEqual(visit.complaints, []);
        await visit.close();
      }
    });

    test('a lead finds their team from the header, adds somebody, names them lead, takes them out', async () => {
      const { page } = lead;
      await page.getByRole('link', { name: 'Administration', exact: true }).click();
      await page.getByRole('link', { name: 'Équipes', exact: true }).click();
      await page.getByRole('link', { name: 'DOPSI', exact: true }).click();
      await page.getByLabel('Nom de la personne').fill('benali nad');
      await press(page, 'Chercher');
      await page.getByLabel('BENALI Nadia').check();
      await press(page, 'Ajouter à l’équipe');
      await heard(page, 'BENALI Nadia est intervenant de l’équipe.');
      await press(page, 'Nommer responsable : BENALI Nadia');
      await heard(page, 'BENALI Nadia est responsable de l’équipe.');
      await page.getByRole('link', { name: 'Retirer de l’équipe : BENALI Nadia' }).click();
      await heard(page, 'n’a aucune demande en cours');
      await press(page, 'Retirer de l’équipe');
      await heard(page, 'BENALI Nadia ne fait plus partie de l’équipe.');
      await page.getByRole('link', { name: 'Voir l’historique' }).click();
      await heard(page, 'Intervenant retiré d’une équipe, BENALI Nadia, par MOREAU Lucie');
    });

    test('a lead tries a sentence on new synonyms, then saves them', async () => {
      const { page } = lead;
      await page.goto(paths.categoryEditing('conseil'));
      const synonyms = page.getByLabel('Synonymes');
      await synonyms.fill(`${await synonyms.inputValue()}\nxylophone ${mark}`);
      await page.getByLabel('Essayer une phrase').fill(`le xylophone ${mark}`);
      await press(page, 'Voir les natures trouvées');
      await heard(page, 'cette nature');
      await press(page, 'Enregistrer la nature');
      await heard(page, 'La nature est enregistrée.');
      assert.match(await synonyms.inputValue(), new RegExp(`xylophone ${mark}`));
    });

    test('two people write the same message at once: the second is told, loses nothing, and goes on', async () => {
      const { page } = administrator;
      await page.goto(paths.newAnnouncement());
      const title = `Coupure ${mark}`;
      await page.getByLabel('Titre').fill(title);
      await page.getByLabel('Texte').fill('Le réseau sera coupé.\n\n- une heure\n- pas plus');
      await press(page, 'Voir l’aperçu');
      assert.equal(await page.locator('#apercu li').count(), 2);
      await press(page, 'Publier le message');
      await heard(page, 'Le message est enregistré.');

      await page.getByRole('link', { name: title, exact: true }).click();
      const address = page.url();
      const other = await visitAs(browser, site, { login: 'odile.garnier', javaScript });
      await other.page.goto(address);
      await other.page.getByLabel('Titre').fill(`${title}, reportée`);
      await press(other.page, 'Enregistrer le message');
      await heard(other.page, 'Le message est modifié.');
      await other.close();

      await page.getByLabel('Texte').fill('Mon texte, écrit en même temps.');
      await press(page, 'Enregistrer le message');
      await heard(page, 'Ce message a changé entre-temps');
      await heard(page, 'GARNIER Odile a modifié le message');
      assert.equal(await page.getByLabel('Texte').inputValue(), 'Mon texte, écrit en même temps.');
      await press(page, 'Enregistrer le message');
      await heard(page, 'Le message est modifié.');
      await page.goto(address);
      await page.locator('#historique').getByText('Mon texte, écrit en même temps.').waitFor();
      await press(page, 'Mettre fin maintenant');
      await heard(page, 'Le message n’est plus affiché.');
    });

    test('an administrator gives a nature to another team, and reads it in the log', async () => {
      const { page } = administrator;
      await page.goto(paths.categoryEditing('copieur'));
      const team = javaScript ? 'DOPSI' : 'SOS-DEP';
      const choice = page.locator('select[name=equipe]');
      const option = await choice.locator('option', { hasText: team }).getAttribute('value');
      await choice.selectOption(option);
      await press(page, 'Enregistrer la nature');
      await heard(page, 'La nature est enregistrée.');
      await page.goto(paths.journal());
      await page.getByLabel('Objet').selectOption({ label: 'Nature' });
      await page.getByLabel('Par', { exact: true }).fill('odile');
      await press(page, /^(Filtrer|Appliquer)/);
      const row = page.getByRole('row', { name: /Nature modifiée/ }).first();
      await row.locator('summary').click();
      await row.getByText(team, { exact: true }).waitFor();
    });
  });
}

test('what a lead is writing about a nature is kept by itself, and found again', async () => {
  const first = await visitAs(browser, site, { login: 'lucie.moreau' });
  await first.page.goto(paths.categoryEditing('developpement'));
  const kept = first.page.waitForResponse((response) => response.url().endsWith('/brouillon'));
  await first.page.getByLabel('À quoi elle sert').fill('Un texte pas encore enregistré.');
  await kept;
  await first.close();
  const second = await visitAs(browser, site, { login: 'lucie.moreau', javaScript: false });
  await second.page.goto(paths.categoryEditing('developpement'));
  const written = second.page.getByLabel('À quoi elle sert');
  assert.equal(await written.inputValue(), 'Un texte pas encore enregistré.');
  await press(second.page, /brouillon/i);
  await second.close();
});
