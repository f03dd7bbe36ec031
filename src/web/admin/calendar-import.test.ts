import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { personIdOf } from '../../../seeds/find.ts';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { assertTrailIsWhole } from '../../../test/support/audit.ts';
import { formFields } from '../../../test/support/forms.ts';
import { sendForm } from '../../../test/support/uploads.ts';
import { findCalendar, listCalendars } from '../../domain/calendar/calendar-queries.ts';
import { findDraft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

let site: TestApp;
let odile: Client;
let id: number;
before(async () => {
  site = await testApp();
  odile = await signedIn(site, 'odile.garnier');
  const found = (await listCalendars(site.db)).find(({ name }) => name.startsWith('Antenne'));
  assert.ok(found);
  id = found.id;
});
after(async () => {
  await assertTrailIsWhole(site.db);
  await site.close();
});

const page = () => paths.calendarImport(id);
const draftUrl = () => paths.calendarImportDraft(id);
const closures = async () => {
  const found = await findCalendar(site.db, id);
  assert.ok(found);
  return found.stored.closures.map(({ label, from, to }) => `${from} ${to} ${label}`);
};
const kept = async () =>
  findDraft(site.db, await personIdOf(site.db, 'odile'), `calendar-import:${String(id)}`);

/** Sends a file to be checked, and gives the page that follows. */
async function check(content: string | Buffer, name = 'fermetures.csv') {
  const form = formFields((await odile.get(page())).body, page());
  const sent = await sendForm(site, odile, {
    url: draftUrl(),
    fields: { ...form, texte: '', _apercu: 'oui' },
    files: [{ name, content, input: 'fichier', type: 'text/csv' }],
  });
  return sent.statusCode === 303
    ? odile.get((sent.headers.location ?? '').replace(/#.*/, ''))
    : sent;
}

test('a file is read, shown as what it would change, then done once', async () => {
  const csv = 'Début;Fin;Libellé\r\n07/05/2027;;Pont\r\n02/08/2027;13/08/2027;Fermeture d’août\r\n';
  const shown = await check(`\uFEFF${csv}`);
  assert.match(shown.body, /2 fermetures à ajouter/);
  assert.match(shown.body, /du 02\/08\/2027 au 13\/08\/2027/);
  assert.ok(!(await closures()).includes('2027-05-07 2027-05-07 Pont'), 'nothing is done yet');
  const form = formFields(shown.body, page());
  assert.equal(form['texte'], csv.replaceAll('\r\n', '\n'));
  const done = await odile.post(page(), form);
  assert.equal(done.headers.location, paths.calendarEditing(id));
  assert.match((await odile.follow(done)).body, /2 fermetures importées/);
  const all = await closures();
  assert.ok(all.includes('2027-05-07 2027-05-07 Pont'));
  assert.equal(await kept(), null);
  assert.match(
    (await odile.get(paths.calendarHistory(id))).body,
    /Fermetures importées, par GARNIER/,
  );

  const again = await check(csv);
  assert.match(again.body, /2 fermetures déjà là/);
  assert.doesNotMatch(again.body, /Importer \d/);
  const twice = await odile.post(page(), formFields(again.body, page()));
  assert.match((await odile.follow(twice)).body, /le calendrier contient déjà ces fermetures/);
  assert.deepEqual(await closures(), all);
});

test('dates that moved replace the former ones, told before and after', async () => {
  const shown = await check('02/08/2027;20/08/2027;fermeture d’AOÛT');
  assert.match(shown.body, /1 fermeture à remplacer/);
  assert.match(shown.body, /Aujourd’hui\s: du 02\/08\/2027 au 13\/08\/2027/);
  await odile.post(page(), formFields(shown.body, page()));
  const august = (await closures()).filter((closure) => closure.startsWith('2027-08-02'));
  assert.deepEqual(august, ['2027-08-02 2027-08-20 fermeture d’AOÛT']);
});

test('lines to correct are named, the others may be imported, and the text stays to be corrected', async () => {
  const wrong = '2027-06-01;;Inventaire\n31/02/2027;;Rien\n2027-06-02;;=1+1\n2027-06-03\n';
  const shown = await check(wrong);
  assert.match(shown.body, /3 lignes à corriger/);
  assert.match(shown.body, /Ligne 2\s: écrivez un jour qui existe/);
  assert.match(shown.body, /Ligne 3\s: commencez le libellé par un mot/);
  assert.match(shown.body, /Ligne 4\s: donnez trois colonnes/);
  assert.match(shown.body, /Les autres peuvent être importées dès maintenant/);
  const form = formFields(shown.body, page());
  const done = await odile.post(page(), form);
  assert.match(done.headers.location ?? '', /import\?apercu=oui/);
  const left = await odile.get(page().concat('?apercu=oui'));
  assert.match(left.body, /1 fermeture déjà là/);
  assert.match(left.body, /3 lignes à corriger/);
  assert.doesNotMatch(left.body, /Les autres peuvent être importées/);
  assert.equal(formFields(left.body, page())['texte'], wrong);
  await odile.post(draftUrl(), { ...form, _effacer: 'oui' });
  assert.equal(await kept(), null);
});

test('a calendar from a messaging is read by the clock of the place', async () => {
  const ics = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VTIMEZONE', 'TZID:Romance Standard Time'],
    ...['BEGIN:STANDARD', 'DTSTART:16010101T030000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'],
    ...['END:STANDARD', 'END:VTIMEZONE', 'BEGIN:VEVENT', 'SUMMARY:Réunion de ren', ' trée'],
    ...['DTSTART;TZID=Romance Standard Time:20270901T080000', 'DURATION:PT2H', 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'STATUS:CANCELLED', 'DTSTART;VALUE=DATE:20270902', 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'SUMMARY:Chaque lundi', 'RRULE:FREQ=WEEKLY'],
    ...['DTSTART;VALUE=DATE:20270906', 'END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n');
  const shown = await check(ics, 'fermetures.ics');
  assert.match(shown.body, /Réunion de rentrée[\s\S]*01\/09\/2027, 10:00–12:00/);
  assert.match(shown.body, /1 événement annulé/);
  assert.match(shown.body, /Ligne 20\s: cet événement se répète/);
  await odile.post(draftUrl(), { _effacer: 'oui' });
});

test('whatever a file was written with it is read, and what is no text is refused with the text kept', async () => {
  const latin = await check(Buffer.from('2027-06-10;;\u00C9t\u00E9', 'latin1'));
  assert.match(latin.body, /<textarea[^>]*>2027-06-10;;Été</);
  const wide = await check(Buffer.from('\uFEFF2027-06-10\t\tÉté', 'utf16le'));
  assert.match(wide.body, /1 fermeture à ajouter/);

  const send = (content: Buffer) =>
    sendForm(site, odile, {
      url: draftUrl(),
      fields: { texte: 'à garder', _apercu: 'oui' },
      files: [{ name: 'x.xlsx', content, input: 'fichier' }],
    });
  const workbook = await send(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
  assert.equal(workbook.statusCode, 422);
  assert.match(workbook.body, /Enregistrez le classeur au format CSV/);
  for (const content of [Buffer.alloc(100_001, 'é'), Buffer.alloc(3_000_000, 'x')]) {
    const huge = await send(content);
    assert.equal(huge.statusCode, 422);
    assert.match(huge.body, /100\s000 caractères au plus/);
    assert.equal(formFields(huge.body, page())['texte'], 'à garder');
  }
  const nothing = await check('');
  assert.equal(nothing.statusCode, 422);
  assert.match(nothing.body, /Choisissez un fichier, ou collez/);
  assert.match((await check('bonjour')).body, /Ligne 1|aucune fermeture/);
  await odile.post(draftUrl(), { _effacer: 'oui' });
});

test('markup in a label is text, on the page and in the history', async () => {
  const shown = await check('2027-06-11;;<img src=x onerror=alert(1)>');
  assert.doesNotMatch(shown.body, /<img src=x/);
  await odile.post(page(), formFields(shown.body, page()));
  for (const path of [paths.calendarEditing(id), paths.calendarHistory(id)]) {
    const { body } = await odile.get(path);
    assert.match(body, /&lt;img src=x/);
    assert.doesNotMatch(body, /<img src=x/);
  }
});

test('a text that was not shown is shown before it is done; a calendar that changed meanwhile too', async () => {
  const shown = await check('2027-06-14;;Portes ouvertes');
  const form = formFields(shown.body, page());
  const other = { ...form, texte: '2027-06-15;;Autre chose' };
  const unread = await odile.post(page(), other);
  assert.equal(unread.statusCode, 200);
  assert.match(unread.body, /Voici ce que ce texte changerait[\s\S]*15\/06\/2027/);

  const elsewhere = { libelle: 'Entre-temps', du: '2027-06-16', genre: 'closed' };
  const version = form['_version'] ?? '';
  await odile.post(paths.calendarClosures(id), { ...elsewhere, version });
  const late = await odile.post(page(), form);
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Jours particuliers ajoutés, par GARNIER Odile/);
  const again = formFields(late.body, page());
  assert.equal(again['texte'], '2027-06-14;;Portes ouvertes');
  assert.equal((await odile.post(page(), again)).statusCode, 303);
  assert.ok((await closures()).includes('2027-06-14 2027-06-14 Portes ouvertes'));
});

test('a text sent after the session ended is given back after signing in', async () => {
  const client = await signedIn(site, 'odile.garnier');
  const form = formFields((await client.get(page())).body, page());
  site.clock.advance({ hours: 24 * 40 });
  const sent = await sendForm(site, client, {
    url: draftUrl(),
    fields: { ...form, _apercu: 'oui' },
    files: [{ name: 'f.csv', content: '2027-06-18;;Gardé', input: 'fichier' }],
  });
  assert.equal(sent.statusCode, 303);
  odile = await signedIn(site, 'odile.garnier');
  assert.equal(formFields((await odile.get(page())).body, page())['texte'], '2027-06-18;;Gardé');
  await odile.post(draftUrl(), { _effacer: 'oui' });
});

test('only administrators import, and only in a calendar that exists', async () => {
  const lucie = await signedIn(site, 'lucie.moreau');
  assert.equal((await lucie.get(page())).statusCode, 404);
  for (const path of [page(), draftUrl()]) {
    assert.equal((await lucie.post(path, { texte: '2027-06-18;;Non' })).statusCode, 404, path);
  }
  for (const other of [999_999, 'x']) {
    const path = `/administration/calendriers/${String(other)}/import`;
    assert.equal((await odile.get(path)).statusCode, 404);
    assert.equal((await odile.post(path, { texte: 'x' })).statusCode, 404);
  }
  const { statements } = await recordStatements(() => odile.get(page()));
  assert.ok(statements.length <= 5, String(statements.length));
});
