import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { personIdOf } from '../../../seeds/find.ts';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { assertTrailIsWhole } from '../../../test/support/audit.ts';
import { formFields } from '../../../test/support/forms.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { takeTicket } from '../../domain/tickets/take-ticket.ts';
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

const [dopsi, network] = ['DOPSI', 'SYSTEM-RESEAU'];

const rowOf = (code: string) =>
  site.db
    .selectFrom('team')
    .select(['id', 'name', 'version'])
    .where('code', '=', code)
    .executeTakeFirstOrThrow();

async function placeOf(code: string, personId: number) {
  const { id } = await rowOf(code);
  return site.db
    .selectFrom('team_member')
    .select(['role', 'active'])
    .where('team_id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

const version = async (code: string) => String((await rowOf(code)).version);

test('a lead adds somebody found by name, makes them lead, and takes them out', async () => {
  const page = await lucie.get(paths.teamEditing(dopsi, { qui: 'leroy karim' }));
  assert.match(page.body, /LEROY Karim/);
  const karim = await personIdOf(site.db, 'karim');
  const form = formFields(page.body, paths.teamMembers(dopsi));
  assert.equal(form['personne'], String(karim), 'the only one found is chosen');
  const added = await lucie.post(paths.teamMembers(dopsi), form);
  assert.equal(added.headers.location, paths.teamEditing(dopsi));
  assert.match((await lucie.follow(added)).body, /LEROY Karim est intervenant de l’équipe/);
  assert.deepEqual(await placeOf(dopsi, karim), { role: 'agent', active: true });
  // The same form again: a double click changes nothing and is no conflict.
  assert.equal((await lucie.post(paths.teamMembers(dopsi), form)).statusCode, 303);

  const asLead = { version: await version(dopsi), role: 'lead' };
  assert.equal((await lucie.post(paths.teamMember(dopsi, karim), asLead)).statusCode, 303);
  assert.deepEqual(await placeOf(dopsi, karim), { role: 'lead', active: true });
  const removal = await lucie.get(paths.teamMemberEnd(dopsi, karim));
  assert.match(removal.body, /n’a aucune demande en cours/);
  const sent = await lucie.post(
    paths.teamMemberEnd(dopsi, karim),
    formFields(removal.body, paths.teamMemberEnd(dopsi, karim)),
  );
  assert.match((await lucie.follow(sent)).body, /LEROY Karim ne fait plus partie de l’équipe/);
  assert.deepEqual(await placeOf(dopsi, karim), { role: 'lead', active: false });
  const { body } = await lucie.get(paths.teamHistory(dopsi));
  assert.match(body, /Intervenant retiré d’une équipe, LEROY Karim, par MOREAU Lucie/);
  assert.match(body, /Rôle[\s\S]*Avant[\s\S]*Intervenant[\s\S]*Après[\s\S]*Responsable/);
});

test('the page says what somebody has in the team before they leave, and frees it', async () => {
  const nadia = await viewerNamed(site.db, 'nadia.benali');
  const number = await fileTicket(site.db, {}, site.clock());
  await takeTicket(site.db, { number, actor: nadia }, site.clock());
  const page = await odile.get(paths.teamMemberEnd(network, nadia.id));
  const [, held = ''] = /(\d+)\sprises? en charge/.exec(page.body) ?? [];
  assert.ok(Number(held) >= 1);
  const form = formFields(page.body, paths.teamMemberEnd(network, nadia.id));
  const after_ = await odile.follow(await odile.post(paths.teamMemberEnd(network, nadia.id), form));
  assert.match(after_.body, /ne fait plus partie de l’équipe. \d+ demandes? (est|sont) à prendre/);
  const ticket = await site.db
    .selectFrom('ticket')
    .select(['state', 'holder_id'])
    .where('number', '=', number)
    .executeTakeFirst();
  assert.deepEqual(ticket, { state: 'awaiting', holder_id: null });
  assert.equal((await odile.post(paths.teamMemberEnd(network, nadia.id), form)).statusCode, 303);
  assert.equal((await odile.get(paths.teamMemberEnd(network, nadia.id))).statusCode, 404);
});

test('what may not be is told on the page: the last lead, the last of the triage', async () => {
  const me = await personIdOf(site.db, 'lucie');
  const leave = { version: await version(dopsi) };
  // Before anything is confirmed; an administrator, who may, is asked as usual.
  const end = paths.teamMemberEnd(dopsi, me);
  const before = await lucie.get(end);
  assert.match(before.body, /dernière personne responsable/);
  assert.ok(!before.body.includes(`action="${end}"`));
  const theirs = await odile.get(end);
  assert.doesNotMatch(theirs.body, /dernière personne responsable/);
  assert.ok(theirs.body.includes(`action="${end}"`));
  const refused = await lucie.post(paths.teamMemberEnd(dopsi, me), leave);
  assert.equal(refused.statusCode, 409);
  assert.match(refused.body, /dernière personne responsable/);
  const demoted = await lucie.post(paths.teamMember(dopsi, me), { ...leave, role: 'agent' });
  assert.equal(demoted.statusCode, 409);
  assert.deepEqual(await placeOf(dopsi, me), { role: 'lead', active: true });
});

test('an old page is told who did what, and keeps the name that was typed', async () => {
  const old = formFields(
    (await odile.get(paths.teamEditing(dopsi))).body,
    paths.teamEditing(dopsi),
  );
  const mine = { version: await version(dopsi), nom: 'Pilotage et organisation' };
  assert.equal((await lucie.post(paths.teamEditing(dopsi), mine)).statusCode, 303);
  const late = await odile.post(paths.teamEditing(dopsi), { ...old, nom: 'Organisation' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Équipe renommée, par MOREAU Lucie/);
  const again = formFields(late.body, paths.teamEditing(dopsi));
  assert.equal(again['nom'], 'Organisation');
  assert.equal((await odile.post(paths.teamEditing(dopsi), again)).statusCode, 303);
  assert.equal((await rowOf(dopsi)).name, 'Organisation');
  const karim = await personIdOf(site.db, 'karim');
  const stale = { personne: String(karim), role: 'agent', version: old['version'] ?? '' };
  const refused = await odile.post(paths.teamMembers(dopsi), stale);
  assert.equal(refused.statusCode, 409);
  assert.match(refused.body, /L’équipe a changé[\s\S]*Équipe renommée, par GARNIER Odile/);
});

test('a name that is missing, too long or taken comes back to be corrected', async () => {
  const seen = await version(dopsi);
  const send = (nom: string) => odile.post(paths.teamEditing(dopsi), { nom, version: seen });
  for (const [nom, words] of [
    ['  ', /Donnez un nom à l’équipe/],
    ['\u200B\u2060', /Donnez un nom à l’équipe/],
    ['x'.repeat(121), /120/],
    ['LOGISTIQUE ET MOYENS GENERAUX', /Une autre équipe porte déjà ce nom/],
  ] as const) {
    const answer = await send(nom);
    assert.equal(answer.statusCode, 422, nom);
    assert.match(answer.body, words);
    assert.match(answer.body, /href="#nom"/);
  }
  const nobody = await odile.post(paths.teamMembers(dopsi), { version: seen, role: 'agent' });
  assert.equal(nobody.statusCode, 422);
  const gone = { version: seen, role: 'agent', personne: '999999' };
  assert.equal((await odile.post(paths.teamMembers(dopsi), gone)).statusCode, 422);
});

test('a team one does not lead does not exist, to read or to change', async () => {
  const karim = await personIdOf(site.db, 'karim');
  const before_ = await rowOf(network);
  for (const path of [
    paths.teamEditing(network),
    paths.teamHistory(network),
    paths.teamMemberEnd(network, karim),
    paths.teamEditing('NULLE-PART'),
    paths.teamMemberEnd(dopsi, 'x'),
  ]) {
    assert.equal((await lucie.get(path)).statusCode, 404, path);
  }
  const fields = {
    version: String(before_.version),
    nom: 'x',
    personne: String(karim),
    role: 'lead',
  };
  for (const path of [
    paths.teamEditing(network),
    paths.teamMembers(network),
    paths.teamMember(network, karim),
    paths.teamMemberEnd(network, karim),
  ]) {
    assert.equal((await lucie.post(path, fields)).statusCode, 404, path);
  }
  assert.deepEqual(await rowOf(network), before_);
  assert.ok(!(await lucie.get(paths.teamDesk())).body.includes(paths.teamEditing(network)));
});

test('the pages of teams cost the same number of statements whatever they hold', async () => {
  const count = async (path: string) =>
    (await recordStatements(() => odile.get(path))).statements.length;
  assert.equal(await count(paths.teamDesk()), 3);
  assert.equal(await count(paths.teamEditing(dopsi)), await count(paths.teamEditing('SOS-DEP')));
  assert.ok((await count(paths.teamEditing(dopsi))) <= 5);
  assert.ok((await count(paths.teamHistory(dopsi))) <= 5);
});
