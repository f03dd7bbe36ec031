import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { assertTrailIsWhole } from '../../../test/support/audit.ts';
import { formFields } from '../../../test/support/forms.ts';
import { findCalendar, listCalendars } from '../../domain/calendar/calendar-queries.ts';
import { paths } from '../../paths.ts';
import { recordStatements } from '../../platform/db/statements.ts';

let site: TestApp;
let odile: Client;
let lucie: Client;
before(async () => {
  site = await testApp();
  odile = await signedIn(site, 'odile.garnier');
  lucie = await signedIn(site, 'lucie.moreau');
});
after(async () => {
  await assertTrailIsWhole(site.db);
  await site.close();
});

async function calendarNamed(start: string) {
  const found = (await listCalendars(site.db)).find(({ name }) => name.startsWith(start));
  assert.ok(found, start);
  return found;
}

const usual = async () => {
  const found = (await listCalendars(site.db)).find(({ isDefault }) => isDefault);
  assert.ok(found);
  return found;
};

const kept = async (id: number) => {
  const found = await findCalendar(site.db, id);
  assert.ok(found);
  return found;
};

const today = () => site.clock().toZonedDateTimeISO('Europe/Paris').toPlainDate();

test('an administrator adds a calendar, which begins with the usual hours', async () => {
  const page = await odile.get(paths.calendarDesk());
  assert.match(page.body, /Lundi–Vendredi\s: 08:00–12:00, 13:00–18:00/);
  assert.match(page.body, /LOGISTIQUE/);
  const sent = await odile.post(paths.calendarDesk(), { nom: '  De   nuit ' });
  assert.equal(sent.statusCode, 303);
  const added = await calendarNamed('De nuit');
  assert.equal(sent.headers.location, paths.calendarEditing(added.id));
  assert.deepEqual(added.stored.versions[0]?.weekly, (await usual()).stored.versions[0]?.weekly);
  const again = await odile.post(paths.calendarDesk(), { nom: 'De nuit' });
  assert.equal(again.statusCode, 422);
  assert.match(again.body, /Un autre calendrier porte déjà ce nom/);
  assert.equal((await odile.post(paths.calendarDesk(), { nom: ' ' })).statusCode, 422);
});

test('new hours count from their day on, and may be given up before it', async () => {
  const { id } = await calendarNamed('Sans interruption');
  const page = await odile.get(paths.calendarEditing(id));
  const form = formFields(page.body, paths.calendarHours(id));
  const week = { ...form, jour1: '8h-12h30 ; 13:30–17:00', jour5: '' };
  assert.equal((await odile.post(paths.calendarHours(id), week)).statusCode, 303);
  const after_ = await kept(id);
  const last = after_.stored.versions.at(-1);
  assert.equal(last?.validFrom, today().add({ days: 1 }).toString());
  assert.deepEqual(
    last?.weekly.filter(({ weekday }) => weekday === 1),
    [
      { weekday: 1, opens: '08:00', closes: '12:30' },
      { weekday: 1, opens: '13:30', closes: '17:00' },
    ],
  );
  assert.ok(!last?.weekly.some(({ weekday }) => weekday === 5));
  const jobs = await site.db
    .selectFrom('audit_entry')
    .select('act')
    .where('subject', '=', `calendar:${String(id)}`)
    .where('act', '=', 'set-hours')
    .execute();
  assert.equal(jobs.length, 1);
  const shown = await odile.get(paths.calendarEditing(id));
  assert.match(shown.body, /À venir/);
  const end = paths.calendarHoursEnd(id, last?.validFrom ?? '');
  const given = await odile.post(end, formFields(shown.body, end));
  assert.match((await odile.follow(given)).body, /Les horaires prévus sont retirés/);
  assert.equal((await kept(id)).stored.versions.length, 1);
});

test('hours planned for later are not offered as those of tomorrow', async () => {
  const { id } = await calendarNamed('Sans interruption');
  const hours = paths.calendarHours(id);
  const form = formFields((await odile.get(paths.calendarEditing(id))).body, hours);
  const later = today().add({ months: 2 });
  const depuis = `${String(later.day)}/${String(later.month)}/${String(later.year)}`;
  const planned = { ...form, jour1: '10:00–11:00', depuis };
  assert.equal((await odile.post(hours, planned)).statusCode, 303);
  assert.equal((await kept(id)).stored.versions.at(-1)?.validFrom, later.toString());
  const page = await odile.get(paths.calendarEditing(id));
  assert.deepEqual(
    [formFields(page.body, hours)['jour1'], formFields(page.body, hours)['depuis']],
    [form['jour1'], today().add({ days: 1 }).toString()],
  );
  const end = paths.calendarHoursEnd(id, later.toString());
  await odile.post(end, formFields(page.body, end));
});

test('hours that cannot stand come back as typed, with what to correct', async () => {
  const { id } = await calendarNamed('Sans interruption');
  const form = formFields(
    (await odile.get(paths.calendarEditing(id))).body,
    paths.calendarHours(id),
  );
  const wrong = {
    ...form,
    ...{ jour1: 'le matin', jour2: '12:00–08:00', jour3: '08:00–12:00, 11:00–13:00' },
    depuis: today().subtract({ days: 1 }).toString(),
  };
  const sent = await odile.post(paths.calendarHours(id), wrong);
  assert.equal(sent.statusCode, 422);
  assert.match(sent.body, /Lundi\s: écrivez les heures comme/);
  assert.match(sent.body, /Mardi\s: un intervalle finit avant de commencer/);
  assert.match(sent.body, /Mercredi\s: deux intervalles se recouvrent/);
  assert.match(sent.body, /Une nuit s’écrit sur deux jours/);
  assert.match(sent.body, /les jours passés gardent leurs horaires/);
  const far = await odile.post(paths.calendarHours(id), { ...form, depuis: '2206-12-01' });
  assert.equal(far.statusCode, 422);
  assert.match(far.body, /Vérifiez l’année/);
  const typed = formFields(sent.body, paths.calendarHours(id));
  assert.equal(typed['jour1'], 'le matin');
});

test('Monday is copied to the other days without keeping anything', async () => {
  const { id, version } = await calendarNamed('Sans interruption');
  const page = await odile.get(paths.calendarEditing(id));
  const form = formFields(page.body, paths.calendarHours(id));
  const sent = await odile.post(paths.calendarHours(id), {
    ...form,
    ...{ jour1: '09:00–16:00', _copier: 'oui' },
  });
  assert.equal(sent.statusCode, 200);
  const copied = formFields(sent.body, paths.calendarHours(id));
  assert.equal(copied['jour5'], '09:00–16:00');
  assert.equal(copied['jour6'], '');
  assert.equal((await kept(id)).version, version);
});

test('days are closed or opened, corrected, and given back', async () => {
  const { id } = await calendarNamed('Sans interruption');
  const send = async (path: string, fields: Record<string, string>) =>
    odile.post(path, { version: String((await kept(id)).version), ...fields });
  const inventory = { libelle: 'Inventaire', du: '2027-06-14', au: '', genre: 'closed' };
  assert.equal((await send(paths.calendarClosures(id), inventory)).statusCode, 303);
  const [closure] = (await kept(id)).stored.closures.filter(({ label }) => label === 'Inventaire');
  assert.ok(closure);
  assert.deepEqual([closure.from, closure.to, closure.hours], ['2027-06-14', '2027-06-14', []]);

  const edit = paths.calendarClosure(id, closure.id);
  const form = formFields((await odile.get(edit)).body, edit);
  const wrong = await odile.post(edit, { ...form, genre: 'open' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /Indiquez les heures d’ouverture/);
  const right = { ...form, genre: 'open', horaires: '9-12' };
  assert.equal((await odile.post(edit, right)).statusCode, 303);
  const late = await odile.post(edit, { ...form, libelle: 'Comptage' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Jours particuliers modifiés, par GARNIER Odile/);
  assert.equal(formFields(late.body, edit)['libelle'], 'Comptage');
  const history = await odile.get(paths.calendarHistory(id));
  assert.match(history.body, /Inventaire, 14\/06\/2027, Ouvert exceptionnellement, 09:00–12:00/);
  assert.equal((await send(paths.calendarClosureEnd(id, closure.id), {})).statusCode, 303);
  assert.equal((await odile.get(edit)).statusCode, 404);
});

test('each wrong day is told beside its field', async () => {
  const { id, version } = await calendarNamed('Sans interruption');
  const right = { version: String(version), libelle: 'Pont', du: '2027-05-07', genre: 'closed' };
  const cases: [Record<string, string>, RegExp][] = [
    [{ libelle: ' ' }, /Donnez un libellé/],
    [{ du: 'demain' }, /Indiquez un jour, par exemple 24\/12\/2027/],
    [{ au: '2027-05-01' }, /Choisissez un dernier jour après le premier/],
    [{ au: '2037-05-01' }, /Vérifiez l’année/],
    [{ horaires: 'midi' }, /écrivez les heures comme/],
  ];
  for (const [wrong, words] of cases) {
    const sent = await odile.post(paths.calendarClosures(id), { ...right, ...wrong });
    assert.equal(sent.statusCode, 422);
    assert.match(sent.body, words);
  }
});

test('days are taken as people write them, and all that is wrong is told at once', async () => {
  const { id, version } = await calendarNamed('Sans interruption');
  const both = { version: String(version), libelle: '', du: '', horaires: 'midi', genre: 'closed' };
  const { statusCode, body } = await odile.post(paths.calendarClosures(id), both);
  assert.equal(statusCode, 422);
  for (const words of [/Donnez un libellé/, /Indiquez un jour/, /écrivez les heures comme/]) {
    assert.match(body, words);
  }
  const eve = { ...both, libelle: 'Réveillon', du: '24/12/2027', au: '26/12/2027', horaires: '' };
  assert.equal((await odile.post(paths.calendarClosures(id), eve)).statusCode, 303);
  const [closure] = (await kept(id)).stored.closures.filter(({ label }) => label === 'Réveillon');
  assert.deepEqual([closure?.from, closure?.to], ['2027-12-24', '2027-12-26']);
});

test('a team follows another calendar, and comes back to the usual one', async () => {
  const { id } = await calendarNamed('Sans interruption');
  const page = await odile.get(paths.calendarEditing(id));
  const [, value = ''] = /<option value="(\d+-0)"[^>]*>DOPSI/.exec(page.body) ?? [];
  const sent = await odile.post(paths.calendarTeams(id), { equipe: value });
  assert.match((await odile.follow(sent)).body, /DOPSI suit ce calendrier/);
  const { calendars } = { calendars: (await lucie.get(paths.calendarDesk())).body };
  assert.match(calendars, /Sans interruption à midi/, 'a lead reads what their team follows');
  assert.doesNotMatch(calendars, /La Réunion/);
  const team = Number(value.split('-')[0]);
  const left = await odile.post(paths.calendarTeams(id), {
    _revenir: `${String(team)}-${String(id)}`,
  });
  assert.match((await odile.follow(left)).body, /DOPSI suit à nouveau le calendrier par défaut/);
  const stale = await odile.post(paths.calendarTeams((await usual()).id), {
    equipe: `${String(team)}-${String(id)}`,
  });
  assert.equal(stale.statusCode, 422);
  assert.match(stale.body, /Cette équipe a changé de calendrier entre-temps/);
  assert.equal((await odile.post(paths.calendarTeams(id), {})).statusCode, 422);
});

test('the place and its public holidays are changed, an old page is told who did it', async () => {
  const { id } = await calendarNamed('Avec le samedi');
  const page = await odile.get(paths.calendarEditing(id));
  const form = formFields(page.body, paths.calendarEditing(id));
  const place = { ...form, fuseau: 'Pacific/Noumea', zone: 'aucun', pentecote: 'travaille' };
  assert.equal((await odile.post(paths.calendarEditing(id), place)).statusCode, 303);
  const { stored } = await kept(id);
  assert.deepEqual(
    [stored.timeZone, stored.holidayZone, stored.pentecostWorked],
    ['Pacific/Noumea', null, true],
  );
  const late = await odile.post(paths.calendarEditing(id), { ...form, nom: 'Le samedi' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Lieu ou jours fériés changés, par GARNIER Odile/);
  assert.equal(formFields(late.body, paths.calendarEditing(id))['nom'], 'Le samedi');
  const wrong = { ...form, fuseau: 'Lune', nom: '' };
  assert.equal((await odile.post(paths.calendarEditing(id), wrong)).statusCode, 422);
});

test('another calendar becomes that of the teams that chose none', async () => {
  const before_ = await usual();
  const { id } = await calendarNamed('Antenne');
  for (const one of [id, before_.id]) {
    const version = String((await kept(one)).version);
    assert.equal((await odile.post(paths.calendarDefault(one), { version })).statusCode, 303);
    assert.equal((await usual()).id, one);
  }
});

test('a lead reads the calendar of their team and changes nothing; the others do not exist', async () => {
  const { id } = await usual();
  const page = await lucie.get(paths.calendarEditing(id));
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /Enregistrer/);
  const other = (await calendarNamed('Antenne')).id;
  assert.equal((await lucie.get(paths.calendarEditing(other))).statusCode, 404);
  assert.equal((await lucie.get(paths.calendarHistory(other))).statusCode, 404);
  for (const path of [
    ...[paths.calendarDesk(), paths.calendarEditing(id), paths.calendarDefault(id)],
    ...[paths.calendarHours(id), paths.calendarClosures(id), paths.calendarTeams(id)],
  ]) {
    assert.equal((await lucie.post(path, {})).statusCode, 404, path);
  }
  assert.equal((await odile.get(paths.calendarEditing(999_999))).statusCode, 404);
  const marie = await signedIn(site, 'marie.dupont');
  assert.equal((await marie.get(paths.calendarDesk())).statusCode, 404);
});

test('the year shows each day, open or not, and why, in words', async () => {
  const { id } = await usual();
  const { body, statusCode } = await lucie.get(paths.calendarYear(id, { annee: 2027 }));
  assert.equal(statusCode, 200);
  assert.equal(body.match(/<td data-day=/g)?.length, 365);
  assert.match(body, /Fermeture – Fermeture de fin d’année/);
  assert.match(body, /Jeudi 06\/05\/2027[\s\S]*Férié – Ascension/);
  assert.match(body, /Ouvert, 08:00–12:00, 13:00–18:00/);
  for (const annee of ['1999', '2101', 'x', '2027.5']) {
    assert.equal((await odile.get(paths.calendarYear(id, { annee }))).statusCode, 404, annee);
  }
});

test('hours and days being written are kept, restored each in its form, and thrown away', async () => {
  const { id } = await usual();
  const page = paths.calendarEditing(id);
  const form = formFields((await odile.get(page)).body, paths.calendarHours(id));
  const [hours, days] = [paths.calendarHoursDraft(id), paths.calendarClosuresDraft(id)];
  const silent = await odile.post(hours, { ...form, jour3: '9-12' });
  assert.match((await odile.follow(silent)).body, /Brouillon/);
  await odile.post(days, { libelle: 'Portes ouv', du: '', genre: 'open', horaires: '' });
  const shown = (await odile.get(page)).body;
  assert.equal(formFields(shown, paths.calendarHours(id))['jour3'], '9-12');
  const closure = formFields(shown, paths.calendarClosures(id));
  assert.deepEqual([closure['libelle'], closure['genre']], ['Portes ouv', 'open']);
  assert.equal(shown.match(/Brouillon du/g)?.length, 2);
  // What is sent is no draft any more; a script that saves it afterwards brings nothing back.
  const whole = { ...closure, du: '2027-05-29', horaires: '09:00–12:00' };
  assert.equal((await odile.post(paths.calendarClosures(id), whole)).statusCode, 303);
  await odile.post(days, whole);
  const next = (await odile.get(page)).body;
  assert.equal(formFields(next, paths.calendarClosures(id))['libelle'], '');
  // The hours were read before the days were added: they say so, and stay.
  assert.match(next, /Le calendrier a changé[\s\S]*Jours particuliers ajoutés/);
  assert.equal(formFields(next, paths.calendarHours(id))['jour3'], '9-12');
  await odile.post(hours, { ...form, jour3: '9-12', _effacer: 'oui' });
  assert.doesNotMatch((await odile.get(page)).body, /Brouillon du/);
  await odile.post(days, { libelle: '', du: '', au: '', genre: 'closed', horaires: '' });
  assert.doesNotMatch((await odile.get(page)).body, /Brouillon du/);
});

test('what could not be accepted is found again on the page, and days being corrected on theirs', async () => {
  const { id } = await usual();
  const page = paths.calendarEditing(id);
  const form = formFields((await odile.get(page)).body, paths.calendarHours(id));
  await odile.post(paths.calendarHours(id), { ...form, jour1: 'le matin' });
  const again = formFields((await odile.get(page)).body, paths.calendarHours(id));
  assert.equal(again['jour1'], 'le matin');
  const right = { ...again, jour1: '08:00–12:00' };
  assert.equal((await odile.post(paths.calendarHours(id), right)).statusCode, 303);
  assert.doesNotMatch((await odile.get(page)).body, /Brouillon du/);

  const [closure] = (await kept(id)).stored.closures;
  assert.ok(closure);
  const edit = paths.calendarClosure(id, closure.id);
  const typed = { ...formFields((await odile.get(edit)).body, edit), libelle: 'Été, bis' };
  await odile.post(paths.calendarClosureDraft(id, closure.id), typed);
  assert.equal(formFields((await odile.get(edit)).body, edit)['libelle'], 'Été, bis');
  assert.doesNotMatch((await odile.get(page)).body, /Été, bis/);
  assert.equal((await odile.post(edit, typed)).statusCode, 303);
  assert.doesNotMatch((await odile.get(edit)).body, /Brouillon du/);
});

test('hours sent after the session ended are given back after signing in', async () => {
  const { id } = await usual();
  const client = await signedIn(site, 'odile.garnier');
  const form = formFields(
    (await client.get(paths.calendarEditing(id))).body,
    paths.calendarHours(id),
  );
  site.clock.advance({ hours: 24 * 40 });
  await client.post(paths.calendarHours(id), { ...form, jour2: '10-16' });
  odile = await signedIn(site, 'odile.garnier');
  lucie = await signedIn(site, 'lucie.moreau');
  const { body } = await odile.get(paths.calendarEditing(id));
  assert.equal(formFields(body, paths.calendarHours(id))['jour2'], '10-16');
  await odile.post(paths.calendarHoursDraft(id), { _effacer: 'oui' });
});

test('the pages of calendars ask the database the same few things, however many there are', async () => {
  const { id } = await usual();
  for (const path of [paths.calendarDesk(), paths.calendarEditing(id), paths.calendarYear(id)]) {
    const { statements } = await recordStatements(() => odile.get(path));
    assert.ok(statements.length <= 5, `${path} ${String(statements.length)}`);
  }
});
